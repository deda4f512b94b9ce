import { SyncOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Descriptions, Drawer, Flex, Form, Input, Select, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { tradeKeys } from '@/api/keys'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { Money } from '@/components/Decimal'
import { Instant } from '@/components/Instant'
import { ProblemView } from '@/components/ProblemView'
import { useCan } from '@/hooks/session'
import { usePhone } from '@/hooks/usePhone'
import { actionsOf, type Escrow, escrowQuery, payoutsQuery, refundsQuery, useEscrowEvents } from './escrow'
import { EscrowExpected, EscrowTag } from './EscrowTag'

/** One payment that 1688 holds: how far it has come, and what a person can do about it. */
export function EscrowDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('escrow')
  const can = useCan()
  const phone = usePhone()
  const query = useQuery(escrowQuery(id))
  useEscrowEvents()
  const check = useWrite({
    fn: (_: void, write) => data(api.POST('/api/v1/escrows/{id}/actions/check', { params: { path: { id } }, ...write })),
    invalidate: tradeKeys,
    success: t('checked'),
  })
  const e = query.data
  const over = e?.state === 'released' || e?.state === 'refunded'
  return (
    <Drawer open onClose={onClose} title={e ? `${e.saleNo} · ${e.customerName}` : t('menu:escrow')} placement={phone ? 'bottom' : 'right'} size={phone ? '86%' : 520}>
      {query.isError && <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton active />}
      {e && (
        <Flex vertical gap={16}>
          {e.hold && <Alert type="warning" showIcon title={t(`hold.${e.hold}`)} description={t(`holdHint.${e.hold}`)} />}
          <Descriptions
            size="small"
            column={1}
            items={[
              { key: 'state', label: t('stateLabel'), children: <EscrowTag escrow={e} /> },
              { key: 'amount', label: t('amount'), children: <Money value={e.amount} sign /> },
              { key: 'held', label: t('held'), children: <Money value={e.held} sign /> },
              { key: 'refund', label: t('refund'), children: <Refund escrow={e} /> },
              { key: 'since', label: t('since'), children: <Instant at={e.heldSince} /> },
              { key: 'shippedAt', label: e.pickUp ? t('handedOver') : t('shippedAt'), children: <Instant at={e.shippedAt} /> },
              { key: 'expectedOn', label: t('expectedOn'), children: <EscrowExpected escrow={e} /> },
              { key: 'confirmedAt', label: t('confirmedAt'), children: <Instant at={e.confirmedAt} /> },
              { key: 'releasedAt', label: t('releasedAt'), children: <Instant at={e.releasedAt} /> },
              { key: 'releasedTo', label: t('releasedTo'), children: e.releasedToName ? <>{e.releasedToName} · <Transfer escrow={e} /></> : '—' },
              { key: 'orderId', label: t('orderId'), children: e.orderId ?? '—' },
              { key: 'preorder', label: t('preorder'), children: e.preorderNo },
              { key: 'sale', label: t('sale'), children: <Link to="/sales/$id" params={{ id: e.saleId }}>{e.saleNo}</Link> },
              { key: 'askedAt', label: t('askedAt'), children: <Instant at={e.askedAt} /> },
            ]}
          />
          {!over && (
            <div>
              <Button icon={<SyncOutlined />} loading={check.isPending} onClick={() => check.mutate()}>
                {t('checkNow')}
              </Button>
            </div>
          )}
          {can('escrow.handle') && <Handle key={e.version} escrow={e} />}
        </Flex>
      )}
    </Drawer>
  )
}

function Transfer({ escrow: e }: { escrow: Escrow }) {
  const can = useCan()
  if (!e.transferId || !can('fund_transfer.read')) return e.transferNo
  return (
    <Link to="/fund-transfers/$id" params={{ id: e.transferId }}>
      {e.transferNo}
    </Link>
  )
}

