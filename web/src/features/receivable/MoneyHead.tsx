import { useQuery } from '@tanstack/react-query'
import { Form, type FormInstance, Select } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { EntitySelect } from '@/components/EntitySelect'
import { MoneyForm, type MoneyValues } from './MoneyForm'
import { activeFundsQuery } from './queries'
import { customerSource } from './sources'

/** What every document of money from or to a customer has. */
export interface HeadValues extends MoneyValues {
  customerId: string
  fundAccountId?: string
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

  useEffect(() => {
    const first = funds?.find((f) => f.default) ?? funds?.[0]
    const head = form as FormInstance
    if (first && !head.getFieldValue('fundAccountId')) head.setFieldsValue({ fundAccountId: first.id })
  }, [funds, form])

  return (
    <MoneyForm<Values> form={form} initial={{ customerId } as Partial<Values>} onChange={onChange} onFinish={onFinish}>
      <Form.Item name="customerId" label={t('customer')} rules={[{ required: true, message: t('customerRequired') }]}>
        <EntitySelect source={customerSource} autoFocus={!customerId} allowClear={false} />
      </Form.Item>
      {children}
      {fund && (
        <Form.Item name="fundAccountId" label={fund} rules={[{ required: true, message: t('fundRequired') }]}>
          <Select options={(funds ?? []).map((f) => ({ value: f.id, label: f.name }))} />
        </Form.Item>
      )}
    </MoneyForm>
  )
}
