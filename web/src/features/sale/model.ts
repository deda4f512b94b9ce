import { type FieldProblem, fieldPath } from '@/api/problem'
import { compare, divide, isDecimal } from '@/lib/decimal'
import { uuid } from '@/lib/uuid'
import { fromBps, toBps } from '@/lib/figures'
import type { Sale, SaleKind, SaleLine, SaveLine, SaveSale } from './queries'
import type { Sku, SkuUnit } from './sources'

/** What a line shows of its SKU. A line that was read back knows its own unit only. */
export type LineSku = Pick<Sku, 'id' | 'productId' | 'code' | 'productName' | 'spec' | 'picture'> & { units: SkuUnit[] }

/** One line as it is being entered. */
export interface DraftLine {
  key: string
  skuId?: string
  sku?: LineSku
  unitId?: string
  quantity?: string
  /** As typed; while undefined, the price of the customer's level holds. */
  price?: string
  /** What the server quoted for a price that was not typed. */
  quotedPrice?: string
  /** Percent. */
  discountRate?: string
  discount?: string
  /** Percent. */
  taxRate?: string
  note?: string
  sourceLineId?: string
}

/** A sales document as it is being entered. */
export interface Draft {
  kind: SaleKind
  date?: string
  customerId?: string
  shopId?: string
  warehouseId?: string
  salespersonId?: string
  wantsPreorder?: boolean
  taxIncluded: boolean
  discountRate?: string
  discount?: string
  customerFee?: string
  paidNow?: string
  fundAccountId?: string
  note?: string
  sourceId?: string
  sourceNo?: string
  lines: DraftLine[]
}

export const newLine = (): DraftLine => ({ key: uuid() })

export const emptyDraft = (kind: SaleKind = 'issue'): Draft => ({ kind, taxIncluded: true, lines: [] })

/** The price that holds for a line. */
export const priceOf = (l: DraftLine) => l.price ?? l.quotedPrice

/** Whether nothing has been entered on the line yet. */
export function isBlank(l: DraftLine): boolean {
  return !l.skuId && !l.price && !l.note && !l.discount && !l.discountRate
}

/** Whether the server would take the line as it stands. */
export function isComplete(l: DraftLine): boolean {
  const fine = (text: string | undefined) => text === undefined || isDecimal(text)
  return l.skuId !== undefined && l.quantity !== undefined && isDecimal(l.quantity) && compare(l.quantity, '0') > 0 && [l.price, l.discount, l.discountRate, l.taxRate].every(fine)
}

function toLine(l: DraftLine): SaveLine {
  const discountBps = toBps(l.discountRate)
  return {
    skuId: l.skuId as string,
    unitId: l.unitId,
    quantity: l.quantity ?? '0',
    price: l.price,
    ...(discountBps ? { discountBps } : { discount: l.discount }),
    taxRateBps: toBps(l.taxRate),
    note: l.note,
    sourceLineId: l.sourceLineId,
  }
}

/** The body to send for these lines of the draft. */
export function toBody(d: Draft, lines: DraftLine[], mode: SaveSale['mode']): SaveSale {
  const discountBps = toBps(d.discountRate)
  return {
    mode,
    kind: d.kind,
    date: d.date,
    customerId: d.customerId as string,
    shopId: d.shopId,
    warehouseId: d.warehouseId,
    salespersonId: d.salespersonId,
    wantsPreorder: d.wantsPreorder,
    taxIncluded: d.taxIncluded,
    ...(discountBps ? { discountBps } : { discount: d.discount }),
    customerFee: d.customerFee,
    paidNow: d.paidNow,
    fundAccountId: d.paidNow && compare(d.paidNow, '0') > 0 ? d.fundAccountId : undefined,
    note: d.note,
    sourceId: d.sourceId,
    lines: lines.map(toLine),
  }
}

const given = (amount: string) => (compare(amount, '0') === 0 ? undefined : amount)

/** A saved document, opened to go on entering it. */
export function fromSale(s: Sale): Draft {
  return {
    kind: s.kind as SaleKind,
    date: s.date,
    customerId: s.customerId,
    shopId: s.shopId,
    warehouseId: s.warehouseId,
    salespersonId: s.salespersonId,
    wantsPreorder: s.wantsPreorder,
    taxIncluded: s.taxIncluded,
    discountRate: fromBps(s.discountBps),
    discount: s.discountBps ? undefined : given(s.discount),
    customerFee: given(s.customerFee),
    paidNow: given(s.paidNow),
    fundAccountId: s.fundAccountId,
    note: s.note,
    sourceId: s.sourceId,
    sourceNo: s.sourceNo,
    lines: s.lines.map((l) => ({
      key: uuid(),
      skuId: l.skuId,
      sku: { id: l.skuId, productId: l.productId, code: l.skuCode, productName: l.productName, spec: l.spec ?? '', picture: l.picture, units: [{ unitId: l.unitId, name: l.unitName, num: 1, den: 1, decimals: 4 }] },
      unitId: l.unitId,
      quantity: l.quantity,
      price: l.price,
      discountRate: fromBps(l.discountBps),
      discount: l.discountBps ? undefined : given(l.discount),
      // Zero is an answer of its own here: without a rate the product's holds.
      taxRate: divide(String(l.taxRateBps), '100'),
      note: l.note,
      sourceLineId: l.sourceLineId,
    })),
  }
}

