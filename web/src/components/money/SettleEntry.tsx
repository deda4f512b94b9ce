import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Button, Form } from 'antd'
import { useMemo, useState } from 'react'
import { tradeKeys } from '@/api/keys'
import { useWrite } from '@/api/useWrite'
import { Money } from '@/components/Decimal'
import { DocPage } from '@/components/DocPage'
import { compare, subtract } from '@/lib/decimal'
import { type Allocations, allocateOldestFirst, allocated, chosenLists } from './allocate'
import { AllocationSection } from './AllocationSection'
import { type HeadValues, MoneyHead, useParty } from './MoneyHead'
import { useMoneySide, useMoneyTexts } from './side'

/** 退款 is for what is owed the other way, or an advance that is given back; 核销 sets the two ways off against each other, without money. */
export function SettleEntry({ kind }: { kind: 'refund' | 'settlement' }) {
  const { t } = useMoneyTexts()
  const navigate = useNavigate()
  const side = useMoneySide()
  const search = useSearch({ strict: false }) as { customerId?: string; supplierId?: string; docId?: string }
  const opened = search[side.partyKey]
  const [form] = Form.useForm<HeadValues>()
  const partyId = useParty(side, form, opened)
  const open = useQuery(side.openItems(partyId))
  const advances = useQuery({ ...side.advances(partyId), enabled: kind === 'refund' && partyId !== undefined })
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
    fn: ({ partyId: party, fundAccountId, date, note }: HeadValues & { partyId: string }, write) =>
      (kind === 'refund' ? side.refund : side.settle)({ partyId: party, fundAccountId, date, note, amount: subtract('0', total), ...sent }, write),
    form,
    invalidate: tradeKeys,
    success: (r) => t('moneySaved', { no: r.no }),
    onSuccess: (r) => void navigate({ to: `${side.at.money}/${r.id}`, search: {} as never, replace: true, ignoreBlocker: true }),
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
      back={side.at.money}
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
        partyId={opened}
        fund={kind === 'refund' ? t('refund.fund') : undefined}
        leaves={side.pays ? undefined : subtract('0', total)}
        onChange={(changed) => {
          setDirty(true)
          if (side.partyKey in changed) setChosen(undefined)
        }}
        onFinish={(values) => save.mutate(values)}
      />
      <AllocationSection
        partyId={partyId}
        pending={open.isPending || (kind === 'refund' && advances.isPending)}
        table={{ items, amount: '0', value: allocations, onChange: setChosen, onAuto: () => setChosen(undefined), none: t(`${kind}.none`), foot: sums }}
        problems={save.error?.errors}
      />
    </DocPage>
  )
}
