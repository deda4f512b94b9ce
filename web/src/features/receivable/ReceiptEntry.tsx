import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Button, DatePicker, Form, Input, Select, Skeleton } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { fieldText } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { Money } from '@/components/Decimal'
import { MoneyInput } from '@/components/DecimalInput'
import { DocPage } from '@/components/DocPage'
import { EntitySelect } from '@/components/EntitySelect'
import { Section } from '@/components/Section'
import { compare } from '@/lib/decimal'
import { decimalRule } from '@/lib/rules'
import { type Allocations, allocateOldestFirst, allocated } from './allocate'
import { AllocationTable } from './AllocationTable'
import { activeFundsQuery, moneyKeys, openItemsQuery, type ReceiptSave, todayQuery } from './queries'
import { customerSource } from './sources'

interface Values {
  customerId: string
  fundAccountId: string
  date?: string
  amount: string
  note?: string
}

/** 收款: who paid, how much, where it went, and what it settles. */
export function ReceiptEntry() {
  const { t } = useTranslation('receivable')
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { customerId?: string; docId?: string }
  const [form] = Form.useForm<Values>()
  const customerId = Form.useWatch('customerId', { form, preserve: true }) ?? search.customerId
  const amount = Form.useWatch('amount', { form, preserve: true })
  const funds = useQuery(activeFundsQuery).data
  const today = useQuery(todayQuery).data
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

  useEffect(() => {
    const first = funds?.find((f) => f.default) ?? funds?.[0]
    if (first && !form.getFieldValue('fundAccountId')) form.setFieldsValue({ fundAccountId: first.id })
  }, [funds, form])

  const save = useWrite({
    fn: (body: ReceiptSave, write) => data(api.POST('/api/v1/receipts', { body, ...write })),
    form,
    invalidate: moneyKeys.map((k) => [...k]),
    success: (r) => t('receiptSaved', { no: r.no }),
    onSuccess: (r) => void navigate({ to: '/receipts/$id', params: { id: r.id }, replace: true, ignoreBlocker: true }),
    // Those of the table stand in the table.
    onProblem: (p) => p.errors.length > 0 && p.errors.every((e) => e.field.startsWith('allocations')),
  })
  const problems = save.error?.errors ?? []
  const whole = problems.filter((p) => p.field === 'allocations')
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
      <Section>
        <Form<Values>
          form={form}
          layout="vertical"
          className="receipt-head"
          initialValues={{ customerId: search.customerId }}
          onValuesChange={(changed) => {
            setDirty(true)
            if ('customerId' in changed) {
              setChosen({})
              setByHand(false)
            }
          }}
          onFinish={(values) =>
            save.mutate({
              ...values,
              allocations: Object.entries(allocations)
                .filter(([, a]) => compare(a, '0') !== 0)
                .map(([docId, a]) => ({ docId, amount: a })),
            })
          }
          scrollToFirstError={{ block: 'center', focus: true }}
        >
          <Form.Item name="customerId" label={t('customer')} rules={[{ required: true, message: t('customerRequired') }]}>
            <EntitySelect source={customerSource} autoFocus={!search.customerId} allowClear={false} />
          </Form.Item>
          <Form.Item name="amount" label={t('received')} rules={[decimalRule({ maxPlaces: 2, min: '0.01', required: t('amountRequired') })]}>
            <MoneyInput autoFocus={search.customerId !== undefined} />
          </Form.Item>
          <Form.Item name="fundAccountId" label={t('fund')} rules={[{ required: true, message: t('fundRequired') }]}>
            <Select options={(funds ?? []).map((f) => ({ value: f.id, label: f.name }))} />
          </Form.Item>
          <Form.Item name="date" label={t('date')} getValueProps={(v?: string) => ({ value: v ? dayjs(v) : today ? dayjs(today) : null })} normalize={(v?: dayjs.Dayjs) => v?.format('YYYY-MM-DD')}>
            <DatePicker allowClear={false} maxDate={today ? dayjs(today) : undefined} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="note" label={t('note')}>
            <Input maxLength={500} autoComplete="off" />
          </Form.Item>
          <button type="submit" hidden aria-hidden tabIndex={-1} />
        </Form>
      </Section>
      {whole.length > 0 && <Alert type="error" showIcon role="alert" title={whole.map(fieldText).join(' ')} />}
      <Section title={t('allocate.title')} flush>
        {!customerId ? (
          <p className="muted" style={{ padding: '12px 14px', margin: 0 }}>
            {t('allocate.chooseCustomer')}
          </p>
        ) : open.isPending ? (
          <div className="section-body">
            <Skeleton active paragraph={{ rows: 3 }} />
          </div>
        ) : (
          <AllocationTable
            items={items}
            amount={amount}
            value={allocations}
            onChange={(next) => {
              setChosen(next)
              setByHand(true)
            }}
            onAuto={() => setByHand(false)}
            problems={problems}
          />
        )}
      </Section>
    </DocPage>
  )
}
