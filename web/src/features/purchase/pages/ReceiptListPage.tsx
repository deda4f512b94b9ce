import { CheckOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { tradeKeys } from '@/api/keys'
import { useLive } from '@/api/live'
import { anySupplierSource, warehousesQuery } from '@/components/choices'
import { type BatchAction, type Column, DataTable } from '@/components/DataTable'
import { Money } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { useCan } from '@/hooks/session'
import { sum } from '@/lib/decimal'
import { purchaseKeys } from '../queries'
import { actOnReceipts, receiptKeys, receiptList, type ReceiptRow, receiptStates, type ReceiptVerb } from '../receipts'
import { ReceiptTag } from '../ReceiptView'

/** 购货单: goods that came, and goods that went back. */
export default function ReceiptListPage() {
  const { t } = useTranslation('purchase')
  const can = useCan()
  const navigate = useNavigate()
  const client = useQueryClient()
  const warehouses = useQuery({ ...warehousesQuery, enabled: can('stock.read') }).data ?? []
  useLive('purchase_receipt', () => void client.invalidateQueries({ queryKey: receiptKeys.lists }))
  const create = can('purchase.receive') && (
    <Link to="/purchase-receipts/$id" params={{ id: 'new' }}>
      <Button type="primary" icon={<PlusOutlined />} data-hotkey="new">
        {t('receipt.new.receipt')}
      </Button>
    </Link>
  )
  const act = (verb: ReceiptVerb): Pick<BatchAction<ReceiptRow>, 'run' | 'invalidate'> => ({ run: (ids, rows, write) => actOnReceipts(verb, ids, rows, write), invalidate: [...tradeKeys, receiptKeys.all, purchaseKeys.all] })
  const batch: BatchAction<ReceiptRow>[] = []
  if (can('purchase.receive_review')) batch.push({ key: 'approve', label: t('act.approve'), icon: <CheckOutlined />, confirm: (count) => t('receipt.approveMany', { count }), ...act('approve') })
  if (can('purchase.cost')) {
    batch.push({
      key: 'cost',
      label: t('cost.new'),
      run: (ids) => {
        void navigate({ to: '/purchase-costs/$id', params: { id: 'new' }, search: { receipts: ids.join(',') } as never })
        return Promise.resolve(null)
      },
    })
  }
  if (can('purchase.receive')) batch.push({ key: 'withdraw', label: t('act.withdraw'), confirm: (count) => t('receipt.withdrawMany', { count }), ...act('withdraw') })
  if (can('purchase.receive')) batch.push({ key: 'void', label: t('receipt.void'), danger: true, confirm: (count) => t('receipt.voidMany', { count }), ...act('void') })
  if (can('purchase.receive_reverse')) batch.push({ key: 'reverse', label: t('receipt.reverse'), danger: true, confirm: (count) => t('receipt.reverseMany', { count }), ...act('reverse') })
  const priced = can('cost.see')
  const kind = (r: ReceiptRow) => t(`receipt.kind.${r.kind}`)
  const columns: Column<ReceiptRow>[] = [
    { key: 'no', title: t('no'), width: 160, always: true, sortable: true, render: (r) => <Link to="/purchase-receipts/$id" params={{ id: r.id }}>{r.no}</Link>, text: (r) => r.no },
    { key: 'date', title: t('receipt.date'), width: 110, sortable: true, render: (r) => <span className="num">{r.date}</span>, text: (r) => r.date },
    { key: 'kind', title: t('receipt.kindLabel'), width: 110, render: kind, text: kind },
    { key: 'supplier', title: t('supplier'), width: 180, render: (r) => r.supplierName, text: (r) => r.supplierName },
    { key: 'order', title: t('one'), width: 150, render: (r) => r.orderId && <Link to="/purchase-orders/$id" params={{ id: r.orderId }}>{r.orderNo}</Link>, text: (r) => r.orderNo },
    ...(priced ? [{ key: 'total', title: t('total'), width: 120, align: 'right' as const, sortable: true, render: (r: ReceiptRow) => <Money value={r.total} />, text: (r: ReceiptRow) => r.total }] : []),
    { key: 'state', title: t('receipt.stateLabel'), width: 90, render: (r) => <ReceiptTag receipt={r} />, text: (r) => t(`receipt.state.${r.state}`) },
    { key: 'warehouse', title: t('warehouse'), width: 120, render: (r) => r.warehouseName, text: (r) => r.warehouseName },
    { key: 'waybill', title: t('receipt.waybill'), width: 140, render: (r) => r.waybill ?? '', text: (r) => r.waybill },
    { key: 'note', title: t('note'), width: 160, render: (r) => r.note ?? '', text: (r) => r.note },
    { key: 'createdAt', title: t('createdAt'), width: 150, sortable: true, hidden: true, render: (r) => <Instant at={r.createdAt} />, text: (r) => r.createdAt },
  ]
  return (
    <>
      <PageHead title={t('menu:purchaseReceipt')} actions={create} />
      <DataTable
        id="purchase-receipts"
        query={receiptList}
        columns={columns}
        searchHint={t('receipt.search')}
        defaultSort="-createdAt"
        filters={[
          { kind: 'select', name: 'kind', label: t('receipt.kindLabel'), options: (['receipt', 'return'] as const).map((k) => ({ value: k, label: t(`receipt.kind.${k}`) })) },
          { kind: 'select', name: 'state', label: t('receipt.stateLabel'), options: receiptStates.map((s) => ({ value: s, label: t(`receipt.state.${s}`) })) },
          { kind: 'dates', name: 'date', label: t('receipt.date'), from: 'from', to: 'to' },
          {
            kind: 'custom',
            name: 'supplierId',
            label: t('supplier'),
            width: 180,
            render: (value, onChange) => <EntitySelect source={anySupplierSource} value={value} onChange={onChange} placeholder={t('supplier')} aria-label={t('supplier')} />,
          },
          ...(warehouses.length > 1 ? [{ kind: 'select' as const, name: 'warehouseId', label: t('warehouse'), options: warehouses.map((w) => ({ value: w.id, label: w.name })) }] : []),
        ]}
        rowLink={(r) => `/purchase-receipts/${r.id}`}
        rowName={(r) => r.no}
        exports={[{ path: '/api/v1/purchase-receipts/export' }]}
        totals={(rows) => ({ total: <Money value={sum(rows.map((r) => r.total))} /> })}
        batch={batch}
        empty={{ title: t('receipt.empty'), hint: t('receipt.emptyHint'), action: create }}
        mobileCard={(r) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8}>
              <strong className="cut">{r.supplierName}</strong>
              {priced && (
                <strong>
                  <Money value={r.total} sign />
                </strong>
              )}
            </Flex>
            <Flex justify="space-between" gap={8} align="center">
              <span className="muted">
                {r.no} · {r.date}
              </span>
              <ReceiptTag receipt={r} />
            </Flex>
          </Flex>
        )}
      />
    </>
  )
}
