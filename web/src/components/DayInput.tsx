import { DatePicker, type DatePickerProps } from 'antd'
import dayjs from 'dayjs'
import { useMemo } from 'react'

interface DayInputProps extends Omit<DatePickerProps<dayjs.Dayjs, false>, 'value' | 'defaultValue' | 'onChange' | 'minDate' | 'maxDate' | 'multiple'> {
  /** A business date, as the API writes it: `2026-11-22`. */
  value?: string
  onChange?: (day: string | undefined) => void
  /** The first and the last day that may be chosen. */
  min?: string
  max?: string
}

/**
 * One business date. The picker forgets what is being typed whenever it is
 * given another object, even for the same day, so that a page that draws
 * itself anew in the meantime would lose it: the object is kept.
 */
export function DayInput({ value, onChange, min, max, ...props }: DayInputProps) {
  return <DatePicker {...props} value={useDay(value)} minDate={useDay(min)} maxDate={useDay(max)} onChange={(d) => onChange?.(d?.format('YYYY-MM-DD'))} />
}

/** The same object for the same day. */
export function useDay(day: string | undefined): dayjs.Dayjs | undefined {
  return useMemo(() => (day ? dayjs(day) : undefined), [day])
}
