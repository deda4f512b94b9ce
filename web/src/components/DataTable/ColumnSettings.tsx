import { ArrowDownOutlined, ArrowUpOutlined, HolderOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Flex, Popover, Segmented, Tooltip } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { arrange } from './arrange'
import type { Column, TablePreference } from './types'

interface Props<Row> {
  columns: Column<Row>[]
  pref: TablePreference | undefined
  onChange: (pref: TablePreference | undefined) => void
}

/** 列设置: which columns, in which order, how dense. */
export default function ColumnSettings<Row>({ columns, pref, onChange }: Props<Row>) {
  const { t } = useTranslation('common')
  const dragged = useRef<string>(undefined)
  const list = arrange(columns, pref)

  const save = (next: typeof list) =>
    onChange({ ...pref, order: next.map((x) => x.column.key), hidden: next.filter((x) => !x.shown).map((x) => x.column.key) })

  const move = (key: string, to: number) => {
    const from = list.findIndex((x) => x.column.key === key)
    const item = list[from]
    if (!item || to < 0 || to >= list.length || from === to) return
    const next = list.toSpliced(from, 1)
    save(next.toSpliced(to, 0, item))
  }

  const body = (
    <Flex vertical gap={10} style={{ width: 260 }}>
      <Segmented
        block
        size="small"
        value={pref?.dense === false ? 'roomy' : 'dense'}
        options={[
          { value: 'dense', label: t('columns.dense') },
          { value: 'roomy', label: t('columns.roomy') },
        ]}
        onChange={(v) => onChange({ ...pref, dense: v === 'dense' })}
      />
      <ul className="column-list">
        {list.map(({ column, shown }, i) => (
          // Dragging is a short cut for the two buttons.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
          <li
            key={column.key}
            draggable
            onDragStart={() => (dragged.current = column.key)}
            onDragOver={(e) => e.preventDefault()}
            onDrop={() => dragged.current && move(dragged.current, i)}
          >
            <HolderOutlined className="muted" style={{ cursor: 'grab' }} />
            <Checkbox
              checked={shown}
              disabled={column.always}
              onChange={(e) => save(list.map((x) => (x.column.key === column.key ? { ...x, shown: e.target.checked } : x)))}
            >
              {column.title}
            </Checkbox>
            <span style={{ flex: 1 }} />
            <Button type="text" size="small" icon={<ArrowUpOutlined />} disabled={i === 0} aria-label={t('columns.up', { name: column.title })} onClick={() => move(column.key, i - 1)} />
            <Button
              type="text"
              size="small"
              icon={<ArrowDownOutlined />}
              disabled={i === list.length - 1}
              aria-label={t('columns.down', { name: column.title })}
              onClick={() => move(column.key, i + 1)}
            />
          </li>
        ))}
      </ul>
      <Flex justify="space-between" align="center">
        <span className="muted" style={{ fontSize: 12 }}>
          {t('columns.widthHint')}
        </span>
        <Button type="link" size="small" disabled={!pref} onClick={() => onChange(undefined)}>
          {t('action.reset')}
        </Button>
      </Flex>
    </Flex>
  )

  return (
    <Popover trigger="click" placement="bottomRight" title={t('columns.title')} content={body}>
      <Tooltip title={t('columns.title')}>
        <Button type="text" icon={<SettingOutlined />} aria-label={t('columns.title')} />
      </Tooltip>
    </Popover>
  )
}
