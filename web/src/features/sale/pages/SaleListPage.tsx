import { CheckOutlined, DownOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Dropdown, Flex, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import { tradeKeys } from '@/api/keys'
import { useLive } from '@/api/live'
import { type BatchAction, DataTable, type Column } from '@/components/DataTable'
import { Money } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { useCan, useModule } from '@/hooks/session'
import { sum } from '@/lib/decimal'
import { actOnSales, saleKeys, saleList, type SaleKind, type SaleRow, type SaleState } from '../queries'
import { customerSource, shopsQuery } from '../sources'
import { SalePayTag, SaleStateTag } from '../tags'

const kinds: SaleKind[] = ['issue', 'order', 'return']
const states: SaleState[] = ['draft', 'submitted', 'posted', 'void']
const fulfilments = ['open', 'partial', 'done', 'closed'] as const
const pays = ['unpaid', 'partial', 'paid'] as const

/** 销货单: orders, issues and returns. */
export default function SaleListPage() {
  const { t } = useTranslation('sale')
  const can = useCan()
  const navigate = useNavigate()
  const client = useQueryClient()
  const sells = useModule('sell1688')
  const shops = useQuery({ ...shopsQuery, enabled: sells && can('shop.read') }).data ?? []
  useLive('sale', () => void client.invalidateQueries({ queryKey: saleKeys.lists }))

  const start = (kind: SaleKind) => void navigate({ to: '/sales/$id', params: { id: 'new' }, search: (kind === 'issue' ? {} : { kind }) as never })
  const create = can('sale.create') && (
    <Space.Compact>
      <Button type="primary" icon={<PlusOutlined />} data-hotkey="new" onClick={() => start('issue')}>
        {t('newTitle.issue')}
      </Button>
      <Dropdown trigger={['click']} menu={{ items: kinds.slice(1).map((k) => ({ key: k, label: t(`newTitle.${k}`), onClick: () => start(k) })) }}>
        <Button type="primary" icon={<DownOutlined />} aria-label={t('newOther')} />
      </Dropdown>
    </Space.Compact>
  )
  const shopName = (id: string | undefined) => shops.find((s) => s.id === id)?.name ?? ''
  const kindText = (r: SaleRow) => t(`title.${r.kind as SaleKind}`)
  const act = (verb: 'approve' | 'void' | 'reverse'): Pick<BatchAction<SaleRow>, 'run' | 'invalidate'> => ({ run: (ids, rows, write) => actOnSales(verb, ids, rows, write), invalidate: tradeKeys })
  const batch: BatchAction<SaleRow>[] = []
  if (can('sale.review')) batch.push({ key: 'approve', label: t('act.approve'), icon: <CheckOutlined />, confirm: (count) => t('approveConfirm', { count }), ...act('approve') })
  if (can('sale.create')) batch.push({ key: 'void', label: t('act.void'), danger: true, confirm: (count) => t('voidMany', { count }), ...act('void') })
  if (can('sale.reverse')) batch.push({ key: 'reverse', label: t('act.reverse'), danger: true, confirm: (count) => t('reverseMany', { count }), ...act('reverse') })
  const columns: Column<SaleRow>[] = [
    { key: 'no', title: t('no'), width: 160, always: true, sortable: true, render: (r) => <Link to="/sales/$id" params={{ id: r.id }}>{r.no}</Link>, text: (r) => r.no },
    { key: 'date', title: t('date'), width: 110, sortable: true, render: (r) => <span className="num">{r.date}</span>, text: (r) => r.date },
    { key: 'kind', title: t('kind'), width: 110, render: kindText, text: kindText },
    { key: 'customer', title: t('customer.label'), width: 160, render: (r) => r.customerName, text: (r) => r.customerName },
    { key: 'total', title: t('total'), width: 120, align: 'right', sortable: true, render: (r) => <Money value={r.total} />, text: (r) => r.total },
    { key: 'settled', title: t('settled'), width: 110, align: 'right', render: (r) => (r.pay ? <Money value={r.settled} /> : ''), text: (r) => r.settled },
    { key: 'state', title: t('stateLabel'), width: 100, render: (r) => <SaleStateTag sale={r} />, text: (r) => (r.fulfilment ? t(`fulfilment.${r.fulfilment}`) : t(`state.${r.state as SaleState}`)) },
    { key: 'pay', title: t('payLabel'), width: 100, render: (r) => <SalePayTag pay={r.pay} />, text: (r) => (r.pay ? t(`pay.${r.pay}`) : '') },
    { key: 'warehouse', title: t('warehouse'), width: 110, render: (r) => r.warehouseName, text: (r) => r.warehouseName },
    ...(sells ? [{ key: 'shop', title: t('shop'), width: 180, render: (r: SaleRow) => shopName(r.shopId), text: (r: SaleRow) => shopName(r.shopId) }] : []),
    ...(can('cost.see') ? [{ key: 'cost', title: t('cost'), width: 110, align: 'right' as const, hidden: true, render: (r: SaleRow) => <Money value={r.cost} />, text: (r: SaleRow) => r.cost }] : []),
    { key: 'note', title: t('note'), width: 160, render: (r) => r.note ?? '', text: (r) => r.note },
    { key: 'createdAt', title: t('createdAt'), width: 150, sortable: true, hidden: true, render: (r) => <Instant at={r.createdAt} />, text: (r) => r.createdAt },
  ]
  return (
    <>
      <PageHead title={t('menu:sale.list')} actions={create} />
      <DataTable
        id="sales"
        query={saleList}
        columns={columns}
        searchHint={t('search')}
        defaultSort="-createdAt"
        filters={[
          { kind: 'select', name: 'kind', label: t('kind'), options: kinds.map((k) => ({ value: k, label: t(`title.${k}`) })) },
          { kind: 'select', name: 'state', label: t('stateLabel'), options: states.map((s) => ({ value: s, label: t(`state.${s}`) })) },
          { kind: 'select', name: 'fulfilment', label: t('fulfilmentLabel'), options: fulfilments.map((f) => ({ value: f, label: t(`fulfilment.${f}`) })) },
          { kind: 'select', name: 'pay', label: t('payLabel'), options: pays.map((p) => ({ value: p, label: t(`pay.${p}`) })) },
          { kind: 'dates', name: 'date', label: t('date'), from: 'from', to: 'to' },
          {
            kind: 'custom',
            name: 'customerId',
            label: t('customer.label'),
            width: 180,
            render: (value, onChange) => <EntitySelect source={customerSource} value={value} onChange={onChange} placeholder={t('customer.label')} aria-label={t('customer.label')} />,
          },
          ...(shops.length > 1 ? [{ kind: 'select' as const, name: 'shopId', label: t('shop'), options: shops.map((s) => ({ value: s.id, label: s.name })) }] : []),
        ]}
        rowLink={(r) => `/sales/${r.id}`}
        rowName={(r) => r.no}
        totals={(rows) => ({ total: <Money value={sum(rows.map((r) => r.total))} />, settled: <Money value={sum(rows.map((r) => r.settled))} /> })}
        batch={batch}
        empty={{ title: t('empty'), hint: t('emptyHint'), action: create }}
        mobileCard={(r) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8}>
              <strong>{r.customerName}</strong>
              <strong>
                <Money value={r.total} sign />
              </strong>
            </Flex>
            <Flex justify="space-between" gap={8} align="center">
              <span className="muted">
                {r.no} · {r.date}
              </span>
              <Flex gap={4}>
                <SaleStateTag sale={r} />
                {r.pay && <SalePayTag pay={r.pay} />}
              </Flex>
            </Flex>
          </Flex>
        )}
      />
    </>
  )
}
