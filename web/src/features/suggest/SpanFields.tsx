import { Flex, Form } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { DayInput } from '@/components/DayInput'

/** The first and the last day of a span, which are both in it. */
export function SpanFields() {
  const { t } = useTranslation('calendar')
  const from = Form.useWatch<string | undefined>('from')
  return (
    <Flex gap={16} wrap>
      <Form.Item name="from" label={t('from')} rules={[{ required: true, message: t('fromRequired') }]}>
        <DayInput allowClear={false} />
      </Form.Item>
      <Form.Item name="to" label={t('to')} extra={t('toHint')} rules={[{ required: true, message: t('toRequired') }]}>
        <DayInput allowClear={false} min={from} />
      </Form.Item>
    </Flex>
  )
}

/** A span in one line, and how many days it has. */
export function useSpanText(): (s: { from: string; to: string }) => string {
  const { t } = useTranslation('calendar')
  return (s) => `${s.from === s.to ? s.from : `${s.from} – ${s.to}`} · ${t('count.days', { count: dayjs(s.to).diff(s.from, 'day') + 1 })}`
}
