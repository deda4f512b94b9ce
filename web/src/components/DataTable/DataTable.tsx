import { CopyOutlined } from '@ant-design/icons'
import { type QueryKey, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Empty, Flex, Pagination, Skeleton, Spin, Table, type TableProps } from 'antd'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { ProblemView } from '@/components/ProblemView'
import { usePhone } from '@/hooks/usePhone'
import { usePreference } from '@/hooks/usePreference'
import { arrange } from './arrange'
import type Settings from './ColumnSettings'
import { HeaderCell } from './HeaderCell'
import { Toolbar } from './Toolbar'
import type { Column, DataTableProps, TablePreference } from './types'
import { useBatch } from './useBatch'
import { filterNames, useListState } from './useListState'
import './DataTable.css'

const ColumnSettings = lazy(() => import('./ColumnSettings')) as typeof Settings
const ExportButton = lazy(() => import('../ExportButton').then((m) => ({ default: m.ExportButton })))
const Views = lazy(() => import('./Views'))

const defaultWidth = 140
const headerCell = { header: { cell: HeaderCell } }

/** The one list of the page: searched, filtered, sorted and paged by the server; its state in the URL, its columns the person's own. */
export function DataTable<Row extends { id: string }, Key extends QueryKey = QueryKey>(props: DataTableProps<Row, Key>) {
  const { id, columns, filters = [], batch = [], empty, rowLink, onRowClick } = props
  const { t } = useTranslation('common')
  const phone = usePhone()
  const navigate = useNavigate()
  const pref = usePreference<TablePreference>(`table.${id}`)
  const state = useListState({ filters, local: props.local, defaultSort: props.defaultSort, pageSize: pref.value?.pageSize })
  const options = props.query(state.params)
  const query = useQuery(options)
  // What was selected in another view of the list must not be acted on unseen.
  const view = JSON.stringify([state.params.q, state.filters])
  const [selection, setSelection] = useState<{ view: string; ids: string[]; rows: Row[] }>({ view, ids: [], rows: [] })
  // Acted on is what the list shows now, not what it showed when the row was chosen.
  const selected =
    selection.view === view ? { ids: selection.ids, rows: selection.rows.map((r) => query.data?.items?.find((shown) => shown.id === r.id) ?? r) } : { ids: [], rows: [] }
  const select = (ids: string[], rows: Row[]) => {
    setSelection({ view, ids, rows })
    props.onSelect?.(ids, rows)
  }
  const batches = useBatch<Row>({
    invalidate: options.queryKey.slice(0, 1),
    rowName: props.rowName,
    onDone: (failed) => select(failed, selected.rows.filter((r) => failed.includes(r.id))),
  })

  const { page, pageSize, ...asked } = state.params
  const { sort, q } = asked
  const rows = query.data?.items ?? []
  const filtered = q !== undefined || Object.keys(state.filters).length > 0

  // The last row of the last page was deleted: show the page before it instead of an empty one.
  useEffect(() => {
    if (query.data && !query.isPlaceholderData && rows.length === 0 && page > 1) state.patch({ page: String(Math.max(1, Math.ceil(query.data.total / pageSize))) })
  })

  const shown = useMemo(() => arrange(columns, pref.value).filter((x) => x.shown).map((x) => x.column), [columns, pref.value])
  const isDefault = (key: string) => props.defaultSort?.replace(/^-/, '') === key
  const widthOf = (c: Column<Row>) => pref.value?.widths?.[c.key] ?? c.width ?? defaultWidth

  const tableColumns: TableProps<Row>['columns'] = shown.map((c) => ({
    key: c.key,
    title: c.title,
    width: widthOf(c),
    align: c.align,
    fixed: c.fixed,
    ellipsis: { showTitle: false },
    sorter: c.sortable === true,
    // What the list is sorted by without being told has two directions; leaving them would lead back to the first.
    sortDirections: isDefault(c.key) ? ['ascend', 'descend', 'ascend'] : undefined,
    sortOrder: sort === c.key ? ('ascend' as const) : sort === `-${c.key}` ? ('descend' as const) : null,
    showSorterTooltip: false,
    render: (_: unknown, row: Row) => c.render(row),
    onHeaderCell: () => ({ resizable: { width: widthOf(c), onResize: (w: number) => pref.set({ ...pref.value, widths: { ...pref.value?.widths, [c.key]: w } }) } }) as object,
  }))

  const total = query.data?.total ?? 0
  // Where counting stopped early there is a next page as long as this one is full.
  const reachable = query.data?.totalIsLowerBound && rows.length === pageSize ? Math.max(total, (page + 1) * pageSize) : total
  const open = (row: Row, newTab: boolean) => {
    if (onRowClick) onRowClick(row)
    else if (rowLink && newTab) window.open(rowLink(row))
    else if (rowLink) void navigate({ to: rowLink(row) })
  }

  const selectable = batch.length > 0 || props.onSelect !== undefined
  const nothing = query.isSuccess && rows.length === 0

  return (
    <section className="data-table">
      <Toolbar
        state={state}
        filters={filters}
        searchHint={props.searchHint}
        phone={phone}
        fetching={query.isFetching}
        onReload={() => void query.refetch()}
        settings={
          <Suspense fallback={null}>
            <ColumnSettings columns={columns} pref={pref.value} onChange={pref.set} />
          </Suspense>
        }
        views={
          <Suspense fallback={null}>
            <Views list={id} names={filterNames(filters)} state={state} table={pref.value} onTable={pref.set} />
          </Suspense>
        }
        extra={
          <>
            {props.extra}
            {props.exports && (
              <Suspense fallback={null}>
                <ExportButton sources={props.exports} params={asked} />
              </Suspense>
            )}
          </>
        }
      />
      {selectable && selected.ids.length > 0 && (
        <Flex className="data-batch" align="center" gap={8} wrap>
          <span>{t('batch.selected', { count: selected.ids.length })}</span>
          {batch.map((a) => (
            <Button
              key={a.key}
              size="small"
              icon={a.icon}
              danger={a.danger}
              loading={batches.running === a.key}
              disabled={batches.running !== undefined}
              onClick={() => void batches.run(a, selected.ids, selected.rows)}
            >
              {a.label}
            </Button>
          ))}
          <CopyRows rows={selected.rows} columns={shown} />
          <Button type="link" size="small" onClick={() => select([], [])}>
            {t('batch.clear')}
          </Button>
        </Flex>
      )}
      {query.isError && <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton active title={false} paragraph={{ rows: 10, width: '100%' }} className="data-skeleton" />}
      {nothing && (
        <Empty
          className="data-empty"
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={
            <>
              <div className="data-empty-title">{filtered ? t('list.noMatch') : empty.title}</div>
              <div className="muted">{filtered ? t('list.noMatchHint') : empty.hint}</div>
            </>
          }
        >
          {filtered ? <Button onClick={state.reset}>{t('list.clear')}</Button> : empty.action}
        </Empty>
      )}
      {rows.length > 0 && phone && (
        <Spin spinning={query.isPlaceholderData}>
          <ul className="data-cards">
            {rows.map((row) => (
              <li key={row.id}>
                {rowLink || onRowClick ? (
                  <div role="link" tabIndex={0} onClick={() => open(row, false)} onKeyDown={(e) => e.key === 'Enter' && open(row, false)}>
                    {props.mobileCard(row)}
                  </div>
                ) : (
                  props.mobileCard(row)
                )}
              </li>
            ))}
          </ul>
        </Spin>
      )}
      {rows.length > 0 && !phone && (
        <Table<Row>
          rowKey="id"
          size={pref.value?.dense === false ? 'middle' : 'small'}
          columns={tableColumns}
          components={headerCell}
          dataSource={rows}
          loading={{ spinning: query.isPlaceholderData, delay: 200 }}
          pagination={false}
          sticky={props.local ? false : { offsetHeader: 48 }}
          tableLayout="fixed"
          scroll={{ x: shown.reduce((w, c) => w + widthOf(c), selectable ? 40 : 0) }}
          rowClassName={props.rowClassName}
          summary={props.totals && (() => <PageTotals totals={props.totals?.(rows) ?? {}} columns={shown} selectable={selectable} />)}
          rowSelection={
            selectable
              ? {
                  columnWidth: 40,
                  fixed: true,
                  preserveSelectedRowKeys: true,
                  selectedRowKeys: selected.ids,
                  onChange: (keys, chosen) => select(keys.map(String), chosen),
                  getCheckboxProps: (row) => ({ 'aria-label': props.rowName?.(row) ?? row.id }) as object,
                }
              : undefined
          }
          onRow={
            rowLink || onRowClick
              ? (row) => ({
                  className: 'data-row-link',
                  onClick: (e) => {
                    // Links, buttons and marked text inside the row do their own thing.
                    const target = e.target as HTMLElement
                    if (target.closest('a,button,input,label,.ant-table-selection-column') || window.getSelection()?.toString()) return
                    open(row, e.ctrlKey || e.metaKey)
                  },
                })
              : undefined
          }
          onChange={(_, __, sorter) => {
            const s = Array.isArray(sorter) ? sorter[0] : sorter
            const next = s?.order ? `${s.order === 'descend' ? '-' : ''}${String(s.columnKey)}` : undefined
            state.patch({ sort: next === props.defaultSort ? undefined : next })
          }}
        />
      )}
      {reachable > 0 && (
        <Flex justify="flex-end" className="data-pager">
          <Pagination
            size="small"
            simple={phone}
            current={page}
            pageSize={pageSize}
            total={reachable}
            showSizeChanger={!phone}
            showQuickJumper={!phone && reachable > pageSize}
            pageSizeOptions={[20, 50, 100, 200]}
            showTotal={() => t(query.data?.totalIsLowerBound ? 'list.atLeast' : 'list.total', { count: total })}
            onChange={(p, size) => {
              if (size !== pageSize) {
                pref.set({ ...pref.value, pageSize: size })
                state.patch({ pageSize: String(size) })
              } else state.patch({ page: String(p) })
              window.scrollTo({ top: 0 })
            }}
          />
        </Flex>
      )}
    </section>
  )
}

