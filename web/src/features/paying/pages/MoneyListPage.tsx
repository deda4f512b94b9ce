import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Checkbox, Flex, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { tradeKeys } from '@/api/keys'
import { useWrite } from '@/api/useWrite'
import { type Column, DataTable } from '@/components/DataTable'
import { DayInput } from '@/components/DayInput'
import { Money as Amount } from '@/components/Decimal'
import { Instant } from '@/components/Instant'
import { activeFundsQuery } from '@/components/money/funds'
import { PageHead } from '@/components/PageHead'
import { Said } from '@/components/Said'
import { StateTabs } from '@/components/StateTabs'
import { useAsk } from '@/components/useAsk'
import { useCan } from '@/hooks/session'
import { agreementKeys, bookMoney, dismissMoney, type Money, moneyKeys, moneyKinds, moneyList, moneyStates, requestKeys, takeBackMoney } from '../queries'
import { MoneyTag } from '../tags'

interface Booking {
  fundAccountId?: string
  date?: string
  anyway?: boolean
}

/** 采购付款: money that went out and came back for purchase orders, and why some of it is not booked. */
export default function MoneyListPage() {
  const { t } = useTranslation('paying')
  const can = useCan()
  const { ask, holder } = useAsk()
  const funds = useQuery({ ...activeFundsQuery, enabled: can('fund_account.read') }).data ?? []
  const invalidate = [moneyKeys.all, requestKeys.all, agreementKeys.all, ...tradeKeys]
  const book = useWrite({ fn: ({ m, values }: { m: Money; values: Booking }, write) => bookMoney(m, values, write), invalidate, success: t('done') })
  const dismiss = useWrite({ fn: ({ m, reason }: { m: Money; reason: string }, write) => dismissMoney(m, reason, write), invalidate, success: t('done') })
  const back = useWrite({ fn: ({ m, note }: { m: Money; note?: string }, write) => takeBackMoney(m, note, write), invalidate, success: t('done') })
  const askBook = async (m: Money) => {
    const values = await ask<Booking>({
      title: t('bookTitle'),
      fields: () => (
        <>
          <Form.Item name="fundAccountId" label={t('fund')} extra={t('bookFundHint')}>
            <Select allowClear options={funds.map((f) => ({ value: f.id, label: f.name }))} />
          </Form.Item>
          <Form.Item name="date" label={t('bookDate')} extra={t('bookDateHint')}>
            <DayInput style={{ width: '100%' }} />
          </Form.Item>
          {m.reason?.code === 'order_payment.paid_before' && (
            <Form.Item name="anyway" valuePropName="checked">
              <Checkbox>{t('bookAnyway')}</Checkbox>
            </Form.Item>
          )}
        </>
      ),
    })
    if (values) book.mutate({ m, values })
  }
  const askReason = async (title: string, required: boolean) =>
    ask<{ reason?: string }>({
      title,
      fields: () => (
        <Form.Item name="reason" label={t('reason')} rules={required ? [{ required: true, whitespace: true, message: t('reasonRequired') }] : []}>
          <Input.TextArea maxLength={500} autoFocus autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      ),
    })
  const actions = (m: Money) => (
    <Flex gap={4}>
      {m.state === 'held' && can('payment_request.pay') && (
        <>
          <Button size="small" onClick={() => void askBook(m)}>
            {t('act.book')}
          </Button>
          <Button
            size="small"
            onClick={async () => {
              const values = await askReason(t('dismissTitle'), true)
              if (values) dismiss.mutate({ m, reason: values.reason ?? '' })
            }}
          >
            {t('act.dismiss')}
          </Button>
        </>
      )}
      {m.state === 'booked' && can('payment.reverse') && (
        <Button
          size="small"
          danger
          onClick={async () => {
            const values = await askReason(t('takeBackTitle'), false)
            if (values) back.mutate({ m, note: values.reason })
          }}
        >
          {t('act.takeBack')}
        </Button>
      )}
    </Flex>
  )
  const columns: Column<Money>[] = [
    { key: 'happenedAt', title: t('happenedAt'), width: 150, sortable: true, render: (m) => <Instant at={m.happenedAt} />, text: (m) => m.happenedAt },
    { key: 'order', title: t('order'), width: 150, always: true, render: (m) => <Link to="/purchase-orders/$id" params={{ id: m.orderId }}>{m.orderNo}</Link>, text: (m) => m.orderNo },
    { key: 'supplier', title: t('supplier'), width: 160, render: (m) => m.supplierName },
    { key: 'kind', title: t('moneyKindLabel'), width: 100, render: (m) => t(`moneyKind.${m.kind}`) },
    { key: 'amount', title: t('amount'), width: 120, align: 'right', sortable: true, render: (m) => <Amount value={m.amount} />, text: (m) => m.amount },
    { key: 'state', title: t('stateLabel'), width: 100, render: (m) => <MoneyTag state={m.state} />, text: (m) => t(`moneyState.${m.state}`) },
    { key: 'reason', title: t('attention'), width: 300, render: (m) => (m.reason ? <Said said={m.reason} /> : m.note), text: (m) => m.reason?.detail ?? m.note },
    { key: 'actions', title: t('actions'), width: 150, render: actions },
    { key: 'payment', title: t('payment'), width: 150, render: (m) => m.paymentId && <Link to="/payments/$id" params={{ id: m.paymentId }}>{m.paymentNo}</Link>, text: (m) => m.paymentNo },
    { key: 'request', title: t('one'), width: 150, render: (m) => m.requestId && <Link to="/payment-requests/$id" params={{ id: m.requestId }}>{m.requestNo}</Link>, text: (m) => m.requestNo },
    { key: 'fund', title: t('fund'), width: 120, render: (m) => m.fundAccountName },
    { key: 'platformId', title: t('platformOrders'), width: 190, render: (m) => <span className="num">{m.platformId}</span>, text: (m) => m.platformId },
    { key: 'fee', title: t('fee'), width: 100, align: 'right', hidden: true, render: (m) => <Amount value={m.fee} />, text: (m) => m.fee },
  ]
  return (
    <>
      <PageHead title={t('menu:paying.money')} hint={t('moneyHint')} />
      <StateTabs label={t('stateLabel')} tabs={[undefined, ...moneyStates].map((state) => ({ label: state ? t(`moneyState.${state}`) : t('all'), search: { state } }))} />
      <DataTable
        id="order-payments"
        query={moneyList}
        columns={columns}
        defaultSort="-createdAt"
        filters={[
          { kind: 'select', name: 'state', label: t('stateLabel'), options: moneyStates.map((s) => ({ value: s, label: t(`moneyState.${s}`) })) },
          { kind: 'select', name: 'kind', label: t('moneyKindLabel'), options: moneyKinds.map((k) => ({ value: k, label: t(`moneyKind.${k}`) })) },
        ]}
        rowName={(m) => m.orderNo}
        exports={[{ path: '/api/v1/order-payments/export' }]}
        empty={{ title: t('moneyEmpty'), hint: t('moneyEmptyHint') }}
        mobileCard={(m) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8}>
              <strong>{m.orderNo}</strong>
              <strong>
                <Amount value={m.amount} sign />
              </strong>
            </Flex>
            <Flex justify="space-between" gap={8}>
              <span className="muted">
                {t(`moneyKind.${m.kind}`)} · <Instant at={m.happenedAt} />
              </span>
              <MoneyTag state={m.state} />
            </Flex>
            <Said said={m.reason} />
            {actions(m)}
          </Flex>
        )}
      />
      {holder}
    </>
  )
}
