import { cleanDecimal } from '@/lib/decimal'
import type { LineColumn } from './types'

/** Rows and cells of a copied piece of a spreadsheet; undefined for ordinary text. */
export function parseCells(text: string): string[][] | undefined {
  const body = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '')
  if (!/[\t\n]/.test(body)) return undefined
  return body.split('\n').map((row) => row.split('\t').map((cell) => cell.trim()))
}

/** The text of a cell of a line. */
export function cellText<Line>(column: LineColumn<Line>, line: Line): string | undefined {
  return column.get ? column.get(line) : ((line as Record<string, unknown>)[column.key] as string | undefined)
}

/** The line with the text put into the cell. */
export function withText<Line>(column: LineColumn<Line>, line: Line, text: string | undefined): Line {
  return column.set ? column.set(line, text) : { ...line, [column.key]: text }
}

/** Lays copied cells over the lines, from one cell to the right and down, adding lines where they end. */
export async function pasteCells<Line extends { key: string }>(options: {
  cells: string[][]
  lines: Line[]
  columns: LineColumn<Line>[]
  row: number
  column: number
  newLine?: () => Line
}): Promise<Line[]> {
  const { cells, columns, row, newLine } = options
  const lines = [...options.lines]
  while (newLine && lines.length < row + cells.length) lines.push(newLine())
  // Columns that cannot be entered are no part of what was copied from elsewhere.
  const targets = columns.slice(options.column).filter((c) => c.kind === 'text' || c.kind === 'decimal' || c.paste)

  for (const [i, column] of targets.entries()) {
    const texts = cells.map((r) => r[i])
    if (column.paste) {
      const updates = await column.paste(texts.map((x) => x ?? ''))
      for (const [j, update] of updates.entries()) {
        const line = lines[row + j]
        if (line && texts[j]) lines[row + j] = update(line)
      }
      continue
    }
    for (const [j, text] of texts.entries()) {
      const line = lines[row + j]
      if (!line || text === undefined || column.disabled?.(line)) continue
      const clean = column.kind === 'decimal' ? cleanDecimal(text) : text
      lines[row + j] = withText(column, line, clean === '' ? undefined : clean)
    }
  }
  return lines
}
