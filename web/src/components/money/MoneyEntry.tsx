import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Form } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { tradeKeys } from '@/api/keys'
import { useWrite } from '@/api/useWrite'
import { Money } from '@/components/Decimal'
import { MoneyInput } from '@/components/DecimalInput'
import { DocPage } from '@/components/DocPage'
import { compare } from '@/lib/decimal'
import { decimalRule } from '@/lib/rules'
import { type Allocations, allocateOldestFirst, allocated, allocationList } from './allocate'
import { AllocationSection } from './AllocationSection'
import { type HeadValues, MoneyHead, useParty } from './MoneyHead'
import { type MoneyInput as Entered, useMoneySide, useMoneyTexts } from './side'

/** 收款、付款: who paid or is paid, how much, through which account, and what it settles. */
export function MoneyEntry() {
  const { t } = useMoneyTexts()
  const navigate = useNavigate()
  const side = useMoneySide()
  const search = useSearch({ strict: false }) as { customerId?: string; supplierId?: string; docId?: string }
  const [form] = Form.useForm<HeadValues>()
  const opened = search[side.partyKey]
  const partyId = useParty(side, form, opened)
  const amount = Form.useWatch('amount', { form, preserve: true })
  const open = useQuery(side.openItems(partyId))
  const items = useMemo(() => open.data ?? [], [open.data])
  const [chosen, setChosen] = useState<Allocations>({})
  const [byHand, setByHand] = useState(false)
  const [dirty, setDirty] = useState(false)

  // Until somebody settles by hand, the money goes to the oldest items.
  const allocations = useMemo(() => (byHand ? chosen : allocateOldestFirst(items, amount)), [byHand, chosen, items, amount])

  // Opened from one document: that one is what is being paid.
  const prefilled = useRef(false)
  useEffect(() => {
    const item = items.find((i) => i.docId === search.docId)
    if (!item || prefilled.current) return
    prefilled.current = true
    form.setFieldsValue({ amount: item.open })
    setChosen({ [item.docId]: item.open })
    setByHand(true)
  }, [items, search.docId, form])

  const save = useWrite({
    fn: (input: Entered, write) => side.enter(input, write),
    form,
    invalidate: tradeKeys,
    success: (r) => t('moneySaved', { no: r.no }),
    onSuccess: (r) => void navigate({ to: `${side.at.money}/${r.id}`, replace: true, ignoreBlocker: true }),
    // Those of the table stand in the table.
    onProblem: (p) => p.errors.length > 0 && p.errors.every((e) => e.field.startsWith('allocations')),
  })
  const { advance } = allocated(amount, allocations)

  return (
    <DocPage
      title={t('newMoney')}
      back={side.at.money}
      dirty={dirty && !save.isSuccess}
      footer={
        <>
          <span>
            {t('moved')} <strong><Money value={amount ?? '0'} sign /></strong>
            <span className="muted">
              {' '}
              · {t('allocate.rest')} <Money value={advance} />
            </span>
          </span>
          <Button type="primary" size="large" data-hotkey="save" loading={save.isPending} disabled={compare(advance, '0') < 0} onClick={() => form.submit()}>
            {t('saveMoney')}
          </Button>
        </>
      }
    >
      <MoneyHead
        form={form}
        partyId={opened}
        fund={t('fund')}
        leaves={side.pays ? (amount ?? '0') : undefined}
        onChange={(changed) => {
          setDirty(true)
          if (side.partyKey in changed) {
            setChosen({})
            setByHand(false)
          }
        }}
        onFinish={({ partyId: party, fundAccountId, date, note, amount: whole }) =>
          save.mutate({ partyId: party, fundAccountId, date, note, amount: whole ?? '', allocations: allocationList(allocations), advances: [] })
        }
      >
        <Form.Item name="amount" label={t('moved')} rules={[decimalRule({ maxPlaces: 2, min: '0.01', required: t('amountRequired') })]}>
          <MoneyInput autoFocus={opened !== undefined} />
        </Form.Item>
      </MoneyHead>
      <AllocationSection
        partyId={partyId}
        pending={open.isPending}
        table={{
          items,
          amount,
          value: allocations,
          onChange: (next) => {
            setChosen(next)
            setByHand(true)
          },
          onAuto: () => setByHand(false),
        }}
        problems={save.error?.errors}
      />
    </DocPage>
  )
}
