import { useQuery } from '@tanstack/react-query'
import { DatePicker, Form, type FormInstance, Input } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '@/components/Section'
import { todayQuery } from './queries'
import './receivable.css'

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
  const { t } = useTranslation('receivable')
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
