import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Form } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { tradeKeys } from '@/api/keys'
import { useWrite } from '@/api/useWrite'
import { Money } from '@/components/Decimal'
import { MoneyInput } from '@/components/DecimalInput'
import { DocPage } from '@/components/DocPage'
import { compare } from '@/lib/decimal'
import { decimalRule } from '@/lib/rules'
import { type Allocations, allocateOldestFirst, allocated, allocationList } from './allocate'
import { AllocationSection } from './AllocationSection'
import { type HeadValues, MoneyHead } from './MoneyHead'
import { openItemsQuery, type ReceiptSave } from './queries'

interface Values extends HeadValues {
  amount: string
}

/** 收款: who paid, how much, where it went, and what it settles. */
export function ReceiptEntry() {
  const { t } = useTranslation('receivable')
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { customerId?: string; docId?: string }
  const [form] = Form.useForm<Values>()
  const customerId = Form.useWatch('customerId', { form, preserve: true }) ?? search.customerId
  const amount = Form.useWatch('amount', { form, preserve: true })
  const open = useQuery(openItemsQuery(customerId))
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
    fn: (body: ReceiptSave, write) => data(api.POST('/api/v1/receipts', { body, ...write })),
    form,
    invalidate: tradeKeys,
    success: (r) => t('receiptSaved', { no: r.no }),
    onSuccess: (r) => void navigate({ to: '/receipts/$id', params: { id: r.id }, replace: true, ignoreBlocker: true }),
    // Those of the table stand in the table.
    onProblem: (p) => p.errors.length > 0 && p.errors.every((e) => e.field.startsWith('allocations')),
  })
  const { advance } = allocated(amount, allocations)

  return (
    <DocPage
      title={t('newReceipt')}
      back="/receipts"
      dirty={dirty && !save.isSuccess}
      footer={
        <>
          <span>
            {t('received')} <strong><Money value={amount ?? '0'} sign /></strong>
            <span className="muted">
              {' '}
              · {t('allocate.rest')} <Money value={advance} />
            </span>
          </span>
          <Button type="primary" size="large" data-hotkey="save" loading={save.isPending} disabled={compare(advance, '0') < 0} onClick={() => form.submit()}>
            {t('saveReceipt')}
          </Button>
        </>
      }
    >
      <MoneyHead
        form={form}
        customerId={search.customerId}
        fund={t('fund')}
        onChange={(changed) => {
          setDirty(true)
          if ('customerId' in changed) {
            setChosen({})
            setByHand(false)
          }
        }}
        onFinish={(values) => save.mutate({ ...values, fundAccountId: values.fundAccountId ?? '', allocations: allocationList(allocations) })}
      >
        <Form.Item name="amount" label={t('received')} rules={[decimalRule({ maxPlaces: 2, min: '0.01', required: t('amountRequired') })]}>
          <MoneyInput autoFocus={search.customerId !== undefined} />
        </Form.Item>
      </MoneyHead>
      <AllocationSection
        customerId={customerId}
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