/** The sums of the page, each under its column. */
function PageTotals<Row>({ totals, columns, selectable }: { totals: Record<string, ReactNode>; columns: Column<Row>[]; selectable: boolean }) {
  const { t } = useTranslation('common')
  return (
    <Table.Summary.Row className="data-totals">
      {selectable && <Table.Summary.Cell index={0} />}
      {columns.map((c, i) => (
        <Table.Summary.Cell key={c.key} index={i + (selectable ? 1 : 0)} align={c.align}>
          {i === 0 ? t('list.pageTotal') : totals[c.key]}
        </Table.Summary.Cell>
      ))}
    </Table.Summary.Row>
  )
}

/** Copies rows as a spreadsheet takes them. */
function CopyRows<Row>({ rows, columns }: { rows: Row[]; columns: Column<Row>[] }) {
  const { t } = useTranslation('common')
  const { message } = App.useApp()
  const cell = (c: Column<Row>, row: Row) => {
    const drawn = c.text ? c.text(row) : c.render(row)
    return typeof drawn === 'string' || typeof drawn === 'number' ? String(drawn).replace(/[\t\n]/g, ' ') : ''
  }
  const copy = async () => {
    const lines = [columns.map((c) => c.title), ...rows.map((r) => columns.map((c) => cell(c, r)))]
    await navigator.clipboard.writeText(lines.map((l) => l.join('\t')).join('\n'))
    void message.success(t('action.copied'))
  }
  // Browsers hand out the clipboard on https and localhost only.
  if (!window.isSecureContext) return null
  return (
    <Button size="small" icon={<CopyOutlined />} onClick={() => void copy()}>
      {t('action.copy')}
    </Button>
  )
}
