import { compare, isDecimal, multiply, divide, places, round, subtract, sum } from '@/lib/decimal'

/** What a line's money comes from. Rates are in percent, as people write them. */
export interface FigureLine {
  quantity?: string
  price?: string
  discountRate?: string
  discount?: string
  taxRate?: string
}

/** The money of one line. */
export interface LineFigures {
  discount: string
  taxAmount: string
  amount: string
}

/** The money of a document. */
export interface Figures {
  lines: LineFigures[]
  goodsAmount: string
  discount: string
  taxAmount: string
  total: string
}

const percent = (amount: string, rate: string | undefined, whole = '100') => round(divide(multiply(amount, rate), whole), places.amount)

/** One line as the server computes it: list amount, discount and tax are each rounded to fen, half away from zero. */
export function lineFigures(line: FigureLine, options: { tax: boolean; taxIncluded: boolean }): LineFigures {
  const list = round(multiply(line.quantity, line.price), places.amount)
  const discount = compare(line.discountRate, '0') > 0 ? percent(list, line.discountRate) : round(line.discount, places.amount)
  const amount = round(subtract(list, discount), places.amount)
  const taxAmount = options.tax && line.taxRate ? percent(amount, line.taxRate, options.taxIncluded ? sum(['100', line.taxRate]) : '100') : '0.00'
  return { discount, taxAmount, amount }
}

/** The whole document: a preview of what the server answers, without waiting for it. */
export function figures(doc: { lines: FigureLine[]; discountRate?: string; discount?: string; customerFee?: string; taxIncluded: boolean; tax: boolean }): Figures {
  const lines = doc.lines.map((l) => lineFigures(l, doc))
  const goodsAmount = round(sum(lines.map((l) => l.amount)), places.amount)
  const taxAmount = round(sum(lines.map((l) => l.taxAmount)), places.amount)
  const gross = doc.taxIncluded ? goodsAmount : sum([goodsAmount, taxAmount])
  const discount = compare(doc.discountRate, '0') > 0 ? percent(gross, doc.discountRate) : round(doc.discount, places.amount)
  return { lines, goodsAmount, taxAmount, discount, total: round(sum([subtract(gross, discount), doc.customerFee]), places.amount) }
}

/** 12.5 % → 1250, as the API counts rates; undefined for what is no rate with at most two places. */
export function toBps(rate: string | undefined): number | undefined {
  if (rate === undefined || !isDecimal(rate)) return undefined
  const whole = round(multiply(rate, '100'), 0)
  // A count of ten-thousandths, not an amount: it is small and whole.
  return compare(whole, multiply(rate, '100')) === 0 ? Number(whole) : undefined
}

/** 1250 → 12.5; nothing for 0. */
export function fromBps(bps: number | undefined): string | undefined {
  return bps ? divide(String(bps), '100') : undefined
}
