import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Button, DatePicker, Form, Input, Select, Skeleton } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { fieldText } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { Money } from '@/components/Decimal'
import { DocPage } from '@/components/DocPage'
import { EntitySelect } from '@/components/EntitySelect'
import { Section } from '@/components/Section'
import { compare, subtract } from '@/lib/decimal'
import { type Allocations, allocateOldestFirst, allocated } from './allocate'
import { AllocationTable } from './AllocationTable'
import { activeFundsQuery, moneyKeys, openItemsQuery, todayQuery } from './queries'
import { customerSource } from './sources'

interface Values {
  customerId: string
  fundAccountId?: string
  date?: string
  note?: string
}

/** 退款 pays out what we owe a customer; 核销 sets it against what the customer owes, without money. */
export function SettleEntry({ kind }: { kind: 'refund' | 'settlement' }) {
  const { t } = useTranslation('receivable')
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { customerId?: string; docId?: string }
  const [form] = Form.useForm<Values>()
  const customerId = Form.useWatch('customerId', { form, preserve: true }) ?? search.customerId
  const funds = useQuery(activeFundsQuery).data
  const today = useQuery(todayQuery).data
  const open = useQuery(openItemsQuery(customerId))
  const items = useMemo(() => open.data ?? [], [open.data])
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
  const list = Object.entries(allocations).flatMap(([docId, amount]) => (compare(amount, '0') === 0 ? [] : [{ docId, amount }]))
  const ready = kind === 'refund' ? compare(total, '0') < 0 : list.length > 1 && compare(total, '0') === 0

  useEffect(() => {
    const first = funds?.find((f) => f.default) ?? funds?.[0]
    if (first && !form.getFieldValue('fundAccountId')) form.setFieldsValue({ fundAccountId: first.id })
  }, [funds, form])

  const save = useWrite({
    fn: ({ customerId, fundAccountId, date, note }: Values, write) =>
      kind === 'refund'
        ? data(api.POST('/api/v1/refunds', { body: { customerId, fundAccountId: fundAccountId ?? '', date, note, amount: subtract('0', total), allocations: list }, ...write }))
        : data(api.POST('/api/v1/settlements', { body: { customerId, date, note, allocations: list }, ...write })),
    form,
    invalidate: moneyKeys.map((k) => [...k]),
    success: (r) => t('receiptSaved', { no: r.no }),
    onSuccess: (r) => void navigate({ to: '/receipts/$id', params: { id: r.id }, search: {} as never, replace: true, ignoreBlocker: true }),
    onProblem: (p) => p.errors.length > 0 && p.errors.every((e) => e.field.startsWith('allocations')),
  })
  const problems = save.error?.errors ?? []
  const whole = problems.filter((p) => p.field === 'allocations')
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
      <Section>
        <Form<Values>
          form={form}
          layout="vertical"
          className="receipt-head"
          initialValues={{ customerId: search.customerId }}
          onValuesChange={(changed) => {
            setDirty(true)
            if ('customerId' in changed) setChosen(undefined)
          }}
          onFinish={(values) => save.mutate(values)}
          scrollToFirstError={{ block: 'center', focus: true }}
        >
          <Form.Item name="customerId" label={t('customer')} rules={[{ required: true, message: t('customerRequired') }]}>
            <EntitySelect source={customerSource} autoFocus={!search.customerId} allowClear={false} />
          </Form.Item>
          {kind === 'refund' && (
            <Form.Item name="fundAccountId" label={t('refund.fund')} rules={[{ required: true, message: t('fundRequired') }]}>
              <Select options={(funds ?? []).map((f) => ({ value: f.id, label: f.name }))} />
            </Form.Item>
          )}
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
          <AllocationTable items={items} amount="0" value={allocations} onChange={setChosen} onAuto={() => setChosen(undefined)} problems={problems} foot={sums} />
        )}
      </Section>
    </DocPage>
  )
}
