import { useQuery } from '@tanstack/react-query'
import { Form, type FormInstance, Select } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { Money } from '@/components/Decimal'
import { compare } from '@/lib/decimal'
import { activeFundsQuery } from './funds'
import { MoneyForm, type MoneyValues } from './MoneyForm'
import { type MoneySide, useMoneySide, useMoneyTexts } from './side'

/** What every document of money has; the party is called as the API does. */
export interface HeadValues extends MoneyValues {
  customerId?: string
  supplierId?: string
  fundAccountId?: string
  amount?: string
}

/** Who the document is of, as the address says it or as was chosen. */
export function useParty(side: MoneySide, form: FormInstance<HeadValues>, opened: string | undefined): string | undefined {
  return Form.useWatch(side.partyKey, { form, preserve: true }) ?? opened
}

interface Props {
  form: FormInstance<HeadValues>
  /** The party it was opened for. */
  partyId?: string
  /** What the account is called; without it no money moves. */
  fund?: string
  /** What leaves the account, where it does: said to be too much for whoever may see the balance. */
  leaves?: string
  /** Further fields, behind the party. */
  children?: ReactNode
  onChange: (changed: Partial<HeadValues>) => void
  onFinish: (values: HeadValues & { partyId: string }) => void
}

/** The head of a document of money: party, account (the default one at first), date, note. */
export function MoneyHead({ form, partyId, fund, leaves, children, onChange, onFinish }: Props) {
  const { t } = useMoneyTexts()
  const { partyKey, PartySelect } = useMoneySide()
  const funds = useQuery(activeFundsQuery).data

  const chosen = Form.useWatch('fundAccountId', { form, preserve: true })
  const balance = leaves === undefined ? undefined : funds?.find((f) => f.id === chosen)?.balance

  useEffect(() => {
    const first = funds?.find((f) => f.default) ?? funds?.[0]
    if (first && !form.getFieldValue('fundAccountId')) form.setFieldsValue({ fundAccountId: first.id })
  }, [funds, form])

  return (
    <MoneyForm<HeadValues> form={form} initial={{ [partyKey]: partyId }} onChange={onChange} onFinish={(values) => onFinish({ ...values, partyId: values[partyKey] ?? '' })}>
      <Form.Item name={partyKey} label={t('party')} rules={[{ required: true, message: t('partyRequired') }]}>
        <PartySelect autoFocus={!partyId} allowClear={false} />
      </Form.Item>
      {children}
      {fund && (
        <Form.Item
          name="fundAccountId"
          label={fund}
          rules={[{ required: true, message: t('fundRequired') }]}
          extra={
            balance !== undefined && (
              <>
                {compare(leaves, balance) > 0 ? <strong>{t('fundBeyond')}</strong> : t('balance')} <Money value={balance} />
              </>
            )
          }
        >
          <Select options={(funds ?? []).map((f) => ({ value: f.id, label: f.name }))} />
        </Form.Item>
      )}
    </MoneyForm>
  )
}
