import { DeleteOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { CellInput } from './CellInput'
import { cellText, withText } from './paste'
import type { LineColumn } from './types'

interface Props<Line extends { key: string }> {
  line: Line
  index: number
  columns: LineColumn<Line>[]
  errors: Record<string, string> | undefined
  readOnly: boolean
  keep: boolean
  phone: boolean
  onLine: (line: Line, columnKey: string) => void
  onNext: (row: number, column: number) => void
  onDelete: (key: string) => void
}

function Cell<Line extends { key: string }>({ column, at, ...p }: Props<Line> & { column: LineColumn<Line>; at: number }) {
  const { line, index, readOnly } = p
  const error = p.errors?.[column.key]
  const label = `${column.title} ${index + 1}`
  const control = () => {
    if (column.kind === 'shown' || (readOnly && column.render)) return column.render?.(line, index) ?? cellText(column, line)
    if (readOnly && column.kind !== 'custom') return cellText(column, line)
    if (column.kind === 'custom')
      return column.edit?.({
        line,
        index,
        change: (next) => p.onLine(next, column.key),
        next: () => p.onNext(index, at),
        invalid: error !== undefined,
        label,
      })
    return (
      <CellInput
        value={cellText(column, line)}
        onChange={(text) => p.onLine(withText(column, line, text), column.key)}
        decimal={column.kind === 'decimal'}
        maxPlaces={column.maxPlaces ?? 4}
        label={label}
        error={error}
        disabled={column.disabled?.(line)}
      />
    )
  }
  return (
    <>
      {control()}
      {!readOnly && column.below?.(line, (next) => p.onLine(next, column.key))}
      {error && (
        <div className="line-error" role="alert">
          {error}
        </div>
      )}
    </>
  )
}

function Row<Line extends { key: string }>(props: Props<Line>) {
  const { t } = useTranslation('common')
  const { line, index, columns, errors, readOnly, keep, phone, onDelete } = props
  const remove = !readOnly && !keep && (
    <Button type="text" size="small" tabIndex={-1} icon={<DeleteOutlined />} aria-label={t('lines.delete', { n: index + 1 })} onClick={() => onDelete(line.key)} />
  )
  if (phone) {
    return (
      <li className="line-card">
        <div className="line-card-head">
          <span className="muted num">{index + 1}</span>
          {remove}
        </div>
        {columns.map((c, at) => (
          <div key={c.key} className={c.wide ? 'line-card-field wide' : 'line-card-field'} data-cell={`${index}:${at}`}>
            <span className="muted">{c.title}</span>
            <div className={errors?.[c.key] ? 'invalid' : undefined}>
              <Cell {...props} column={c} at={at} />
            </div>
          </div>
        ))}
      </li>
    )
  }
  return (
    <tr>
      <td className="line-no muted num">{index + 1}</td>
      {columns.map((c, at) => (
        <td key={c.key} data-cell={`${index}:${at}`} className={[c.kind === 'shown' ? 'shown' : readOnly ? 'read' : '', errors?.[c.key] ? 'invalid' : '', c.align === 'right' || c.kind === 'decimal' ? 'right' : ''].join(' ')}>
          <Cell {...props} column={c} at={at} />
        </td>
      ))}
      {remove && <td className="line-no">{remove}</td>}
    </tr>
  )
}

/** One line; drawn again only when it, its errors or the columns change. */
export const LineRow = memo(Row) as typeof Row
