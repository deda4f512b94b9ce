import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Button, Flex, Statistic } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { DataTable, type Column } from '@/components/DataTable'
import { Money } from '@/components/Decimal'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { useCan } from '@/hooks/session'
import { sum } from '@/lib/decimal'
import { type Escrow, type EscrowFilter, escrowList, escrowTotals, useEscrowEvents } from '../escrow'
import { EscrowDrawer } from '../EscrowDrawer'
import { EscrowExpected, EscrowTag } from '../EscrowTag'
import { shopsQuery } from '../queries'

const states = ['held', 'paid', 'shipped', 'confirmed', 'released', 'refunded'] as const

/** 1688 担保交易: what 1688 holds until the customer confirms, and what it released. */
export default function EscrowListPage() {
  const { t } = useTranslation('escrow')
  const can = useCan()
  const [open, setOpen] = useState<string>()
  const shops = useQuery({ ...shopsQuery, enabled: can('shop.read') })
  const today = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => data(api.GET('/api/v1/settings', { signal })), staleTime: 60_000, select: (s) => s.today }).data
  useEscrowEvents()

  const no = (e: Escrow) => (
    <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setOpen(e.id)}>
      {e.preorderNo}
    </Button>
  )
  const columns: Column<Escrow>[] = [
    { key: 'no', title: t('preorder'), width: 130, always: true, render: no, text: (e) => e.preorderNo },
    { key: 'shop', title: t('shop'), width: 110, render: (e) => e.shopName, text: (e) => e.shopName },
    { key: 'customer', title: t('customer'), width: 110, render: (e) => e.customerName, text: (e) => e.customerName },
    { key: 'sale', title: t('sale'), width: 130, render: (e) => <Link to="/sales/$id" params={{ id: e.saleId }}>{e.saleNo}</Link>, text: (e) => e.saleNo },
    { key: 'amount', title: t('amount'), width: 100, align: 'right', sortable: true, render: (e) => <Money value={e.amount} />, text: (e) => e.amount },
    { key: 'held', title: t('held'), width: 100, align: 'right', render: (e) => <Money value={e.held} />, text: (e) => e.held },
    { key: 'state', title: t('stateLabel'), width: 160, render: (e) => <EscrowTag escrow={e} today={today} />, text: (e) => (e.hold ? `${t(`state.${e.state}`)}, ${t(`hold.${e.hold}`)}` : t(`state.${e.state}`)) },
    { key: 'heldSince', title: t('since'), width: 140, sortable: true, render: (e) => <Instant at={e.heldSince} />, text: (e) => e.heldSince },
    { key: 'expectedOn', title: t('expectedOn'), width: 130, sortable: true, render: (e) => <EscrowExpected escrow={e} />, text: (e) => e.expectedOn },
    { key: 'releasedAt', title: t('releasedAt'), width: 140, sortable: true, render: (e) => <Instant at={e.releasedAt} />, text: (e) => e.releasedAt },
    { key: 'releasedTo', title: t('releasedTo'), width: 120, render: (e) => e.releasedToName ?? '', text: (e) => e.releasedToName },
    { key: 'transferNo', title: t('transferNo'), width: 140, hidden: true, render: (e) => e.transferNo ?? '' },
    { key: 'refund', title: t('refund'), width: 110, align: 'right', hidden: true, render: (e) => <Money value={e.platformRefund} />, text: (e) => e.platformRefund },
    { key: 'shippedAt', title: t('shippedAt'), width: 140, hidden: true, render: (e) => <Instant at={e.shippedAt} />, text: (e) => e.shippedAt },
    { key: 'orderId', title: t('orderId'), width: 190, hidden: true, render: (e) => e.orderId ?? '' },
  ]
  return (
    <>
      <PageHead title={t('menu:escrow')} hint={t('hint')} />
      <Totals />
      <DataTable
        id="escrows"
        query={escrowList}
        columns={columns}
        searchHint={t('search')}
        defaultSort="-heldSince"
        filters={[
          { kind: 'select', name: 'shopId', label: t('shop'), options: (shops.data ?? []).map((s) => ({ value: s.id, label: s.name })) },
          { kind: 'select', name: 'state', label: t('stateLabel'), options: states.map((s) => ({ value: s, label: t(`state.${s}`) })) },
          { kind: 'select', name: 'difference', label: t('difference'), options: [{ value: 'true', label: t('toHandle') }] },
          { kind: 'dates', name: 'date', label: t('since'), from: 'from', to: 'to' },
        ]}
        onRowClick={(e) => setOpen(e.id)}
        rowName={(e) => e.preorderNo}
        totals={(rows) => ({ amount: <Money value={sum(rows.map((e) => e.amount))} />, held: <Money value={sum(rows.map((e) => e.held))} /> })}
        empty={{ title: t('empty'), hint: t('emptyHint') }}
        mobileCard={(e) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8}>
              <strong>{e.customerName}</strong>
              <strong>
                <Money value={e.amount} sign />
              </strong>
            </Flex>
            <span className="muted">
              {e.preorderNo} · {e.shopName} · <EscrowExpected escrow={e} />
            </span>
            <EscrowTag escrow={e} today={today} />
          </Flex>
        )}
      />
      {open && <EscrowDrawer key={open} id={open} onClose={() => setOpen(undefined)} />}
    </>
  )
}

/** The sums over all that search and filters leave, not only of the page. */
function Totals() {
  const { t } = useTranslation('escrow')
  const { q, shopId, state, difference, from, to } = useSearch({ strict: false }) as Omit<EscrowFilter, 'difference'> & { difference?: string }
  const b = useQuery(escrowTotals({ q, shopId, state, difference: difference === 'true' ? true : undefined, from, to })).data
  if (!b) return null
  const figures = [
    { key: 'held', title: t('total.held', { count: b.heldCount }), value: b.held },
    { key: 'overdue', title: t('total.overdue', { count: b.overdueCount }), value: b.overdue },
    { key: 'difference', title: t('total.difference', { count: b.differenceCount }), value: b.difference },
    { key: 'released', title: t('total.released', { count: b.releasedCount }), value: b.released },
  ]
  return (
    <Flex gap={32} wrap style={{ marginBottom: 12 }}>
      {figures.map((f) => (
        <Statistic key={f.key} title={f.title} value={f.value} formatter={() => <Money value={f.value} sign />} />
      ))}
    </Flex>
  )
}
