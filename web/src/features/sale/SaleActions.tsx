import { CheckOutlined, MoreOutlined, PlusOutlined, PrinterOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Dropdown, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tradeKeys } from '@/api/keys'
import { useWrite } from '@/api/useWrite'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { compare, sum } from '@/lib/decimal'
import { actOnSale, type Sale, type SaleVerb } from './queries'

/** What can be done with a document in its state, by those who may. */
export function SaleActions({ sale }: { sale: Sale }) {
  const { t } = useTranslation('sale')
  const can = useCan()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const [rejecting, setRejecting] = useState(false)
  const [reason, setReason] = useState('')
  const act = useWrite({
    fn: ({ verb, reason }: { verb: SaleVerb; reason?: string }, write) => actOnSale(verb, sale.id, { version: sale.version, reason }, write),
    invalidate: tradeKeys,
    success: t('done'),
    onSuccess: (doc) => {
      setRejecting(false)
      // A reversal answers with the counter-document.
      if (doc.id !== sale.id) void navigate({ to: '/sales/$id', params: { id: doc.id } })
    },
  })
  const start = (search: Record<string, string>) => void navigate({ to: '/sales/$id', params: { id: 'new' }, search: search as never })
  const ask = async (verb: SaleVerb, title: string, content?: string) => {
    if (await confirm({ title, content, danger: true })) act.mutate({ verb })
  }

  const posted = sale.state === 'posted' && !sale.reversedById && !sale.reversesId
  const creates = can('sale.create')
  // What a return is owed is below zero, and so is what was settled of it.
  const owing = posted && sale.kind === 'return' && compare(sum([sale.total, sale.settled]), '0') > 0
  const settle = (kind: 'refund' | 'settlement') => void navigate({ to: '/receipts/$id' as string, params: { id: 'new' } as never, search: { kind, customerId: sale.customerId, docId: sale.id } as never })
  const rest = [
    creates && { key: 'copy', label: t('act.copy'), onClick: () => start({ from: sale.id, as: 'copy' }) },
    creates && posted && sale.kind === 'issue' && { key: 'return', label: t('act.return'), onClick: () => start({ from: sale.id, as: 'return' }) },
    creates && (sale.fulfilment === 'open' || sale.fulfilment === 'partial') && { key: 'close', label: t('act.close'), onClick: () => void ask('close', t('closeConfirm', { no: sale.no }), t('closeHint')) },
    creates && sale.fulfilment === 'closed' && { key: 'reopen', label: t('act.reopen'), onClick: () => act.mutate({ verb: 'reopen' }) },
    creates && sale.state === 'submitted' && { key: 'withdraw', label: t('act.withdraw'), onClick: () => act.mutate({ verb: 'withdraw' }) },
    creates && (sale.state === 'submitted' || (posted && sale.kind === 'order' && sale.lines.every((l) => compare(l.issued, '0') === 0))) && { key: 'void', danger: true, label: t('act.void'), onClick: () => void ask('void', t('voidConfirm', { no: sale.no }), t('voidHint')) },
    can('sale.reverse') && posted && sale.kind !== 'order' && { key: 'reverse', danger: true, label: t('act.reverse'), onClick: () => void ask('reverse', t('reverseConfirm', { no: sale.no }), t('reverseHint')) },
  ].filter((x) => x !== false)

  return (
    <>
      {can('sale.review') && sale.state === 'submitted' && (
        <>
          <Button onClick={() => setRejecting(true)}>{t('act.reject')}</Button>
          <Button type="primary" icon={<CheckOutlined />} loading={act.isPending && act.variables.verb === 'approve'} onClick={() => act.mutate({ verb: 'approve' })}>
            {t('act.approve')}
          </Button>
        </>
      )}
      {creates && (sale.fulfilment === 'open' || sale.fulfilment === 'partial') && (
        <Button type="primary" onClick={() => start({ from: sale.id, as: 'issue' })}>
          {t('act.issue')}
        </Button>
      )}
      {can('refund.create') && owing && <Button onClick={() => settle('refund')}>{t('act.refund')}</Button>}
      {can('receipt.create') && owing && <Button onClick={() => settle('settlement')}>{t('act.settle')}</Button>}
      <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
        {t('act.print')}
      </Button>
      {rest.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items: rest }}>
          <Button icon={<MoreOutlined />} loading={act.isPending && act.variables.verb !== 'approve'} aria-label={t('act.more')} />
        </Dropdown>
      )}
      {creates && (
        <Button icon={<PlusOutlined />} data-hotkey="new" onClick={() => start({})}>
          {t('act.next')}
        </Button>
      )}
      <Modal
        open={rejecting}
        title={t('rejectTitle', { no: sale.no })}
        okText={t('act.reject')}
        okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: act.isPending }}
        onOk={() => act.mutate({ verb: 'reject', reason: reason.trim() })}
        onCancel={() => setRejecting(false)}
      >
        <Input.TextArea autoFocus rows={3} maxLength={500} value={reason} aria-label={t('rejectReason')} placeholder={t('rejectReason')} onChange={(e) => setReason(e.target.value)} />
      </Modal>
    </>
  )
}