/** A new document from a saved one: a copy, the issue of an order, the return of an issue. What is dated or paid stays behind. */
export function follow(s: Sale, as: 'copy' | 'issue' | 'return'): Draft {
  const from = fromSale(s)
  const linked = as !== 'copy'
  // What was granted or asked for once on a whole order is not granted again with each part of it.
  const begun = as === 'issue' && s.fulfilment === 'partial'
  const lines = from.lines.map((l, i): DraftLine => ({ ...l, sourceLineId: linked ? s.lines[i]?.id : undefined }))
  return {
    ...from,
    discount: begun ? undefined : from.discount,
    kind: as === 'copy' ? from.kind : as,
    date: undefined,
    paidNow: undefined,
    wantsPreorder: as === 'return' ? undefined : from.wantsPreorder,
    customerFee: as === 'return' || begun ? undefined : from.customerFee,
    sourceId: linked ? s.id : undefined,
    sourceNo: linked ? s.no : undefined,
    note: as === 'copy' ? from.note : undefined,
    lines: as === 'issue' ? lines.flatMap((l, i) => lacking(l, s.lines[i])) : lines,
  }
}

/** The line with what the order's line still lacks: in its own unit, or in pieces where that does not come out even. */
function lacking(line: DraftLine, from: SaleLine | undefined): DraftLine[] {
  if (!from?.remaining) return [line]
  if (compare(from.remaining, '0') <= 0) return []
  const begun = compare(from.issued, '0') !== 0
  const rest = begun ? { ...line, discount: undefined } : line
  if (from.remainingInUnit) return [{ ...rest, quantity: from.remainingInUnit }]
  return [{ ...rest, unitId: from.baseUnitId, sku: undefined, quantity: from.remaining, price: undefined }]
}

/** The line with a SKU just scanned or chosen on it: one of it, in its base unit, at the price of the level. */
export function withSku(line: DraftLine, sku: Sku | undefined): DraftLine {
  return {
    ...line,
    skuId: sku?.id,
    sku,
    unitId: sku?.units[0]?.unitId,
    quantity: line.quantity ?? '1',
    price: undefined,
    quotedPrice: sku?.price,
    taxRate: sku && divide(String(sku.taxRateBps), '100'),
    sourceLineId: undefined,
  }
}

/** Problems by line key and column. */
export type LineProblems = Record<string, Record<string, FieldProblem>>

/** Parts the problems of the lines that were sent, by line and column, from those of the document. */
export function byLine(problems: FieldProblem[], sent: DraftLine[]): { lines: LineProblems; rest: FieldProblem[] } {
  const lines: LineProblems = {}
  const rest: FieldProblem[] = []
  for (const p of problems) {
    const [head, index, field] = fieldPath(p.field)
    const line = head === 'lines' && typeof index === 'number' ? sent[index] : undefined
    if (!line) rest.push(p)
    else lines[line.key] = { ...lines[line.key], [columnOf(field)]: p }
  }
  return { lines, rest }
}

/** The column in which a field of the API is entered. */
function columnOf(field: string | number | undefined): string {
  if (field === 'discountBps') return 'discountRate'
  if (field === 'taxRateBps') return 'taxRate'
  if (field === 'sourceLineId' || field === undefined) return 'skuId'
  return String(field)
}

/** What was said of lines that have not been changed since. */
export function stillTrue(problems: LineProblems, before: DraftLine[], after: DraftLine[]): LineProblems {
  const same = new Set(after.filter((l) => before.includes(l)).map((l) => l.key))
  return Object.fromEntries(Object.entries(problems).filter(([key]) => same.has(key)))
}

/** The problems as LineGrid takes them, for the lines as they now stand; of several at one cell the first source counts. */
export function forGrid(lines: DraftLine[], ...sources: LineProblems[]): FieldProblem[] {
  return lines.flatMap((l, i) => {
    const cells = Object.assign({}, ...sources.toReversed().map((s) => s[l.key])) as Record<string, FieldProblem>
    return Object.entries(cells).map(([column, p]) => ({ ...p, field: `lines[${i}].${column}` }))
  })
}
