import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Button, Form } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { tradeKeys } from '@/api/keys'
import { useWrite } from '@/api/useWrite'
import { Money } from '@/components/Decimal'
import { DocPage } from '@/components/DocPage'
import { compare, subtract } from '@/lib/decimal'
import { type Allocations, allocateOldestFirst, allocated, chosenLists } from './allocate'
import { AllocationSection } from './AllocationSection'
import { type HeadValues, MoneyHead } from './MoneyHead'
import { advancesQuery, openItemsQuery } from './queries'

/** 退款 pays out what we owe a customer or gives an advance back; 核销 sets it against what the customer owes, without money. */
export function SettleEntry({ kind }: { kind: 'refund' | 'settlement' }) {
  const { t } = useTranslation('receivable')
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { customerId?: string; docId?: string }
  const [form] = Form.useForm<HeadValues>()
  const customerId = Form.useWatch('customerId', { form, preserve: true }) ?? search.customerId
  const open = useQuery(openItemsQuery(customerId))
  const advances = useQuery({ ...advancesQuery(customerId), enabled: kind === 'refund' && customerId !== undefined })
  const items = useMemo(() => [...(open.data ?? []), ...(advances.data ?? [])], [open.data, advances.data])
  const [chosen, setChosen] = useState<Allocations>()
  const [dirty, setDirty] = useState(false)

  // Until somebody chooses: the document this was opened for is paid out, or as much set off as can be.
  const own = useMemo<Allocations>(() => {
    if (kind === 'settlement') return allocateOldestFirst(items, '0')
    const item = items.find((i) => i.docId === search.docId)
    return item ? { [item.docId]: item.open } : {}
  }, [kind, items, search.docId])
  const allocations = chosen ?? own
  const { total } = allocated('0', allocations)
  const sent = chosenLists(items, allocations)
  const ready = kind === 'refund' ? compare(total, '0') < 0 : sent.allocations.length > 1 && compare(total, '0') === 0

  const save = useWrite({
    fn: ({ customerId, fundAccountId, date, note }: HeadValues, write) =>
      kind === 'refund'
        ? data(api.POST('/api/v1/refunds', { body: { customerId, fundAccountId: fundAccountId ?? '', date, note, amount: subtract('0', total), ...sent }, ...write }))
        : data(api.POST('/api/v1/settlements', { body: { customerId, date, note, allocations: sent.allocations }, ...write })),
    form,
    invalidate: tradeKeys,
    success: (r) => t('receiptSaved', { no: r.no }),
    onSuccess: (r) => void navigate({ to: '/receipts/$id', params: { id: r.id }, search: {} as never, replace: true, ignoreBlocker: true }),
    onProblem: (p) => p.errors.length > 0 && p.errors.every((e) => /^(allocations|advances)/.test(e.field)),
  })
  const sums =
    kind === 'refund' ? (
      <>
        {t('refund.amount')} <strong data-testid="refund"><Money value={subtract('0', total)} sign /></strong>
      </>
    ) : compare(total, '0') === 0 ? (
      t('settlement.even')
    ) : (
      <strong className="line-error">
        {t('settlement.apart')} <Money value={total} />
      </strong>
    )

  return (
    <DocPage
      title={t(`${kind}.title`)}
      back="/receipts"
      dirty={dirty && !save.isSuccess}
      footer={
        <>
          <span>{sums}</span>
          <Button type="primary" size="large" data-hotkey="save" loading={save.isPending} disabled={!ready} onClick={() => form.submit()}>
            {t(`${kind}.save`)}
          </Button>
        </>
      }
    >
      <Alert type="info" showIcon title={t(`${kind}.hint`)} />
      <MoneyHead
        form={form}
        customerId={search.customerId}
        fund={kind === 'refund' ? t('refund.fund') : undefined}
        onChange={(changed) => {
          setDirty(true)
          if ('customerId' in changed) setChosen(undefined)
        }}
        onFinish={(values) => save.mutate(values)}
      />
      <AllocationSection
        customerId={customerId}
        pending={open.isPending || (kind === 'refund' && advances.isPending)}
        table={{ items, amount: '0', value: allocations, onChange: setChosen, onAuto: () => setChosen(undefined), none: t(`${kind}.none`), foot: sums }}
        problems={save.error?.errors}
      />
    </DocPage>
  )
}
