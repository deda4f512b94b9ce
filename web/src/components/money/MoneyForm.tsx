import { useQuery } from '@tanstack/react-query'
import { Form, type FormInstance, Input } from 'antd'
import type { ReactNode } from 'react'
import { DayInput } from '@/components/DayInput'
import { Section } from '@/components/Section'
import { todayQuery } from './funds'
import './money.css'
import { useMoneyTexts } from './side'

/** What every document of money has. */
export interface MoneyValues {
  date?: string
  note?: string
}

interface Props<Values extends MoneyValues> {
  form: FormInstance<Values>
  initial?: Partial<Values>
  /** The fields before date and note. */
  children: ReactNode
  onChange: (changed: Partial<Values>) => void
  onFinish: (values: Values) => void
}

/** The form of a document of money: its own fields, then date (today at first, never later) and note. */
export function MoneyForm<Values extends MoneyValues>({ form, initial, children, onChange, onFinish }: Props<Values>) {
  const { t } = useMoneyTexts()
  const today = useQuery(todayQuery).data
  return (
    <Section>
      <Form<Values>
        form={form}
        layout="vertical"
        className="receipt-head"
        initialValues={initial}
        onValuesChange={(changed: Partial<Values>) => onChange(changed)}
        onFinish={onFinish}
        scrollToFirstError={{ block: 'center', focus: true }}
      >
        {children}
        <Form.Item name="date" label={t('date')} getValueProps={(v?: string) => ({ value: v ?? today })}>
          <DayInput allowClear={false} max={today} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="note" label={t('note')}>
          <Input maxLength={500} autoComplete="off" />
        </Form.Item>
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </Form>
    </Section>
  )
}
