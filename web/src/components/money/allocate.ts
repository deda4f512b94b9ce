import { compare, round, subtract, sum } from '@/lib/decimal'
import type { Choice, Part } from './side'

/** An open item: what is left to settle; below zero it is owed the other way, as for a return. */
export interface OpenItem {
  docId: string
  open: string
}

/** What is settled of each document, by its id; documents that are left alone are absent. */
export type Allocations = Record<string, string>

const lesser = (a: string, b: string) => (compare(a, b) <= 0 ? a : b)

/**
 * Settles open items in their order (oldest first) with the money of a receipt or a payment. What is owed the other way is set off first, so that it
 * reaches further.
 */
export function allocateOldestFirst(items: OpenItem[], amount: string | undefined): Allocations {
  const out: Allocations = {}
  const owed = items.filter((i) => compare(i.open, '0') > 0)
  let credit = '0'
  let room = sum(owed.map((i) => i.open))
  for (const i of items) {
    if (compare(i.open, '0') >= 0 || compare(room, '0') <= 0) continue
    const used = lesser(subtract('0', i.open), room)
    out[i.docId] = round(subtract('0', used), 2)
    credit = sum([credit, used])
    room = subtract(room, used)
  }
  let left = sum([compare(amount, '0') > 0 ? amount : '0', credit])
  for (const i of owed) {
    if (compare(left, '0') <= 0) break
    const used = lesser(i.open, left)
    out[i.docId] = round(used, 2)
    left = subtract(left, used)
  }
  return out
}

/** What the allocations sum up to, and what of the amount stays an advance. */
export function allocated(amount: string | undefined, allocations: Allocations): { total: string; advance: string } {
  const total = round(sum(Object.values(allocations)), 2)
  return { total, advance: round(subtract(amount, total), 2) }
}

/** The allocations as they are sent: none of nothing. */
export function allocationList(allocations: Allocations): Part[] {
  return Object.entries(allocations).flatMap(([docId, amount]) => (compare(amount, '0') === 0 ? [] : [{ docId, amount }]))
}

/** The kinds of what is chosen for its advance, which can be given back: of a receipt, of a payment. */
const advanceKinds = new Set(['advance', 'advance_paid'])

/** What is chosen of open items and of advances, as it is sent. What is given back is below zero here, and above zero of an advance. */
export function chosenLists(items: Pick<Choice, 'docId' | 'docKind'>[], value: Allocations): { allocations: Part[]; advances: Part[] } {
  const advance = new Set(items.filter((i) => advanceKinds.has(i.docKind)).map((i) => i.docId))
  const list = allocationList(value)
  return {
    allocations: list.filter((a) => !advance.has(a.docId)),
    advances: list.filter((a) => advance.has(a.docId)).map((a) => ({ docId: a.docId, amount: round(subtract('0', a.amount), 2) })),
  }
}
