import { PlusOutlined } from '@ant-design/icons'
import { Button, Flex } from 'antd'
import { type ClipboardEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FieldProblem, fieldPath, fieldText } from '@/api/problem'
import { usePhone } from '@/hooks/usePhone'
import { LineRow } from './LineRow'
import { parseCells, pasteCells } from './paste'
import type { LineErrors, LineGridProps } from './types'
import './LineGrid.css'

function collect<Line extends { key: string }>(problems: FieldProblem[] | undefined, name: string, lines: Line[]): LineErrors {
  const errors: LineErrors = {}
  for (const p of problems ?? []) {
    const [head, index, field] = fieldPath(p.field)
    const line = head === name && typeof index === 'number' ? lines[index] : undefined
    if (!line) continue
    const key = typeof field === 'string' ? field : ''
    errors[line.key] = { ...errors[line.key], [key]: fieldText(p) }
  }
  return errors
}

/**
 * Lines of a document, made for the keyboard: Enter goes on to the next cell and from the last one to a new line, the arrows go up and down, Ctrl+D deletes
 * the line, and rows copied from a spreadsheet can be pasted into any cell.
 */
export function LineGrid<Line extends { key: string }>(props: LineGridProps<Line>) {
  const { name, label, lines, columns, newLine, problems, readOnly = false, keep = false, autoFocus = false, totals, extra } = props
  const { t } = useTranslation('common')
  const phone = usePhone()
  const root = useRef<HTMLDivElement>(null)
  const [errors, setErrors] = useState<LineErrors>(() => collect(problems, name, lines))
  const first = columns.findIndex((c) => c.kind !== 'shown')
  const [focus, setFocus] = useState(autoFocus && !phone ? { row: 0, column: first } : undefined)

  // Callbacks given to the memoised rows read what is current through here.
  const now = useRef(props)
  useEffect(() => {
    now.current = props
  })

  // The server counts lines as they were sent, so its problems are tied to lines the moment they arrive.
  const [seen, setSeen] = useState(problems)
  if (problems !== seen) {
    setSeen(problems)
    setErrors(collect(problems, name, lines))
  }

  const empty = lines.length === 0
  useEffect(() => {
    if (focus && !empty) root.current?.querySelector<HTMLElement>(`[data-cell="${focus.row}:${focus.column}"] :is(input,textarea,button)`)?.focus()
  }, [focus, empty])

  const enterable = (column: number) => {
    const c = now.current.columns[column]
    return c !== undefined && c.kind !== 'shown'
  }

  const add = useCallback(() => {
    const { lines: old, columns: cols, onChange, newLine: make } = now.current
    if (!make) return
    onChange([...old, make()])
    setFocus({ row: old.length, column: cols.findIndex((c) => c.kind !== 'shown') })
  }, [])

  const onNext = useCallback(
    (row: number, column: number) => {
      const { lines: all, columns: cols } = now.current
      for (let c = column + 1; c < cols.length; c++) {
        const line = all[row]
        if (enterable(c) && line && !cols[c]?.disabled?.(line)) return setFocus({ row, column: c })
      }
      if (row + 1 < all.length) setFocus({ row: row + 1, column: cols.findIndex((c) => c.kind !== 'shown') })
      else add()
    },
    [add],
  )

  const onLine = useCallback((line: Line, columnKey: string) => {
    const { lines: old, onChange } = now.current
    onChange(old.map((l) => (l.key === line.key ? line : l)))
    setErrors((e) => {
      if (!e[line.key]?.[columnKey]) return e
      const { [columnKey]: _, ...rest } = e[line.key] ?? {}
      return { ...e, [line.key]: rest }
    })
  }, [])

  const onDelete = useCallback((key: string) => {
    const { lines: old, columns: cols, onChange } = now.current
    const row = old.findIndex((l) => l.key === key)
    onChange(old.filter((l) => l.key !== key))
    if (old.length > 1) setFocus({ row: Math.min(row, old.length - 2), column: cols.findIndex((c) => c.kind !== 'shown') })
  }, [])

  const cellOf = (target: EventTarget) => {
    const cell = (target as HTMLElement).closest<HTMLElement>('[data-cell]')?.dataset.cell?.split(':').map(Number)
    return cell && cell[0] !== undefined && cell[1] !== undefined ? { row: cell[0], column: cell[1] } : undefined
  }

  const onKeyDown = (e: KeyboardEvent) => {
    if (readOnly || e.nativeEvent.isComposing) return
    const cell = cellOf(e.target)
    if (!cell) return
    const target = e.target as HTMLElement
    // An open list of choices needs the keys itself.
    const choosing = target.getAttribute('aria-expanded') === 'true'
    if (e.key === 'Enter' && !choosing && target.tagName !== 'BUTTON') {
      e.preventDefault()
      onNext(cell.row, cell.column)
    } else if ((e.key === 'ArrowUp' || e.key === 'ArrowDown') && target.getAttribute('role') !== 'combobox') {
      const row = cell.row + (e.key === 'ArrowUp' ? -1 : 1)
      if (row >= 0 && row < lines.length) {
        e.preventDefault()
        setFocus({ row, column: cell.column })
      }
    } else if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'd') {
      e.preventDefault()
      const line = lines[cell.row]
      if (line && !keep) onDelete(line.key)
    }
  }

  const onPaste = async (e: ClipboardEvent) => {
    const cell = readOnly ? undefined : cellOf(e.target)
    const cells = parseCells(e.clipboardData.getData('text/plain'))
    if (!cell || !cells) return
    e.preventDefault()
    const put = await pasteCells({ cells, lines, columns, newLine, ...cell })
    now.current.onChange(put(now.current.lines))
  }

  const rows = lines.map((line, index) => (
    <LineRow<Line> key={line.key} {...{ line, index, columns, readOnly, keep, phone, onLine, onNext, onDelete }} errors={errors[line.key]} />
  ))
  const lineLevel = lines.flatMap((l, i) => (errors[l.key]?.[''] ? [`${i + 1}: ${errors[l.key]?.['']}`] : []))

  return (
    // Keys and pasted rows bubble up from the cells' own fields.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={root} className="line-grid" onKeyDown={onKeyDown} onPaste={(e) => void onPaste(e)}>
      {phone ? (
        <ul className="line-cards" aria-label={label}>
          {rows}
        </ul>
      ) : (
        <div className="line-scroll">
          <table aria-label={label}>
            <thead>
              <tr>
                <th className="line-no">#</th>
                {columns.map((c) => (
                  <th key={c.key} style={{ width: c.width }} className={c.align === 'right' || c.kind === 'decimal' ? 'right' : undefined}>
                    {c.title}
                    {c.required && !readOnly && <span className="line-required"> *</span>}
                  </th>
                ))}
                {!readOnly && !keep && <th className="line-no"><span className="sr-only">{t('lines.actions')}</span></th>}
              </tr>
            </thead>
            <tbody>{rows}</tbody>
            {totals && (
              <tfoot>
                <tr>
                  <td className="line-no">{t('lines.total')}</td>
                  {columns.map((c) => (
                    <td key={c.key} className={c.align === 'right' || c.kind === 'decimal' ? 'right' : undefined}>
                      {totals[c.key]}
                    </td>
                  ))}
                  {!readOnly && !keep && <td aria-hidden />}
                </tr>
              </tfoot>
            )}
          </table>
        </div>
      )}
      {lineLevel.map((text) => (
        <div key={text} className="line-error" role="alert">
          {text}
        </div>
      ))}
      {!readOnly && (newLine || extra) && (
        <Flex gap={8} align="center" wrap className="line-tools">
          {newLine && (
            <Button size="small" icon={<PlusOutlined />} onClick={add}>
              {t('lines.add')}
            </Button>
          )}
          {extra}
        </Flex>
      )}
    </div>
  )
}