function Refund({ escrow: e }: { escrow: Escrow }) {
  const { t } = useTranslation('escrow')
  return (
    <span>
      {t('onPlatform')} <Money value={e.platformRefund} sign /> · {t('inBooks')} <Money value={e.refund} sign />
    </span>
  )
}

/** The forms of what a person may do with it now. */
function Handle({ escrow: e }: { escrow: Escrow }) {
  const may = actionsOf(e)
  return (
    <Flex vertical gap={16}>
      {may.settle && <SettleForm escrow={e} />}
      {may.release && <ReleaseForm escrow={e} />}
      {may.reverse && <ReverseForm escrow={e} />}
    </Flex>
  )
}

function SettleForm({ escrow: e }: { escrow: Escrow }) {
  const { t } = useTranslation('escrow')
  const can = useCan()
  const [form] = Form.useForm<{ refundId: string }>()
  const refunds = useQuery({ ...refundsQuery(e.customerId, e.escrowAccountId), enabled: can('receivable.read') })
  const settle = useWrite({
    fn: (v: { refundId: string }, write) => data(api.POST('/api/v1/escrows/{id}/actions/settle-refund', { params: { path: { id: e.id } }, body: { ...v, version: e.version }, ...write })),
    form,
    invalidate: tradeKeys,
    success: t('settled'),
  })
  return (
    <Form form={form} layout="vertical" onFinish={settle.mutate}>
      <Form.Item name="refundId" label={t('settle.refund')} extra={t('settle.hint')} rules={[{ required: true, message: t('settle.required') }]}>
        <Select
          placeholder={t('settle.choose')}
          loading={refunds.isLoading}
          showSearch={{ optionFilterProp: 'label' }}
          options={refunds.data?.map((r) => ({ value: r.id, label: `${r.no} · ${r.date} · ${r.amount}` }))}
        />
      </Form.Item>
      <Button htmlType="submit" type="primary" loading={settle.isPending}>
        {t('settle.do')}
      </Button>
    </Form>
  )
}

function ReleaseForm({ escrow: e }: { escrow: Escrow }) {
  const { t } = useTranslation('escrow')
  const can = useCan()
  const [form] = Form.useForm<{ fundAccountId?: string }>()
  const funds = useQuery({ ...payoutsQuery, enabled: can('fund_account.read') })
  const release = useWrite({
    fn: (v: { fundAccountId?: string }, write) => data(api.POST('/api/v1/escrows/{id}/actions/release', { params: { path: { id: e.id } }, body: { ...v, version: e.version }, ...write })),
    form,
    invalidate: tradeKeys,
    success: t('released'),
  })
  return (
    <Form form={form} layout="vertical" onFinish={release.mutate}>
      <Form.Item name="fundAccountId" label={t('release.account')} extra={t('release.hint')}>
        <Select allowClear placeholder={t('release.ofShop')} loading={funds.isLoading} options={funds.data?.map((f) => ({ value: f.id, label: f.name }))} />
      </Form.Item>
      <Button htmlType="submit" loading={release.isPending}>
        {t('release.do')}
      </Button>
    </Form>
  )
}

function ReverseForm({ escrow: e }: { escrow: Escrow }) {
  const { t } = useTranslation('escrow')
  const [form] = Form.useForm<{ note?: string }>()
  const reverse = useWrite({
    fn: (v: { note?: string }, write) => data(api.POST('/api/v1/escrows/{id}/actions/reverse', { params: { path: { id: e.id } }, body: { ...v, version: e.version }, ...write })),
    form,
    invalidate: tradeKeys,
    success: t('reversed'),
  })
  return (
    <Form form={form} layout="vertical" onFinish={reverse.mutate}>
      <Form.Item name="note" label={t('reverse.note')} extra={t('reverse.hint')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Button htmlType="submit" danger loading={reverse.isPending}>
        {t('reverse.do')}
      </Button>
    </Form>
  )
}
