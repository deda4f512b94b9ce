import { useQuery } from '@tanstack/react-query'
import { DatePicker, Form, type FormInstance, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { EntitySelect } from '@/components/EntitySelect'
import { Section } from '@/components/Section'
import { activeFundsQuery, todayQuery } from './queries'
import { customerSource } from './sources'

/** What every document of money from or to a customer has. */
export interface HeadValues {
  customerId: string
  fundAccountId?: string
  date?: string
  note?: string
}

interface Props<Values extends HeadValues> {
  form: FormInstance<Values>
  /** The customer it was opened for. */
  customerId?: string
  /** What the account is called; without it no money moves. */
  fund?: string
  /** Further fields, behind the customer. */
  children?: ReactNode
  onChange: (changed: Partial<Values>) => void
  onFinish: (values: Values) => void
}

/** The head of a receipt, a refund or a settlement: customer, account (the default one at first), date, note. */
export function MoneyHead<Values extends HeadValues>({ form, customerId, fund, children, onChange, onFinish }: Props<Values>) {
  const { t } = useTranslation('receivable')
  const funds = useQuery(activeFundsQuery).data
  const today = useQuery(todayQuery).data

  useEffect(() => {
    const first = funds?.find((f) => f.default) ?? funds?.[0]
    const head = form as FormInstance
    if (first && !head.getFieldValue('fundAccountId')) head.setFieldsValue({ fundAccountId: first.id })
  }, [funds, form])

  return (
    <Section>
      <Form<Values>
        form={form}
        layout="vertical"
        className="receipt-head"
        initialValues={{ customerId }}
        onValuesChange={(changed: Partial<Values>) => onChange(changed)}
        onFinish={onFinish}
        scrollToFirstError={{ block: 'center', focus: true }}
      >
        <Form.Item name="customerId" label={t('customer')} rules={[{ required: true, message: t('customerRequired') }]}>
          <EntitySelect source={customerSource} autoFocus={!customerId} allowClear={false} />
        </Form.Item>
        {children}
        {fund && (
          <Form.Item name="fundAccountId" label={fund} rules={[{ required: true, message: t('fundRequired') }]}>
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
  )
}
