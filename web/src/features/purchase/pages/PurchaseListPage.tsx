import { CheckOutlined, CloudUploadOutlined, ImportOutlined, MergeCellsOutlined, PlusOutlined, SendOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { ChatLink } from '@/components/ChatLink'
import { anySupplierSource, warehousesQuery } from '@/components/choices'
import { type BatchAction, type Column, DataTable } from '@/components/DataTable'
import { Amount } from '@/components/Amount'
import { useCurrencyOptions } from '@/components/currencies'
import { Money, Qty } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import { Instant } from '@/components/Instant'
import { OrderFigure } from '@/components/OrderFigures'
import { PageHead } from '@/components/PageHead'
import { PlatformState } from '@/components/PlatformState'
import { noticeStates, WmsState } from '@/components/WmsState'
import { StateTabs } from '@/components/StateTabs'
import { useWrite } from '@/api/useWrite'
import { useCan, useModule } from '@/hooks/session'
import { sum } from '@/lib/decimal'
import { actOnPurchases, type BatchVerb, countsQuery, mergePurchases, purchaseKeys, purchaseList, type PurchaseRow, pushPurchases, stages } from '../queries'
import { StageTag } from '../tags'
import '../purchase.css'

const PurchaseImport = lazy(() => import('../PurchaseImport'))

/** What an order comes to in yuan. */
const yuan = (r: PurchaseRow) => r.yuanTotal ?? r.total

/** 采购单: a tab for each stage with how many there are. */
export default function PurchaseListPage() {
  const { t } = useTranslation('purchase')
  const can = useCan()
  const buys = useModule('buy1688')
  const wms = useModule('wms')
  const navigate = useNavigate()
  const client = useQueryClient()
  const counts = useQuery(countsQuery).data
  const warehouses = useQuery({ ...warehousesQuery, enabled: can('stock.read') }).data ?? []
  useLive('purchase', () => {
    void client.invalidateQueries({ queryKey: purchaseKeys.lists })
    void client.invalidateQueries({ queryKey: countsQuery.queryKey })
  })
  const merge = useWrite({
    fn: ({ ids, rows }: { ids: string[]; rows: PurchaseRow[] }, write) => mergePurchases(ids, rows, write),
    invalidate: [purchaseKeys.all],
    success: (made) => t('merged', { no: made.no }),
    onSuccess: (made) => void navigate({ to: '/purchase-orders/$id', params: { id: made.id } }),
  })

  const [importing, setImporting] = useState(false)
  const create = can('purchase.create') && (
    <>
      <Button icon={<ImportOutlined />} onClick={() => setImporting(true)}>
        {t('import.do')}
      </Button>
      <Link to="/purchase-orders/$id" params={{ id: 'new' }}>
        <Button type="primary" icon={<PlusOutlined />} data-hotkey="new">
          {t('new')}
        </Button>
      </Link>
    </>
  )
  const act = (verb: BatchVerb): Pick<BatchAction<PurchaseRow>, 'run' | 'invalidate'> => ({ run: (ids, rows, write) => actOnPurchases(verb, ids, rows, write), invalidate: [purchaseKeys.all] })
  const batch: BatchAction<PurchaseRow>[] = []
  if (can('purchase.create')) {
    batch.push({ key: 'submit', label: t('act.submit'), ...act('submit') })
    batch.push({
      key: 'merge',
      label: t('act.merge'),
      icon: <MergeCellsOutlined />,
      confirm: (count) => t('mergeConfirm', { count }),
      run: async (ids, rows) => {
        await merge.mutateAsync({ ids, rows })
        return null
      },
    })
  }
  if (can('purchase.approve')) batch.push({ key: 'approve', label: t('act.approve'), icon: <CheckOutlined />, confirm: (count) => t('approveConfirm', { count }), ...act('approve') })
  if (can('purchase.approve_second')) batch.push({ key: 'approve-second', label: t('act.approveSecond'), icon: <CheckOutlined />, confirm: (count) => t('approveConfirm', { count }), ...act('approve-second') })
  if (can('payment_request.create')) {
    batch.push({
      key: 'pay',
      label: t('act.pay'),
      run: async (ids) => {
        await navigate({ to: '/payment-requests/$id' as string, params: { id: 'new' } as never, search: { orders: ids.join() } as never })
        return null
      },
    })
  }
  if (can('purchase.create')) {
    batch.push({ key: 'withdraw', label: t('act.withdraw'), confirm: (count) => t('withdrawMany', { count }), ...act('withdraw') })
    batch.push({ key: 'void', label: t('act.void'), danger: true, confirm: (count) => t('voidMany', { count }), ...act('void') })
  }
  if (can('placing.place') && buys) {
    batch.push({
      key: 'place',
      label: t('act.place'),
      icon: <CloudUploadOutlined />,
      run: (ids) => {
        void navigate({ to: '/placing-batches/$id', params: { id: 'new' }, search: { ids: ids.join(',') } as never })
        return Promise.resolve(null)
      },
    })
  }
  if (can('wms.push') && wms) batch.push({ key: 'wms', label: t('act.wms'), icon: <SendOutlined />, run: (ids, _rows, write) => pushPurchases(ids, write), invalidate: [['wms']] })
  const priced = can('cost.see')
  const currencies = useCurrencyOptions(t('yuan'))
  const foreign = currencies.length > 1
  const platform = buys && can('platform_order.read')
  const figures = priced && can('payment_request.read')
  const columns: Column<PurchaseRow>[] = [
    { key: 'no', title: t('no'), width: 160, always: true, sortable: true, render: (r) => <Link to="/purchase-orders/$id" params={{ id: r.id }}>{r.no}</Link>, text: (r) => r.no },
    { key: 'date', title: t('date'), width: 110, sortable: true, render: (r) => <span className="num">{r.date}</span>, text: (r) => r.date },
    { key: 'supplier', title: t('supplier'), width: 180, render: (r) => <Flex gap={6} align="center"><span className="cut">{r.supplierName}</span><ChatLink login={r.loginId} /></Flex>, text: (r) => r.supplierName },
    { key: 'stage', title: t('stageLabel'), width: 100, render: (r) => <StageTag stage={r.stage} />, text: (r) => t(`stage.${r.stage}`) },
    ...(platform ? [{ key: 'platform', title: t('platform'), width: 110, render: (r: PurchaseRow) => <PlatformState purchaseId={r.id} /> }] : []),
    ...(wms ? [{ key: 'wms', title: t('wms'), width: 100, render: (r: PurchaseRow) => <WmsState purchaseId={r.id} /> }] : []),
    ...(priced ? [{ key: 'total', title: t('total'), width: 120, align: 'right' as const, sortable: true, render: (r: PurchaseRow) => <Amount value={r.total} currency={r.currency} />, text: (r: PurchaseRow) => r.total }] : []),
    ...(foreign ? [{ key: 'currency', title: t('currency'), width: 80, hidden: true, render: (r: PurchaseRow) => r.currency, text: (r: PurchaseRow) => r.currency }] : []),
    ...(priced && foreign ? [{ key: 'yuanTotal', title: t('yuanTotal'), width: 120, align: 'right' as const, render: (r: PurchaseRow) => <Money value={yuan(r)} />, text: yuan }] : []),
    ...(figures ? (['platform', 'received', 'paid'] as const).map((of) => ({ key: `figure-${of}`, title: t(`figure.${of}`), width: 120, align: 'right' as const, hidden: of === 'received', render: (r: PurchaseRow) => <OrderFigure purchaseId={r.id} of={of} /> })) : []),
    ...(figures ? [{ key: 'figure-standing', title: t('figure.standing'), width: 90, render: (r: PurchaseRow) => <OrderFigure purchaseId={r.id} of="standing" /> }] : []),
    { key: 'quantity', title: t('quantity'), width: 100, align: 'right', render: (r) => <Qty value={r.quantity} />, text: (r) => r.quantity },
    { key: 'received', title: t('line.received'), width: 100, align: 'right', render: (r) => <Qty value={r.received} />, text: (r) => r.received },
    { key: 'warehouse', title: t('warehouse'), width: 120, render: (r) => r.warehouseName, text: (r) => r.warehouseName },
    { key: 'expectedOn', title: t('expectedOn'), width: 110, sortable: true, render: (r) => <span className="num">{r.expectedOn ?? ''}</span>, text: (r) => r.expectedOn },
    { key: 'purchaser', title: t('purchaser'), width: 100, render: (r) => r.purchaserName ?? '', text: (r) => r.purchaserName },
    { key: 'note', title: t('note'), width: 160, render: (r) => r.note ?? '', text: (r) => r.note },
    { key: 'createdAt', title: t('createdAt'), width: 150, sortable: true, hidden: true, render: (r) => <Instant at={r.createdAt} />, text: (r) => r.createdAt },
  ]
  return (
    <>
      <PageHead title={t('menu:purchase')} actions={create} />
      <StateTabs label={t('stageLabel')} tabs={[undefined, ...stages].map((stage) => ({ label: stage ? t(`stage.${stage}`) : t('all'), search: { stage }, count: stage && counts?.[stage] }))} />
      <DataTable
        id="purchase-orders"
        query={purchaseList}
        columns={columns}
        searchHint={t('search')}
        defaultSort="-createdAt"
        filters={[
          { kind: 'select', name: 'stage', label: t('stageLabel'), options: stages.map((s) => ({ value: s, label: t(`stage.${s}`) })) },
          { kind: 'dates', name: 'date', label: t('date'), from: 'from', to: 'to' },
          {
            kind: 'custom',
            name: 'supplierId',
            label: t('supplier'),
            width: 180,
            render: (value, onChange) => <EntitySelect source={anySupplierSource} value={value} onChange={onChange} placeholder={t('supplier')} aria-label={t('supplier')} />,
          },
          ...(wms ? [{ kind: 'select' as const, name: 'notice', label: t('notice.label'), options: noticeStates.map((n) => ({ value: n, label: t(`notice.${n}`) })) }] : []),
          ...(foreign ? [{ kind: 'select' as const, name: 'currency', label: t('currency'), options: currencies }] : []),
          ...(warehouses.length > 1 ? [{ kind: 'select' as const, name: 'warehouseId', label: t('warehouse'), options: warehouses.map((w) => ({ value: w.id, label: w.name })) }] : []),
        ]}
        rowLink={(r) => `/purchase-orders/${r.id}`}
        rowName={(r) => r.no}
        exports={[{ path: '/api/v1/purchase-orders/export' }]}
        totals={(rows) => ({ [foreign ? 'yuanTotal' : 'total']: <Money value={sum(rows.map(yuan))} />, quantity: <Qty value={sum(rows.map((r) => r.quantity))} />, received: <Qty value={sum(rows.map((r) => r.received))} /> })}
        batch={batch}
        empty={{ title: t('empty'), hint: t('emptyHint'), action: create }}
        mobileCard={(r) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8}>
              <strong className="cut">{r.supplierName}</strong>
              {priced && (
                <strong>
                  <Amount value={r.total} currency={r.currency} sign />
                </strong>
              )}
            </Flex>
            <Flex justify="space-between" gap={8} align="center">
              <span className="muted">
                {r.no} · {r.date}
              </span>
              <StageTag stage={r.stage} />
            </Flex>
          </Flex>
        )}
      />
      {importing && (
        <Suspense fallback={null}>
          <PurchaseImport onClose={() => setImporting(false)} />
        </Suspense>
      )}
    </>
  )
}
