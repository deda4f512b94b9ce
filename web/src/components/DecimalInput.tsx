import { Input, type InputProps, type InputRef } from 'antd'
import { type Ref, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { canonical, cleanDecimal, decimalPlaces, isDecimal, places } from '@/lib/decimal'

/** A decimal string in and out. What is no number is passed on as typed, so that the form or the server can say so. */
export interface DecimalInputProps extends Omit<InputProps, 'value' | 'onChange' | 'type'> {
  value?: string
  onChange?: (value: string | undefined) => void
  /** Most decimal places allowed; more are marked, never cut off silently. */
  maxPlaces?: number
  /** Places shown at least once the field is left. */
  minPlaces?: number
  allowNegative?: boolean
  ref?: Ref<InputRef>
}

/** The one number field: never a float, tolerant of what is pasted, and deaf to the arrow keys and the wheel. */
export function DecimalInput({ value, onChange, maxPlaces = 4, minPlaces = 0, allowNegative, className, onBlur, onFocus, status, ...rest }: DecimalInputProps) {
  const { t } = useTranslation('common')
  const [draft, setDraft] = useState<string>()
  const shown = draft ?? value ?? ''
  const wrong = shown === '' || shown === '-' ? undefined : !isDecimal(shown) ? 'notNumber' : !allowNegative && shown.startsWith('-') ? 'negative' : decimalPlaces(shown) > maxPlaces ? 'places' : undefined

  return (
    <Input
      {...rest}
      inputMode="decimal"
      autoComplete="off"
      className={['num-input', className].filter(Boolean).join(' ')}
      value={shown}
      status={wrong ? 'error' : status}
      title={wrong ? t(`decimal.${wrong}`, { count: maxPlaces }) : rest.title}
      aria-invalid={wrong !== undefined || rest['aria-invalid']}
      onChange={(e) => {
        const text = cleanDecimal(e.target.value)
        setDraft(text)
        onChange?.(text === '' ? undefined : canonical(text))
      }}
      onFocus={(e) => {
        e.target.select()
        onFocus?.(e)
      }}
      onBlur={(e) => {
        if (draft !== undefined) {
          setDraft(undefined)
          const tidy = draft === '' ? undefined : canonical(draft, minPlaces)
          if (tidy !== value) onChange?.(tidy)
        }
        onBlur?.(e)
      }}
    />
  )
}

/** An amount of money: two places, with the currency sign in front. */
export function MoneyInput(props: DecimalInputProps) {
  return <DecimalInput prefix="¥" {...props} maxPlaces={places.amount} minPlaces={2} />
}

/** A unit price: up to four places. */
export function PriceInput(props: DecimalInputProps) {
  return <DecimalInput {...props} maxPlaces={places.price} minPlaces={2} />
}

/** A quantity: up to four places, none shown when whole. */
export function QtyInput(props: DecimalInputProps) {
  return <DecimalInput {...props} maxPlaces={places.quantity} />
}
