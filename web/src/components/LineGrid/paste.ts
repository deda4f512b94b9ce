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

/**
 * Lays copied cells over the lines, from one cell to the right and down, adding lines where they end. What it answers with is done to the lines there are
 * by then: looking codes up takes a while, in which people type on.
 */
export async function pasteCells<Line extends { key: string }>(options: {
  cells: string[][]
  lines: Line[]
  columns: LineColumn<Line>[]
  row: number
  column: number
  newLine?: () => Line
}): Promise<(lines: Line[]) => Line[]> {
  const { cells, columns, row, newLine } = options
  // Columns that cannot be entered are no part of what was copied from elsewhere.
  const targets = columns.slice(options.column).filter((c) => c.kind === 'text' || c.kind === 'decimal' || c.paste)
  const found = await Promise.all(targets.map((c, i) => c.paste?.(cells.map((r) => r[i] ?? ''))))
  const keys = options.lines.slice(row).map((l) => l.key)

  return (now) => {
    const lines = [...now]
    for (const [j, texts] of cells.entries()) {
      const key = keys[j]
      let line = key === undefined ? newLine?.() : lines.find((l) => l.key === key)
      if (!line) continue // deleted meanwhile, or there are no more to be
      for (const [i, column] of targets.entries()) {
        const text = texts[i]
        if (text === undefined) continue
        if (column.paste) {
          if (text) line = found[i]?.[j]?.(line) ?? line
        } else if (!column.disabled?.(line)) {
          const clean = column.kind === 'decimal' ? cleanDecimal(text) : text
          line = withText(column, line, clean === '' ? undefined : clean)
        }
      }
      const at = lines.findIndex((l) => l.key === line?.key)
      if (at < 0) lines.push(line)
      else lines[at] = line
    }
    return lines
  }
}
