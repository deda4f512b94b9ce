import { type FieldProblem, fieldText } from '@/api/problem'

// The same separators as the server's, so that its offerIds[n] is our n-th entry.
const separators = /[,，、;；\s]+/

/** The offer ids and links in a text, in their order. */
export function entriesOf(text: string): string[] {
  return text.split(separators).filter((e) => e !== '')
}

/** An entry that the server refuses: where it stands, and why, in a sentence that quotes it. */
export interface WrongEntry {
  at: number
  why: string
}

/** The refused entries; problems of other fields are left to the form. */
export function wrongEntries(errors: FieldProblem[]): WrongEntry[] {
  return errors.flatMap((e) => {
    const at = Number(/^offerIds\[(\d+)\]$/.exec(e.field)?.[1] ?? -1)
    return at >= 0 ? [{ at, why: fieldText(e) }] : []
  })
}

/** The text without the entries at these places. */
export function without(text: string, places: number[]): string {
  return entriesOf(text)
    .filter((_, i) => !places.includes(i))
    .join('\n')
}
