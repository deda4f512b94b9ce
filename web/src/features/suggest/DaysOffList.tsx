import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Flex } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { anySupplierSource } from '@/components/choices'
import { type BatchAction, type Column, DataTable } from '@/components/DataTable'
import { EntitySelect } from '@/components/EntitySelect'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { useReachable } from '@/hooks/reach'
import { useCan } from '@/hooks/session'
import { type DayOff, dayOffList, deleteDaysOff } from './calendar'
import { useSpanText } from './SpanFields'

const DayOffDrawer = lazy(() => import('./DayOffDrawer'))

/** 供应商休假: days on which lead times do not run. */
export default function DaysOffList({ tabs }: { tabs: ReactNode }) {
  const { t } = useTranslation('calendar')
  const can = useCan()
  const { warehouses: reach } = useReachable()
  const span = useSpanText()
  const [open, setOpen] = useState<{ dayOff?: DayOff }>()
  const writes = can('suggest.rule') && reach.mayAll
  const who = (d: DayOff) => (d.supplierId ? d.supplierName : t('off.all'))
  const create = writes && (
    <Button type="primary" icon={<PlusOutlined />} data-hotkey="new" onClick={() => setOpen({})}>
      {t('off.new')}
    </Button>
  )
  const columns: Column<DayOff>[] = [
    { key: 'name', title: t('name'), width: 220, always: true, sortable: true, render: (d) => d.name },
    { key: 'from', title: t('span'), width: 280, sortable: true, render: (d) => <span className="num">{span(d)}</span>, text: span },
    { key: 'supplier', title: t('off.supplier'), width: 220, sortable: true, render: (d) => (d.supplierId ? d.supplierName : <span className="muted">{t('off.all')}</span>), text: who },
    { key: 'updatedAt', title: t('updatedAt'), width: 150, hidden: true, render: (d) => <Instant at={d.updatedAt} />, text: (d) => d.updatedAt },
  ]
  const batch: BatchAction<DayOff>[] = [{ key: 'delete', label: t('common:action.delete'), icon: <DeleteOutlined />, danger: true, confirm: (count) => t('off.deleteConfirm', { count }), run: deleteDaysOff }]
  return (
    <>
      <PageHead title={t('title')} hint={t('off.hint')} back="/replenishment-rules" actions={create} />
      {tabs}
      <DataTable
        id="supplier-days-off"
        local
        query={dayOffList}
        columns={columns}
        searchHint={t('name')}
        filters={[
          { kind: 'select', name: 'when', label: t('when'), options: [{ value: 'coming', label: t('coming') }] },
          { kind: 'custom', name: 'supplierId', label: t('off.supplier'), width: 200, render: (value, onChange) => <EntitySelect source={anySupplierSource} value={value} aria-label={t('off.supplier')} placeholder={t('off.supplier')} onChange={(id) => onChange(id)} /> },
        ]}
        onRowClick={writes ? (dayOff) => setOpen({ dayOff }) : undefined}
        rowName={(d) => d.name}
        batch={writes ? batch : undefined}
        empty={{ title: t('off.empty'), hint: t('off.emptyHint'), action: create }}
        mobileCard={(d) => (
          <Flex vertical gap={3} style={{ overflowWrap: 'anywhere' }}>
            <strong>{d.name}</strong>
            <span className="num">{span(d)}</span>
            <span className="muted">{who(d)}</span>
          </Flex>
        )}
      />
      <Suspense fallback={null}>{open && <DayOffDrawer key={open.dayOff?.id} dayOff={open.dayOff} onClose={() => setOpen(undefined)} />}</Suspense>
    </>
  )
}
