import type { Column, TablePreference } from './types'

/** The columns in the person's order, with whether each is shown. New columns of a release join where the program puts them. */
export function arrange<Row>(columns: Column<Row>[], pref: TablePreference | undefined): { column: Column<Row>; shown: boolean }[] {
  const order = pref?.order ?? []
  const rank = (c: Column<Row>, i: number) => {
    const saved = order.indexOf(c.key)
    if (saved >= 0) return saved
    const before = columns.slice(0, i).findLast((p) => order.includes(p.key))
    return before ? order.indexOf(before.key) + 0.5 : -0.5
  }
  return columns
    .map((column, i) => ({ column, at: rank(column, i), i }))
    .toSorted((a, b) => a.at - b.at || a.i - b.i)
    .map(({ column }) => ({ column, shown: column.always === true || (pref?.hidden ? !pref.hidden.includes(column.key) : !column.hidden) }))
}
