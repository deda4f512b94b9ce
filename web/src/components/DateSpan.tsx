import { DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useDay } from './DayInput'

/** A span of business dates; either end may stay open. */
export default function DateSpan({ label, from, to, onChange }: { label: string; from?: string; to?: string; onChange: (from?: string, to?: string) => void }) {
  const { t } = useTranslation('common')
  const now = dayjs()
  const [first, last] = [useDay(from), useDay(to)]
  const value = useMemo<[Dayjs | null, Dayjs | null]>(() => [first ?? null, last ?? null], [first, last])
  return (
    <DatePicker.RangePicker
      aria-label={label}
      placeholder={[t('dates.from', { label }), t('dates.to')]}
      allowEmpty={[true, true]}
      style={{ width: 240 }}
      value={value}
      onChange={(v) => onChange(v?.[0]?.format('YYYY-MM-DD'), v?.[1]?.format('YYYY-MM-DD'))}
      presets={[
        { label: t('dates.today'), value: [now, now] },
        { label: t('dates.yesterday'), value: [now.subtract(1, 'day'), now.subtract(1, 'day')] },
        { label: t('dates.week'), value: [now.subtract(6, 'day'), now] },
        { label: t('dates.month'), value: [now.startOf('month'), now] },
        { label: t('dates.lastMonth'), value: [now.subtract(1, 'month').startOf('month'), now.subtract(1, 'month').endOf('month')] },
      ]}
    />
  )
}
