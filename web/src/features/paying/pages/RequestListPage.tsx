import { CheckOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { useWrite } from '@/api/useWrite'
import { anySupplierSource } from '@/components/choices'
import { type BatchAction, type Column, DataTable } from '@/components/DataTable'
import { Money } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import { PageHead } from '@/components/PageHead'
import { Said } from '@/components/Said'
import { StateTabs } from '@/components/StateTabs'
import { useCan } from '@/hooks/session'
import { sum } from '@/lib/decimal'
import { LinksDialog } from '../LinksDialog'
import { actOnRequests, type BatchVerb, countsQuery, kinds, type PayLink, payLinks, payMethods, requestKeys, requestList, type RequestRow, type State, states } from '../queries'
import { StateTag } from '../tags'

/** 付款申请: a tab for each state with how many there are; what is approved is the cashier's notice. */
export default function RequestListPage() {
  const { t } = useTranslation('paying')
  const can = useCan()
  const client = useQueryClient()
  const counts = useQuery(countsQuery).data
  const waiting = (state: State | undefined) => (state === 'paid' || state === 'void' ? undefined : counts?.find((c) => c.state === state)?.number)
  const [links, setLinks] = useState<PayLink[]>()
  useLive('payment_request', () => void client.invalidateQueries({ queryKey: requestKeys.all }))
  const link = useWrite({ fn: ({ ids, rows }: { ids: string[]; rows: RequestRow[] }, write) => payLinks(rows.filter((r) => ids.includes(r.id)), write), invalidate: [requestKeys.all], onSuccess: setLinks })
  const act = (verb: BatchVerb): Pick<BatchAction<RequestRow>, 'run' | 'invalidate'> => ({ run: (ids, rows, write) => actOnRequests(verb, ids, rows, write), invalidate: [requestKeys.all] })
  const batch: BatchAction<RequestRow>[] = []
  if (can('payment_request.create')) batch.push({ key: 'submit', label: t('act.submit'), ...act('submit') })
  if (can('payment_request.approve')) batch.push({ key: 'approve', label: t('act.approve'), icon: <CheckOutlined />, confirm: (count) => t('approveConfirm', { count }), ...act('approve') })
  if (can('payment_request.approve_second')) batch.push({ key: 'approve-second', label: t('act.approveSecond'), icon: <CheckOutlined />, confirm: (count) => t('approveConfirm', { count }), ...act('approve-second') })
  if (can('payment_request.pay')) {
    batch.push({
      key: 'links',
      label: t('act.link'),
      run: async (ids, rows) => {
        await link.mutateAsync({ ids, rows })
        return null
      },
    })
  }
  if (can('payment_request.create')) {
    batch.push({ key: 'withdraw', label: t('act.withdraw'), confirm: (count) => t('withdrawMany', { count }), ...act('withdraw') })
    batch.push({ key: 'void', label: t('act.void'), danger: true, confirm: (count) => t('voidMany', { count }), ...act('void') })
  }
  const columns: Column<RequestRow>[] = [
    { key: 'no', title: t('no'), width: 160, always: true, sortable: true, render: (r) => <Link to="/payment-requests/$id" params={{ id: r.id }}>{r.no}</Link>, text: (r) => r.no },
    { key: 'date', title: t('date'), width: 110, sortable: true, render: (r) => <span className="num">{r.date}</span>, text: (r) => r.date },
    { key: 'supplier', title: t('supplier'), width: 180, render: (r) => r.supplierName },
    { key: 'state', title: t('stateLabel'), width: 100, render: (r) => <StateTag state={r.state} />, text: (r) => t(`state.${r.state}`) },
    { key: 'kind', title: t('kindLabel'), width: 80, render: (r) => t(`kind.${r.kind}`) },
    { key: 'payMethod', title: t('payMethod'), width: 90, render: (r) => t(`method.${r.payMethod}`) },
    { key: 'amount', title: t('amount'), width: 120, align: 'right', sortable: true, render: (r) => <Money value={r.amount} />, text: (r) => r.amount },
    { key: 'paid', title: t('paid'), width: 120, align: 'right', render: (r) => <Money value={r.paid} />, text: (r) => r.paid },
    { key: 'orders', title: t('orders'), width: 200, render: (r) => <Orders row={r} />, text: (r) => r.orders.map((o) => o.no).join(' ') },
    { key: 'attention', title: t('attention'), width: 280, render: (r) => (r.attention ? <Said said={r.attention} /> : r.rejectedReason), text: (r) => r.attention?.detail ?? r.rejectedReason },
    { key: 'account', title: t('account'), width: 140, hidden: true, render: (r) => r.accountName },
    { key: 'createdBy', title: t('createdBy'), width: 100, render: (r) => r.createdByName },
    { key: 'note', title: t('note'), width: 160, hidden: true, render: (r) => r.note },
  ]
  const pick = can('purchase.read') && can('payment_request.create') && (
    <Link to="/purchase-orders">
      <Button type="primary" data-hotkey="new">
        {t('fromOrders')}
      </Button>
    </Link>
  )
  return (
    <>
      <PageHead title={t('menu:paying.requests')} hint={t('hint')} actions={pick} />
      <StateTabs label={t('stateLabel')} tabs={[undefined, ...states].map((state) => ({ label: state ? t(`state.${state}`) : t('all'), search: { state }, count: waiting(state) }))} />
      <DataTable
        id="payment-requests"
        query={requestList}
        columns={columns}
        searchHint={t('search')}
        defaultSort="-createdAt"
        filters={[
          { kind: 'select', name: 'state', label: t('stateLabel'), options: states.map((s) => ({ value: s, label: t(`state.${s}`) })) },
          { kind: 'select', name: 'kind', label: t('kindLabel'), options: kinds.map((k) => ({ value: k, label: t(`kind.${k}`) })) },
          { kind: 'select', name: 'payMethod', label: t('payMethod'), options: payMethods.map((m) => ({ value: m, label: t(`method.${m}`) })) },
          { kind: 'select', name: 'attention', label: t('attention'), options: [{ value: 'true', label: t('withAttention') }] },
          { kind: 'dates', name: 'date', label: t('date'), from: 'from', to: 'to' },
          {
            kind: 'custom',
            name: 'supplierId',
            label: t('supplier'),
            width: 180,
            render: (value, onChange) => <EntitySelect source={anySupplierSource} value={value} onChange={onChange} placeholder={t('supplier')} aria-label={t('supplier')} />,
          },
        ]}
        rowLink={(r) => `/payment-requests/${r.id}`}
        rowName={(r) => r.no}
        totals={(rows) => ({ amount: <Money value={sum(rows.map((r) => r.amount))} />, paid: <Money value={sum(rows.map((r) => r.paid))} /> })}
        batch={batch}
        exports={[{ path: '/api/v1/payment-requests/export' }]}
        empty={{ title: t('empty'), hint: t('emptyHint'), action: pick }}
        mobileCard={(r) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8}>
              <strong className="cut">{r.supplierName}</strong>
              <strong>
                <Money value={r.amount} sign />
              </strong>
            </Flex>
            <Flex justify="space-between" gap={8} align="center">
              <span className="muted">
                {r.no} · {t(`method.${r.payMethod}`)}
              </span>
              <StateTag state={r.state} />
            </Flex>
            <Said said={r.attention} />
          </Flex>
        )}
      />
      {links && <LinksDialog links={links} onClose={() => setLinks(undefined)} />}
    </>
  )
}

/** The purchase orders of a request, a few of them. */
function Orders({ row }: { row: RequestRow }) {
  return (
    <span>
      {row.orders.slice(0, 3).map((o, i) => (
        <span key={o.id}>
          {i > 0 && ' '}
          <Link to="/purchase-orders/$id" params={{ id: o.id }}>
            {o.no}
          </Link>
        </span>
      ))}
      {row.orders.length > 3 && ` +${row.orders.length - 3}`}
    </span>
  )
}
