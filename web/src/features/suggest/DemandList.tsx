import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Flex } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { warehousesQuery } from '@/components/choices'
import { type BatchAction, type Column, DataTable } from '@/components/DataTable'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { useCan } from '@/hooks/session'
import { deleteEntries, type Entry, entryList, kinds } from './calendar'
import { useScopeText } from './scope'
import { useSpanText } from './SpanFields'

const EntryDrawer = lazy(() => import('./EntryDrawer'))

/** 需求日历: promotions to come, and days past whose sales are explained. */
export default function DemandList({ tabs }: { tabs: ReactNode }) {
  const { t } = useTranslation('calendar')
  const can = useCan()
  const span = useSpanText()
  const scope = useScopeText()
  const [open, setOpen] = useState<{ entry?: Entry }>()
  const warehouses = useQuery({ ...warehousesQuery, enabled: can('stock.read') }).data ?? []
  const writes = can('suggest.rule')
  const says = (e: Entry) => (e.kind === 'factor' ? `${(e.factorBps ?? 0) / 100} %` : e.kind === 'per_day' ? t('entry.eachDay', { quantity: e.perDay ?? '0', unit: e.unit }) : '')
  const where = (e: Entry) => e.warehouseName ?? t('allWarehouses')
  const create = writes && (
    <Button type="primary" icon={<PlusOutlined />} data-hotkey="new" onClick={() => setOpen({})}>
      {t('entry.new')}
    </Button>
  )
  const columns: Column<Entry>[] = [
    { key: 'name', title: t('name'), width: 200, always: true, sortable: true, render: (e) => e.name },
    { key: 'from', title: t('span'), width: 260, sortable: true, render: (e) => <span className="num">{span(e)}</span>, text: span },
    { key: 'kind', title: t('entry.kind'), width: 120, sortable: true, render: (e) => t(`kind.${e.kind}`) },
    { key: 'says', title: t('entry.says'), width: 130, render: (e) => <span className="num">{says(e)}</span>, text: says },
    { key: 'scope', title: t('entry.scope'), width: 260, render: (e) => <>{e.skuCode && <code>{e.skuCode}</code>} {scope(e)}</>, text: (e) => e.skuCode ?? scope(e) },
    { key: 'warehouse', title: t('entry.warehouse'), width: 130, render: (e) => e.warehouseName ?? <span className="muted">{t('allWarehouses')}</span>, text: where },
    { key: 'updatedAt', title: t('updatedAt'), width: 150, hidden: true, render: (e) => <Instant at={e.updatedAt} />, text: (e) => e.updatedAt },
  ]
  const batch: BatchAction<Entry>[] = [{ key: 'delete', label: t('common:action.delete'), icon: <DeleteOutlined />, danger: true, confirm: (count) => t('entry.deleteConfirm', { count }), run: deleteEntries }]
  return (
    <>
      <PageHead title={t('title')} hint={t('entry.hint')} back="/replenishment-rules" actions={create} />
      {tabs}
      <DataTable
        id="demand-calendar"
        local
        query={entryList}
        columns={columns}
        searchHint={t('name')}
        filters={[
          { kind: 'select', name: 'when', label: t('when'), options: [{ value: 'coming', label: t('coming') }] },
          { kind: 'select', name: 'kind', label: t('entry.kind'), options: kinds.map((k) => ({ value: k, label: t(`kind.${k}`) })) },
          ...(warehouses.length > 1 ? [{ kind: 'select' as const, name: 'warehouseId', label: t('entry.warehouse'), options: warehouses.map((w) => ({ value: w.id, label: w.name })) }] : []),
        ]}
        onRowClick={writes ? (entry) => setOpen({ entry }) : undefined}
        rowName={(e) => e.name}
        batch={writes ? batch : undefined}
        empty={{ title: t('entry.empty'), hint: t('entry.emptyHint'), action: create }}
        mobileCard={(e) => (
          <Flex vertical gap={3} style={{ overflowWrap: 'anywhere' }}>
            <Flex justify="space-between" gap={8}>
              <strong>{e.name}</strong>
              <span className="num">{says(e) || t(`kind.${e.kind}`)}</span>
            </Flex>
            <span className="num">{span(e)}</span>
            <span className="muted">{[e.skuCode, scope(e), where(e)].filter(Boolean).join(' · ')}</span>
          </Flex>
        )}
      />
      <Suspense fallback={null}>{open && <EntryDrawer key={open.entry?.id} entry={open.entry} onClose={() => setOpen(undefined)} />}</Suspense>
    </>
  )
}
