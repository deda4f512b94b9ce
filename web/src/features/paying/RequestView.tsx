import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Descriptions, Flex, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { Money } from '@/components/Decimal'
import { DocPage } from '@/components/DocPage'
import { Instant } from '@/components/Instant'
import { RecordHistory } from '@/components/RecordHistory'
import { Said } from '@/components/Said'
import { Section } from '@/components/Section'
import { moneyKeys, moneyOfQuery, type Request, requestKeys } from './queries'
import { RequestActions } from './RequestActions'
import { MoneyTag, StateTag } from './tags'

/** A payment request: what is asked for of each order, who approved, what was paid. */
export function RequestView({ request: r, onEdit }: { request: Request; onEdit: () => void }) {
  const { t } = useTranslation('paying')
  const client = useQueryClient()
  useLive('payment_request', (e) => {
    if (!('resync' in e) && e.id !== r.id) return
    void client.invalidateQueries({ queryKey: requestKeys.all })
    void client.invalidateQueries({ queryKey: moneyKeys.all })
  })
  const paid = useQuery(moneyOfQuery({ requestId: r.id })).data ?? []
  const step = (s: { name: string; at: string } | undefined) => s && (
    <>
      {s.name} <Instant at={s.at} />
    </>
  )
  const items = [
    { key: 'supplier', label: t('supplier'), children: <Link to="/suppliers/$id" params={{ id: r.supplierId }}>{r.supplierName}</Link> },
    { key: 'kind', label: t('kindLabel'), children: t(`kind.${r.kind}`) },
    { key: 'method', label: t('payMethod'), children: t(`method.${r.payMethod}`) },
    { key: 'amount', label: t('amount'), children: <Money value={r.amount} sign /> },
    { key: 'paid', label: t('paid'), children: <Money value={r.paid} sign /> },
    r.accountName && { key: 'account', label: t('account'), children: r.accountName },
    r.fundAccountName && { key: 'fund', label: t('fund'), children: r.fundAccountName },
    r.submittedBy && { key: 'submitted', label: t('submittedBy'), children: step(r.submittedBy) },
    r.approvedBy && { key: 'approved', label: t('approvedBy'), children: step(r.approvedBy) },
    r.approved2By && { key: 'approved2', label: t('approved2By'), children: step(r.approved2By) },
    r.askedAt && { key: 'asked', label: t('askedAt'), children: <Instant at={r.askedAt} /> },
    r.paidAt && { key: 'paidAt', label: t('paidAt'), children: <Instant at={r.paidAt} /> },
    r.note && { key: 'note', label: t('note'), children: r.note },
  ].filter((x) => typeof x === 'object')
  return (
    <DocPage
      title={`${t('one')} ${r.no}`}
      tag={<StateTag state={r.state} />}
      hint={
        <>
          {r.date} · {r.createdByName} · <Instant at={r.createdAt} />
        </>
      }
      back="/payment-requests"
      actions={<RequestActions request={r} onEdit={onEdit} />}
    >
      {r.attention && <Alert type="warning" showIcon title={<Said said={r.attention} />} />}
      {r.rejectedReason && <Alert type="warning" showIcon title={t('rejected', { reason: r.rejectedReason })} />}
      <Section title={t('basics')}>
        <Descriptions size="small" column={{ xs: 1, sm: 2, md: 3 }} items={items} />
      </Section>
      <Section title={t('orders')} flush>
        <Table<Request['lines'][number]>
          size="small"
          pagination={false}
          rowKey="id"
          scroll={{ x: 'max-content' }}
          dataSource={r.lines}
          columns={[
            { key: 'no', title: t('order'), render: (_, l) => <Link to="/purchase-orders/$id" params={{ id: l.orderId }}>{l.order.no}</Link> },
            {
              key: 'amount',
              title: t('amount'),
              align: 'right',
              render: (_, l) => (
                <Flex gap={6} justify="flex-end">
                  {l.was && (
                    <del className="muted">
                      <Money value={l.was} />
                    </del>
                  )}
                  <Money value={l.amount} />
                </Flex>
              ),
            },
            { key: 'paidNow', title: t('paidHere'), align: 'right', render: (_, l) => <Money value={l.paid} /> },
            { key: 'total', title: t('ordered'), align: 'right', render: (_, l) => <Money value={l.order.total} /> },
            { key: 'platform', title: t('platformTotal'), align: 'right', render: (_, l) => (l.order.platform ? <Money value={l.order.platform.total} /> : '—') },
            { key: 'received', title: t('received'), align: 'right', render: (_, l) => <Money value={l.order.received} /> },
            { key: 'paid', title: t('paidAll'), align: 'right', render: (_, l) => <Money value={l.order.paid} /> },
            { key: 'numbers', title: t('platformOrders'), render: (_, l) => <Flex gap={8} wrap>{l.order.platform?.orders.map((no) => <Link key={no} to="/platform-orders" search={{ q: no } as never} className="num">{no}</Link>)}</Flex> },
          ]}
        />
      </Section>
      {paid.length > 0 && (
        <Section title={t('menu:paying.money')}>
          <Flex vertical gap={6}>
            {paid.map((m) => (
              <Flex key={m.id} gap={10} wrap align="center">
                <Instant at={m.happenedAt} />
                {t(`moneyKind.${m.kind}`)}
                <Money value={m.amount} sign />
                <MoneyTag state={m.state} />
                {m.paymentId && (
                  <Link to="/payments/$id" params={{ id: m.paymentId }}>
                    {m.paymentNo}
                  </Link>
                )}
                <Said said={m.reason} />
              </Flex>
            ))}
          </Flex>
        </Section>
      )}
      {r.attempts.length > 0 && (
        <Section title={t('attempts')}>
          <Flex vertical gap={6}>
            {r.attempts.map((a) => (
              <Flex key={a.createdAt + a.platformId} gap={10} wrap>
                <Instant at={a.createdAt} />
                <span className="num">{a.platformId}</span>
                <Money value={a.amount} sign />
                {t(`attempt.${a.state}`)}
                {a.message && <span className="muted">{a.message}</span>}
              </Flex>
            ))}
          </Flex>
        </Section>
      )}
      <Section title={t('common:audit.title')}>
        <RecordHistory path="/api/v1/payment-requests/{id}/history" id={r.id} of={requestKeys.detail(r.id)} />
      </Section>
    </DocPage>
  )
}
