import { BarcodeOutlined, CheckOutlined, EditOutlined, MoreOutlined, PlusOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Dropdown, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { tradeKeys } from '@/api/keys'
import { useWrite } from '@/api/useWrite'
import { useAsk } from '@/components/useAsk'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { costKeys } from './costs'
import { purchaseKeys } from './queries'
import { actOnReceipt, type Receipt, receiptKeys, type ReceiptVerb, rejectReceipt } from './receipts'

/** What can be done with a receipt where it stands, by those who may. */
export function ReceiptActions({ receipt: r, onEdit }: { receipt: Receipt; onEdit: () => void }) {
  const { t } = useTranslation('purchase')
  const can = useCan()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const { ask, holder } = useAsk()
  const invalidate = [...tradeKeys, receiptKeys.all, purchaseKeys.all, costKeys.all]
  const act = useWrite({
    fn: (verb: ReceiptVerb, write) => actOnReceipt(verb, r.id, r.version, write),
    invalidate,
    success: t('done'),
    onSuccess: (made) => made.id !== r.id && void navigate({ to: '/purchase-receipts/$id', params: { id: made.id } }),
  })
  const reject = useWrite({ fn: (reason: string, write) => rejectReceipt(r.id, { version: r.version, reason }, write), invalidate, success: t('done') })
  const askReject = async () => {
    const values = await ask<{ reason: string }>({
      title: t('rejectTitle', { no: r.no }),
      fields: () => (
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('reasonRequired') }]}>
          <Input.TextArea maxLength={500} autoFocus autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      ),
    })
    if (values) reject.mutate(values.reason)
  }
  const stands = r.state === 'posted' && !r.reversedById && !r.reversesId
  const waits = r.state === 'submitted'
  const enters = can('purchase.receive')
  const menu = [
    r.kind === 'receipt' && can('product.read') && { key: 'labels', icon: <BarcodeOutlined />, label: t('act.labels'), onClick: () => void navigate({ to: '/labels' as string, search: { receipt: r.id } as never }) },
    waits && enters && { key: 'withdraw', label: t('act.withdraw'), onClick: () => act.mutate('withdraw') },
    (waits || r.state === 'draft') &&
      enters && {
        key: 'void',
        danger: true,
        label: t('receipt.void'),
        onClick: async () => {
          if (await confirm({ title: t('voidConfirm', { no: r.no }), danger: true })) act.mutate('void')
        },
      },
    stands &&
      r.kind === 'receipt' &&
      can('purchase.cost') && { key: 'cost', label: t('cost.new'), onClick: () => void navigate({ to: '/purchase-costs/$id', params: { id: 'new' }, search: { receipts: r.id } as never }) },
    stands &&
      can('purchase.receive_reverse') && {
        key: 'reverse',
        danger: true,
        label: t('receipt.reverse'),
        onClick: async () => {
          if (await confirm({ title: t('receipt.reverseConfirm', { no: r.no }), content: t('receipt.reverseHint'), danger: true })) act.mutate('reverse')
        },
      },
  ].filter((x) => x !== false)
  return (
    <>
      {waits && can('purchase.receive_review') && (
        <>
          <Button danger loading={reject.isPending} onClick={() => void askReject()}>
            {t('act.reject')}
          </Button>
          <Button type="primary" icon={<CheckOutlined />} loading={act.isPending} onClick={() => act.mutate('approve')}>
            {t('act.approve')}
          </Button>
        </>
      )}
      {waits && enters && (
        <Button icon={<EditOutlined />} onClick={onEdit}>
          {t('act.edit')}
        </Button>
      )}
      {stands && r.kind === 'receipt' && enters && (
        <Link to="/purchase-receipts/$id" params={{ id: 'new' }} search={{ sourceId: r.id } as never}>
          <Button icon={<PlusOutlined />}>{t('receipt.new.return')}</Button>
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
