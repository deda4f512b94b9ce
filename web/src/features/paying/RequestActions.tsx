import { CheckOutlined, EditOutlined, MoreOutlined, RollbackOutlined, SyncOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Dropdown, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tradeKeys } from '@/api/keys'
import { useWrite } from '@/api/useWrite'
import { DayInput } from '@/components/DayInput'
import { DecimalInput } from '@/components/DecimalInput'
import { FormDrawer } from '@/components/FormDrawer'
import { activeFundsQuery } from '@/components/money/funds'
import { useAsk } from '@/components/useAsk'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { compare, subtract } from '@/lib/decimal'
import { LinksDialog } from './LinksDialog'
import { actOnRequest, agreementKeys, checkPayment, moneyKeys, type Paid, type PayLink, payLinks, payRequest, type Request, requestKeys, type Verb, withhold } from './queries'

const changed = [requestKeys.all, moneyKeys.all, agreementKeys.all]

/** What can be done with a request where it stands, by those who may. */
export function RequestActions({ request: r, onEdit }: { request: Request; onEdit: () => void }) {
  const { t } = useTranslation('paying')
  const can = useCan()
  const confirm = useConfirm()
  const { ask, holder } = useAsk()
  const [links, setLinks] = useState<PayLink[]>()
  const [paying, setPaying] = useState(false)
  const act = useWrite({ fn: ({ verb, reason }: { verb: Verb; reason?: string }, write) => actOnRequest(verb, r, reason, write), invalidate: changed, success: t('done') })
  const link = useWrite({ fn: (_: void, write) => payLinks([r], write), invalidate: [requestKeys.all], onSuccess: setLinks })
  const hold = useWrite({ fn: (channel: 'alipay' | 'shegou' | undefined, write) => withhold(r, channel, write), invalidate: changed, success: t('withholdAsked') })
  const check = useWrite({ fn: (_: void, write) => checkPayment(r.id, write), invalidate: changed, success: t('checked') })
  const reasoned = async (verb: Verb, title: string) => {
    const values = await ask<{ reason: string }>({
      title,
      fields: () => (
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('reasonRequired') }]}>
          <Input.TextArea maxLength={500} autoFocus autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      ),
    })
    if (values) act.mutate({ verb, reason: values.reason })
  }
  const sure = async (verb: Verb, title: string, danger?: boolean) => {
    if (await confirm({ title, danger })) act.mutate({ verb })
  }
  const withoutPassword = async () => {
    const values = await ask<{ channel?: 'alipay' | 'shegou' }>({
      title: t('withholdTitle', { amount: r.amount }),
      fields: () => (
        <Form.Item name="channel" label={t('channel')} extra={t('withholdHint')}>
          <Select
            allowClear
            placeholder={t('channelAny')}
            options={(['alipay', 'shegou'] as const).map((c) => ({ value: c, label: t(`channels.${c}`) }))}
          />
        </Form.Item>
      ),
    })
    if (values) hold.mutate(values.channel)
  }
  const asks = can('payment_request.create')
  const pays = can('payment_request.pay') && r.state === 'approved'
  const online = r.payMethod === '1688'
  const second = r.state === 'approved_once'
  const approves = (r.state === 'submitted' && can('payment_request.approve')) || (second && can('payment_request.approve_second'))
  const none = compare(r.paid, '0') === 0
  const waits = r.state === 'submitted' || second || r.state === 'approved'
  const menu = [
    pays && online && { key: 'withhold', label: t('act.withhold'), onClick: () => void withoutPassword() },
    online && r.state !== 'draft' && r.state !== 'void' && { key: 'check', icon: <SyncOutlined />, label: t('act.check'), onClick: () => check.mutate() },
    pays && none && { key: 'return', label: t('act.return'), onClick: () => void reasoned('return', t('rejectTitle', { no: r.no })) },
    pays && !none && { key: 'finish', label: t('act.finish'), onClick: () => void sure('finish', t('finishConfirm', { no: r.no })) },
    asks && waits && none && { key: 'withdraw', icon: <RollbackOutlined />, label: t('act.withdraw'), onClick: () => void sure('withdraw', t('withdrawConfirm', { no: r.no })) },
    asks && (waits || r.state === 'draft') && none && { key: 'void', danger: true, label: t('act.void'), onClick: () => void sure('void', t('voidConfirm', { no: r.no }), true) },
  ].filter((x) => x !== false)
  return (
    <>
      {approves && (
        <>
          <Button danger onClick={() => void reasoned(second ? 'reject-second' : 'reject', t('rejectTitle', { no: r.no }))}>
            {t('act.reject')}
          </Button>
          <Button type="primary" icon={<CheckOutlined />} loading={act.isPending} onClick={() => act.mutate({ verb: second ? 'approve-second' : 'approve' })}>
            {t(second ? 'act.approveSecond' : 'act.approve')}
          </Button>
        </>
      )}
      {asks && r.state === 'draft' && (
        <>
          <Button icon={<EditOutlined />} onClick={onEdit}>
            {t('act.edit')}
          </Button>
          <Button type="primary" loading={act.isPending} onClick={() => act.mutate({ verb: 'submit' })}>
            {t('act.submit')}
          </Button>
        </>
      )}
      {pays && (
        <Button type="primary" loading={link.isPending} onClick={() => (online ? link.mutate() : setPaying(true))}>
          {t(online ? 'act.link' : 'act.pay')}
        </Button>
      )}
      {menu.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items: menu }}>
          <Button icon={<MoreOutlined />} aria-label={t('more')} />
        </Dropdown>
      )}
      {links && <LinksDialog links={links} onClose={() => setLinks(undefined)} />}
      {paying && <PayDrawer request={r} onClose={() => setPaying(false)} />}
      {holder}
    </>
  )
}

