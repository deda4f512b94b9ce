import type { ReactNode } from 'react'
import type { FieldProblem } from '@/api/problem'

/** What a custom cell gets to edit one field of one line. */
export interface CellEdit<Line> {
  line: Line
  index: number
  /** Puts the changed line in place. */
  change: (line: Line) => void
  /** Goes on to the next cell, as Enter does; call it after a choice has been made. */
  next: () => void
  invalid: boolean
  label: string
}

/** One column of document lines. */
export interface LineColumn<Line> {
  /** The field's name, as the server's `errors[].field` has it after `lines[2].`. */
  key: string
  title: string
  /** What kind of cell: `shown` cannot be entered, `custom` brings its own control. */
  kind: 'text' | 'decimal' | 'shown' | 'custom'
  width?: number
  align?: 'left' | 'right'
  /** Decimal cells: most places. */
  maxPlaces?: number
  required?: boolean
  /** Takes the whole width of a line's card on a phone. */
  wide?: boolean
  /** The text of a text or decimal cell; the field named `key` without it. */
  get?: (line: Line) => string | undefined
  /** The line with the cell's new text; sets the field named `key` without it. */
  set?: (line: Line, text: string | undefined) => Line
  /** Draws a `shown` cell. */
  render?: (line: Line, index: number) => ReactNode
  /** Draws a `custom` cell. */
  edit?: (cell: CellEdit<Line>) => ReactNode
  /** For `custom` cells one may paste into: finds what all pasted texts mean in one go, e.g. SKUs by code. */
  paste?: (texts: string[]) => Promise<((line: Line) => Line)[]>
  disabled?: (line: Line) => boolean
  /** A hint under the cell's field, such as the last price. */
  below?: (line: Line, change: (line: Line) => void) => ReactNode
}

export interface LineGridProps<Line extends { key: string }> {
  /** The field's name in the document, `lines`. */
  name: string
  label: string
  lines: Line[]
  onChange: (lines: Line[]) => void
  columns: LineColumn<Line>[]
  /** Makes an empty line. Without it the lines are given and none can be added. */
  newLine?: () => Line
  /** What the server said of the document last; each is shown at its cell until that cell is changed. */
  problems?: FieldProblem[]
  readOnly?: boolean
  /** Lines cannot be deleted. */
  keep?: boolean
  /** Typing begins in the first cell as soon as there is one (not on a phone, whose keyboard would cover the page). */
  autoFocus?: boolean
  /** Under the lines: sums per column key. */
  totals?: Record<string, ReactNode>
  /** Beside the button that adds a line. */
  extra?: ReactNode
}

/** Errors by line key and column key. */
export type LineErrors = Record<string, Record<string, string>>
