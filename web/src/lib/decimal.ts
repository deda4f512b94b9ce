import Big from 'big.js'

// Decimals are strings everywhere in the page, as they are on the wire; Big is used inside this file only.

/** Decimal places a person may enter, as the server checks them. */
export const places = { amount: 2, price: 4, quantity: 4, rate: 2 } as const

const halfUp = 1 // Big's name for half away from zero, the rule of invoices.

/**
 * What a person typed or pasted, made into a plain decimal: full-width digits and signs become half-width; currency signs, thousands commas and blanks go.
 * Text that is no number comes back cleaned but still wrong, for {@link isDecimal} to refuse.
 */
export function cleanDecimal(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[¥$\s,，、]|元|CNY|RMB/gi, '')
    .replace(/[。．]/g, '.')
    .replace(/[−–—]/g, '-')
    .replace(/^\+/, '')
}

/** Whether the text is a complete plain decimal (`-12.50`). */
export function isDecimal(text: string): boolean {
  return /^-?(\d+\.?\d*|\.\d+)$/.test(text)
}

/** How many decimal places the number really needs: trailing zeros do not count. */
export function decimalPlaces(text: string): number {
  return /\.(\d*?)0*$/.exec(text)?.[1]?.length ?? 0
}

/** `007.500` → `7.5`, with at least `min` places: the canonical form sent to the server. */
export function canonical(text: string, min = 0): string {
  if (!isDecimal(text)) return text
  const b = new Big(text)
  return b.toFixed(Math.max(min, decimalPlaces(text)))
}

/** For people: thousands groups, at least `min` and, if given, rounded to at most `max` places. */
export function formatDecimal(text: string, min: number, max?: number): string {
  if (!isDecimal(text)) return text
  const digits = Math.max(min, Math.min(decimalPlaces(text), max ?? Infinity))
  const fixed = new Big(text).toFixed(digits, halfUp)
  const [whole = '', fraction] = fixed.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

function big(text: string | undefined): Big {
  return text !== undefined && isDecimal(text) ? new Big(text) : new Big(0)
}

/** Exact sum; empty and unfinished entries count as nothing. */
export function sum(values: Iterable<string | undefined>): string {
  let total = new Big(0)
  for (const v of values) total = total.plus(big(v))
  return total.toFixed()
}

/** `a − b`. */
export function subtract(a: string | undefined, b: string | undefined): string {
  return big(a).minus(big(b)).toFixed()
}

/** Exact product, not rounded. */
export function multiply(a: string | undefined, b: string | undefined): string {
  return big(a).times(big(b)).toFixed()
}

/** Quotient with six places, half away from zero; undefined when the divisor is nothing. */
export function divide(a: string | undefined, b: string | undefined): string | undefined {
  const divisor = big(b)
  if (divisor.eq(0)) return undefined
  const precise = new Big(big(a).div(divisor).toFixed(12))
  return precise.round(6, halfUp).toFixed()
}

/** Rounds half away from zero and keeps the places: `round('1.005', 2)` is `1.01`. */
export function round(value: string | undefined, digits: number): string {
  return big(value).toFixed(digits, halfUp)
}

/** The next whole number away from zero: `12.5` is `13`. */
export function roundUp(value: string | undefined): string {
  return big(value).round(0, 3).toFixed()
}

/** −1, 0 or 1. */
export function compare(a: string | undefined, b: string | undefined): -1 | 0 | 1 {
  return big(a).cmp(big(b)) as -1 | 0 | 1
}

/** Amount of a document line in fen: quantity × price less the discount rate in percent, rounded once per line. */
export function lineAmount(line: { quantity?: string; price?: string; discountRate?: string }): string {
  const full = big(line.quantity).times(big(line.price))
  const kept = new Big(100).minus(big(line.discountRate)).div(100)
  return full.times(kept).toFixed(places.amount, halfUp)
}