/** 出纳付款: which account the money left, when, how much of each order. */
function PayDrawer({ request: r, onClose }: { request: Request; onClose: () => void }) {
  const { t } = useTranslation('paying')
  const [form] = Form.useForm<Paid>()
  const funds = useQuery(activeFundsQuery).data ?? []
  const open = r.lines.filter((l) => compare(l.amount, l.paid) > 0)
  const pay = useWrite({ fn: (values: Paid, write) => payRequest(r, values, write), form, invalidate: [...changed, ...tradeKeys], success: t('done'), onSuccess: onClose })
  return (
    <FormDrawer
      open
      onClose={onClose}
      title={`${t('act.pay')} ${r.no}`}
      form={form}
      initial={{ fundAccountId: r.fundAccountId, lines: open.map((l) => ({ lineId: l.id, amount: subtract(l.amount, l.paid) })) }}
      onSave={(values) => pay.mutate({ ...values, fee: values.fee || undefined })}
      saving={pay.isPending}
      saveText={t('act.pay')}
    >
      <Form.Item name="fundAccountId" label={t('fund')} rules={[{ required: true, message: t('fundRequired') }]}>
        <Select autoFocus options={funds.map((f) => ({ value: f.id, label: f.name }))} />
      </Form.Item>
      <Form.Item name="date" label={t('payDate')}>
        <DayInput style={{ width: '100%' }} />
      </Form.Item>
      {open.map((l, i) => (
        <Form.Item key={l.id} label={`${t('amount')} ${l.order.no}`} style={{ marginBottom: 12 }}>
          <Form.Item name={['lines', i, 'lineId']} noStyle>
            <Input type="hidden" />
          </Form.Item>
          <Form.Item name={['lines', i, 'amount']} style={{ margin: 0 }}>
            <DecimalInput maxPlaces={2} />
          </Form.Item>
        </Form.Item>
      ))}
      <Form.Item name="fee" label={t('fee')}>
        <DecimalInput maxPlaces={2} />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDrawer>
  )
}
