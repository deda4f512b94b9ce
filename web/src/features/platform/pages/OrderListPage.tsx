import { CloudDownloadOutlined, EyeInvisibleOutlined, ReloadOutlined, SendOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { ChatLink } from '@/components/ChatLink'
import { anySupplierSource, buyerAccountsQuery } from '@/components/choices'
import { type BatchAction, type Column, DataTable } from '@/components/DataTable'
import { Money, Qty } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { Said } from '@/components/Said'
import { StateTabs } from '@/components/StateTabs'
import { Thumb } from '@/components/Thumb'
import { noticeStates, WmsState } from '@/components/WmsState'
import { useCan, useModule } from '@/hooks/session'
import { sum } from '@/lib/decimal'
import { FetchDialog } from '../FetchDialog'
import { actOnOrders, countsQuery, orderKeys, orderList, type OrderRow, pushOrders, standings, states } from '../queries'
import { RefundTag, StandingTag, stands, StateTag } from '../tags'

/** 1688订单: orders as 1688 has them, whoever placed them; those that nobody placed here wait to be adopted. */
export default function OrderListPage() {
  const { t } = useTranslation('platform')
  const can = useCan()
  const client = useQueryClient()
  const wms = useModule('wms') && can('purchase.read')
  const [fetching, setFetching] = useState(false)
  const counts = useQuery(countsQuery).data
  const accounts = useQuery({ ...buyerAccountsQuery, enabled: can('buyer_account.read') }).data ?? []
  useLive('platform_order', () => {
    void client.invalidateQueries({ queryKey: orderKeys.lists })
    void client.invalidateQueries({ queryKey: countsQuery.queryKey })
  })
  const fetch = can('platform_order.fetch') && (
    <Button type="primary" icon={<CloudDownloadOutlined />} data-hotkey="new" onClick={() => setFetching(true)}>
      {t('fetch.open')}
    </Button>
  )
  const batch: BatchAction<OrderRow>[] = []
  if (can('platform_order.fetch')) batch.push({ key: 'read', label: t('act.read'), icon: <ReloadOutlined />, run: (ids, rows, write) => actOnOrders('read', ids, rows, write) })
  if (can('platform_order.adopt')) {
    batch.push({ key: 'ignore', label: t('act.ignore'), icon: <EyeInvisibleOutlined />, danger: true, confirm: (count) => t('ignoreMany', { count }), run: (ids, rows, write) => actOnOrders('ignore', ids, rows, write) })
  }
  if (can('wms.push') && wms) batch.push({ key: 'wms', label: t('act.wms'), icon: <SendOutlined />, run: (ids, _rows, write) => pushOrders(ids, write), invalidate: [['wms']] })
  const seller = (o: OrderRow) => o.supplierName || o.sellerName || o.sellerLogin || ''
  const money = (key: 'total' | 'paid' | 'refund', more?: Partial<Column<OrderRow>>): Column<OrderRow> => ({ key, title: t(key), width: 110, align: 'right', render: (o) => <Money value={o[key]} />, text: (o) => o[key], ...more })
  const columns: Column<OrderRow>[] = [
    { key: 'no', title: t('no'), width: 190, always: true, render: (o) => <Link to="/platform-orders/$id" params={{ id: o.id }} className="num">{o.no}</Link>, text: (o) => o.no },
    { key: 'orderedAt', title: t('orderedAt'), width: 140, sortable: true, render: (o) => <Instant at={o.orderedAt} />, text: (o) => o.orderedAt },
    {
      key: 'standing',
      title: t('standingLabel'),
      width: 170,
      render: (o) => (
        <>
          <StandingTag order={o} />
          {stands(o) && <div className="muted" style={{ whiteSpace: 'normal' }}>{t(`why.${o.why}`)}</div>}
        </>
      ),
      text: (o) => `${t(`standing.${o.standing}`)} ${t(`why.${o.why}`)}`,
    },
    { key: 'state', title: t('stateLabel'), width: 110, render: (o) => <Flex gap={4} wrap><StateTag order={o} /><RefundTag order={o} /></Flex>, text: (o) => t(`state.${o.state}`) },
    {
      key: 'seller',
      title: t('seller'),
      width: 180,
      render: (o) => (
        <Flex gap={6} align="center">
          <span className="cut">{seller(o)}</span>
          <ChatLink login={o.sellerLogin} />
        </Flex>
      ),
      text: seller,
    },
    {
      key: 'goods',
      title: t('goods'),
      width: 210,
      render: (o) => (
        <Flex gap={8} align="center">
          <Thumb src={o.picture} />
          <span className="cut">{o.title}</span>
          {o.lineCount > 1 && <span className="muted">{t('more', { count: o.lineCount })}</span>}
        </Flex>
      ),
      text: (o) => o.title,
    },
    {
      key: 'purchase',
      title: t('purchase'),
      width: 140,
      render: (o) => (o.purchaseOrderId ? <Link to="/purchase-orders/$id" params={{ id: o.purchaseOrderId }}>{o.purchaseNo}</Link> : <span className="muted">{t(o.link === 'ignored' ? 'link.ignored' : 'link.open')}</span>),
      text: (o) => o.purchaseNo,
    },
    ...(wms ? [{ key: 'wms', title: t('wms'), width: 100, render: (o: OrderRow) => (o.purchaseOrderId ? <WmsState purchaseId={o.purchaseOrderId} /> : null) }] : []),
    { key: 'parcels', title: t('parcels'), width: 150, render: (o) => <span className="num">{waybills(o)}</span>, text: waybills },
    { key: 'quantity', title: t('quantity'), width: 80, align: 'right', render: (o) => <Qty value={o.quantity} />, text: (o) => o.quantity },
    ...(can('cost.see') ? [money('total', { sortable: true }), money('paid'), money('refund', { hidden: true })] : []),
    { key: 'account', title: t('account'), width: 140, render: (o) => o.accountName, text: (o) => o.accountName },
    { key: 'trouble', title: t('trouble'), width: 220, render: (o) => <Trouble order={o} />, text: (o) => o.trouble?.detail },
    { key: 'readAt', title: t('readAt'), width: 150, hidden: true, render: (o) => <Instant at={o.readAt} />, text: (o) => o.readAt },
  ]
  return (
    <>
      <PageHead title={t('menu:platform')} hint={t('hint')} actions={fetch} />
      <StateTabs
        label={t('standingLabel')}
        tabs={[
          { label: t('all'), search: { standing: undefined, link: undefined } },
          { label: t('link.open'), search: { standing: undefined, link: 'open' }, count: counts?.open },
          ...standings.map((s) => ({ label: t(`standing.${s}`), search: { standing: s, link: undefined }, count: counts?.counts[s] })),
        ]}
      />
      <DataTable
        id="platform-orders"
        query={orderList}
        columns={columns}
        searchHint={t('search')}
        defaultSort="-orderedAt"
        filters={[
          {
            kind: 'custom',
            name: 'numbers',
            label: t('numbers'),
            width: 240,
            render: (value, onChange) => <Input.Search key={value} allowClear defaultValue={value} placeholder={t('numbersHint')} aria-label={t('numbers')} onSearch={(v) => onChange(v.trim() || undefined)} />,
          },
          { kind: 'select', name: 'standing', label: t('standingLabel'), options: standings.map((s) => ({ value: s, label: t(`standing.${s}`) })) },
          { kind: 'select', name: 'state', label: t('stateLabel'), options: states.map((s) => ({ value: s, label: t(`state.${s}`) })) },
          { kind: 'select', name: 'link', label: t('purchase'), options: (['open', 'linked', 'ignored'] as const).map((l) => ({ value: l, label: t(`link.${l}`) })) },
          { kind: 'dates', name: 'ordered', label: t('orderedAt'), from: 'from', to: 'to' },
          { kind: 'select', name: 'accountId', label: t('account'), options: accounts.map((a) => ({ value: a.id, label: a.name })) },
          { kind: 'custom', name: 'supplierId', label: t('supplier'), width: 180, render: (value, onChange) => <EntitySelect source={anySupplierSource} value={value} onChange={onChange} placeholder={t('supplier')} aria-label={t('supplier')} /> },
          { kind: 'select', name: 'refunding', label: t('refund'), options: [{ value: 'true', label: t('refunding') }] },
          ...(wms ? [{ kind: 'select' as const, name: 'notice', label: t('notice.label'), options: noticeStates.map((n) => ({ value: n, label: t(`notice.${n}`) })) }] : []),
          { kind: 'select', name: 'failing', label: t('trouble'), options: [{ value: 'true', label: t('failing') }] },
        ]}
        rowLink={(o) => `/platform-orders/${o.id}`}
        rowName={(o) => o.no}
        exports={[{ path: '/api/v1/platform-orders/export' }]}
        totals={(rows) => ({ total: <Money value={sum(rows.map((r) => r.total))} />, paid: <Money value={sum(rows.map((r) => r.paid))} /> })}
        batch={batch}
        empty={{ title: t('empty'), hint: t('emptyHint'), action: fetch }}
        mobileCard={(o) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8}>
              <strong className="cut">{seller(o)}</strong>
              {o.total && (
                <strong>
                  <Money value={o.total} sign />
                </strong>
              )}
            </Flex>
            <span className="cut">{o.title}</span>
            <Flex justify="space-between" gap={8} align="center" wrap>
              <span className="muted num">{o.no}</span>
              <Flex gap={4}>
                <RefundTag order={o} />
                <StandingTag order={o} />
              </Flex>
            </Flex>
            {stands(o) && <span className="muted">{t(`why.${o.why}`)}</span>}
            {!o.purchaseOrderId && o.link === '' && <span className="muted">{t('link.open')}</span>}
            <Trouble order={o} />
          </Flex>
        )}
      />
      {fetching && <FetchDialog onClose={() => setFetching(false)} />}
    </>
  )
}

const waybills = (o: OrderRow) => o.parcels.map((p) => p.waybill).filter(Boolean).join('、')

/** Why an order could not be read, with what to do. */
export function Trouble({ order: o }: { order: Pick<OrderRow, 'trouble' | 'failures'> }) {
  const { t } = useTranslation('platform')
  if (!o.trouble) return null
  return (
    <span style={{ whiteSpace: 'normal' }}>
      {t('failed', { count: o.failures })} <Said said={o.trouble} />
    </span>
  )
}
