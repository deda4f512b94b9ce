import { canonical, compare, decimalPlaces, divide, isDecimal, multiply, round } from '@/lib/decimal'

/** Quantity, unit cost and amount of a line; whichever two are entered give the third. */
export interface Costed {
  quantity?: string
  unitCost?: string
  amount?: string
  /** The one that was worked out of the other two. It is shown, not sent: the server works it out again, to six decimals. */
  derived?: CostField
  /** Somebody confirms that the goods cost nothing. */
  zeroCost?: boolean
}

export type CostField = 'quantity' | 'unitCost' | 'amount'

const fields: CostField[] = ['quantity', 'unitCost', 'amount']

// What the next entry works out, dearest first: the quantity was counted, so it is the last to be touched.
const derives: Record<CostField, CostField[]> = {
  quantity: ['amount', 'unitCost'],
  unitCost: ['amount', 'quantity'],
  amount: ['unitCost', 'quantity'],
}

function entered<L extends Costed>(line: L, field: CostField): string | undefined {
  const text = line[field]
  return line.derived !== field && text !== undefined && isDecimal(text) ? text : undefined
}

function workOut(line: Costed, field: CostField): string | undefined {
  const { quantity, unitCost, amount } = line
  if (field === 'amount') return round(multiply(quantity, unitCost), 2)
  if (field === 'unitCost') return divide(amount, quantity)
  const exact = divide(amount, unitCost)
  // A quantity that does not come out even is not made up.
  if (exact === undefined || decimalPlaces(exact) > 4 || compare(multiply(exact, unitCost), amount) !== 0) return undefined
  return exact
}

/** The line after one of the three was typed, with the third worked out anew where two are there. */
export function enterCost<L extends Costed>(line: L, field: CostField, text: string | undefined): L {
  const next: L = { ...line, [field]: text }
  if (next.derived === field) next.derived = undefined
  if (next.derived) next[next.derived] = undefined
  next.derived = undefined
  if (line.zeroCost) return next
  if (entered(next, field) === undefined) return next
  // The one worked out before goes first, then the one that matters least, and only one with its two sources there.
  const wanted = [...(line.derived && line.derived !== field ? [line.derived] : []), ...derives[field]]
  for (const third of wanted) {
    const sources = fields.filter((f) => f !== third)
    if (!sources.every((f) => entered(next, f) !== undefined)) continue
    const value = workOut(next, third)
    if (value === undefined) continue
    next[third] = canonical(value, third === 'quantity' ? 0 : 2)
    next.derived = third
    break
  }
  return next
}

/** Marks the line as free of cost, or takes the mark away. */
export function setZeroCost<L extends Costed>(line: L, zeroCost: boolean): L {
  if (!zeroCost) return { ...line, zeroCost: undefined }
  return { ...line, zeroCost: true, unitCost: undefined, amount: undefined, derived: undefined }
}

/** What is sent of the three: what was entered, and never what was worked out. */
export function givenCost(line: Costed): { quantity?: string; unitCost?: string; amount?: string; zeroCost?: true } {
  if (line.zeroCost) return { quantity: line.quantity, zeroCost: true }
  const given: Record<string, string> = {}
  for (const f of fields) {
    const text = line[f]
    if (text !== undefined && text !== '' && line.derived !== f) given[f] = text
  }
  return given
}

/** A saved line as it can be changed again: a value in whole fen was or could have been the amount, any other came from the unit cost. */
export function savedCost(saved: { quantity: string; unitCost?: string; value?: string; zeroCost?: boolean }): Costed {
  const { quantity, unitCost, value, zeroCost } = saved
  if (zeroCost) return { quantity, zeroCost }
  if (value === undefined) return { quantity }
  if (decimalPlaces(value) > 2) return { quantity, unitCost, amount: round(value, 2), derived: 'amount' }
  return { quantity, amount: canonical(value, 2), unitCost: unitCost && canonical(unitCost, 2), derived: 'unitCost' }
}
