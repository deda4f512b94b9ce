import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { canonical, cleanDecimal, decimalPlaces, isDecimal } from '@/lib/decimal'

interface Props {
  value: string | undefined
  onChange: (value: string | undefined) => void
  decimal: boolean
  maxPlaces: number
  label: string
  error?: string
  disabled?: boolean
}

/** A cell's field: a bare input, because a document may have hundreds of them. */
export function CellInput({ value, onChange, decimal, maxPlaces, label, error, disabled }: Props) {
  const { t } = useTranslation('common')
  const [draft, setDraft] = useState<string>()
  const shown = draft ?? value ?? ''
  const wrong = !decimal || shown === '' || shown === '-' ? undefined : !isDecimal(shown) ? 'notNumber' : decimalPlaces(shown) > maxPlaces ? 'places' : undefined
  return (
    <input
      className={decimal ? 'line-input num' : 'line-input'}
      inputMode={decimal ? 'decimal' : undefined}
      autoComplete="off"
      aria-label={label}
      aria-invalid={error !== undefined || wrong !== undefined}
      title={error ?? (wrong ? t(`decimal.${wrong}`, { count: maxPlaces }) : undefined)}
      disabled={disabled}
      value={shown}
      onFocus={(e) => e.target.select()}
      onChange={(e) => {
        const text = decimal ? cleanDecimal(e.target.value) : e.target.value
        setDraft(text)
        onChange(text === '' ? undefined : decimal ? canonical(text) : text)
      }}
      onBlur={() => {
        if (draft === undefined) return
        setDraft(undefined)
        const tidy = draft === '' ? undefined : decimal ? canonical(draft) : draft.trim()
        if (tidy !== value) onChange(tidy)
      }}
    />
  )
}
