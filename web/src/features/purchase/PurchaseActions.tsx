import { BarcodeOutlined, CheckOutlined, CopyOutlined, EditOutlined, InboxOutlined, MoreOutlined, PrinterOutlined, RollbackOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Dropdown, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWrite } from '@/api/useWrite'
import { useAsk } from '@/components/useAsk'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { compare } from '@/lib/decimal'
import { actOnPurchase, copyPurchase, type Purchase, purchaseKeys, setReferences, type Verb } from './queries'
import { NumbersInput } from './PurchaseHead'

/** What can be done with an order where it stands, by those who may. */
export function PurchaseActions({ purchase, onEdit }: { purchase: Purchase; onEdit: () => void }) {
  const { t } = useTranslation('purchase')
  const can = useCan()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const { ask, holder } = useAsk()
  const { stage } = purchase
  const act = useWrite({
    fn: ({ verb, reason }: { verb: Verb; reason?: string }, write) => actOnPurchase(verb, purchase.id, { version: purchase.version, reason }, write),
    invalidate: [purchaseKeys.all],
    success: t('done'),
  })
  const copy = useWrite({
    fn: (_: void, write) => copyPurchase(purchase.id, write),
    invalidate: [purchaseKeys.all],
    onSuccess: (made) => void navigate({ to: '/purchase-orders/$id', params: { id: made.id } }),
  })
  const numbers = useWrite({
    fn: (body: { onlineOrders: string[]; trackingNumbers: string[] }, write) => setReferences(purchase, body, write),
    invalidate: [purchaseKeys.all],
    success: t('done'),
  })
  const sure = async (verb: Verb, key: 'withdraw' | 'void') => {
    if (await confirm({ title: t(`${key}Confirm`, { no: purchase.no }), danger: key === 'void' })) act.mutate({ verb })
  }
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
  const editNumbers = async () => {
    const values = await ask<{ onlineOrders: string[]; trackingNumbers: string[] }>({
      title: t('numbers'),
      initial: { onlineOrders: purchase.onlineOrders, trackingNumbers: purchase.trackingNumbers },
      fields: () => (
        <>
          <Form.Item name="onlineOrders" label={t('onlineOrders')}>
            <NumbersInput />
          </Form.Item>
          <Form.Item name="trackingNumbers" label={t('trackingNumbers')}>
            <NumbersInput />
          </Form.Item>
        </>
      ),
    })
    if (values) numbers.mutate(values)
  }
  const print = (kind: 'contract' | 'list') => void navigate({ to: '/purchase-orders/$id/contract' as string, params: { id: purchase.id } as never, search: { kind } as never })
  const enters = can('purchase.create')
  const untouched = compare(purchase.received, '0') === 0
  const waits = stage === 'review' || stage === 'second'
  const changeable = stage === 'draft' || waits || (stage === 'open' && untouched)
  const approves = (stage === 'review' && can('purchase.approve')) || (stage === 'second' && can('purchase.approve_second'))
  const menu = [
    enters && (waits || stage === 'open') && untouched && { key: 'withdraw', icon: <RollbackOutlined />, label: t('act.withdraw'), onClick: () => void sure('withdraw', 'withdraw') },
    enters && stage !== 'void' && { key: 'numbers', label: t('numbers'), onClick: () => void editNumbers() },
    { key: 'contract', icon: <PrinterOutlined />, label: t('act.contract'), onClick: () => print('contract') },
    { key: 'list', icon: <PrinterOutlined />, label: t('act.list'), onClick: () => print('list') },
    can('product.read') && { key: 'labels', icon: <BarcodeOutlined />, label: t('act.labels'), onClick: () => void navigate({ to: '/labels' as string, search: { order: purchase.id } as never }) },
    enters && { key: 'copy', icon: <CopyOutlined />, label: t('act.copy'), onClick: () => copy.mutate() },
    enters && (stage === 'open' || stage === 'partial') && { key: 'close', label: t('act.close'), onClick: () => void reasoned('close', t('closeTitle', { no: purchase.no })) },
    enters && stage === 'closed' && { key: 'reopen', label: t('act.reopen'), onClick: () => act.mutate({ verb: 'reopen' }) },
    enters && changeable && { key: 'void', danger: true, label: t('act.void'), onClick: () => void sure('void', 'void') },
  ].filter((x) => x !== false)
  return (
    <>
      {approves && (
        <>
          <Button danger onClick={() => void reasoned(stage === 'second' ? 'reject-second' : 'reject', t('rejectTitle', { no: purchase.no }))}>
            {t('act.reject')}
          </Button>
          <Button type="primary" icon={<CheckOutlined />} loading={act.isPending} onClick={() => act.mutate({ verb: stage === 'second' ? 'approve-second' : 'approve' })}>
            {t(stage === 'second' ? 'act.approveSecond' : 'act.approve')}
          </Button>
        </>
      )}
      {enters && changeable && (
        <Button icon={<EditOutlined />} onClick={onEdit}>
          {t('act.edit')}
        </Button>
      )}
      {enters && stage === 'draft' && (
        <Button type="primary" loading={act.isPending} onClick={() => act.mutate({ verb: 'submit' })}>
          {t('act.submit')}
        </Button>
      )}
      {can('purchase.receive') && (stage === 'open' || stage === 'partial') && (
        <Link to="/purchase-receipts/$id" params={{ id: 'new' }} search={{ orderId: purchase.id } as never}>
          <Button type="primary" icon={<InboxOutlined />}>
            {t('act.receive')}
          </Button>
        </Link>
      )}
      {menu.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items: menu }}>
          <Button icon={<MoreOutlined />} aria-label={t('more')} />
        </Dropdown>
      )}
      {holder}
    </>
  )
}
