import { Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldText } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { setQuantity, type Suggestion, suggestionKeys } from './queries'

/** How much to buy, changed where it stands: Enter saves and goes to the row below, ↑ and ↓ move. */
export function QuantityCell({ s }: { s: Suggestion }) {
  const { t } = useTranslation('suggest')
  const [typed, setTyped] = useState<string>()
  const [said, setSaid] = useState<string>()
  const id = useId()
  const save = useWrite({
    fn: (quantity: number, write) => setQuantity(s, quantity, write),
    // The counts above the list stay as they are.
    invalidate: [suggestionKeys.lists, suggestionKeys.detail(s.id)],
    onSuccess: () => {
      setTyped(undefined)
      setSaid(undefined)
    },
    onProblem: (p) => {
      const own = p.errors.find((e) => e.field === 'quantity')
      setSaid(own && fieldText(own))
      return own !== undefined
    },
  })
  const commit = () => {
    if (typed === undefined) return
    const text = typed.trim()
    if (!/^\d{1,9}$/.test(text)) setSaid(t('quantityWrong'))
    else if (Number(text) === s.quantity) {
      setTyped(undefined)
      setSaid(undefined)
    } else save.mutate(Number(text))
  }
  const move = (from: HTMLElement, by: number) => {
    const all = [...document.querySelectorAll<HTMLInputElement>('input[data-suggested]')]
    all[all.indexOf(from as HTMLInputElement) + by]?.focus()
  }
  return (
    <span className="suggest-quantity">
      <Input
        size="small"
        data-suggested
        className="num-input"
        inputMode="numeric"
        autoComplete="off"
        value={typed ?? String(s.quantity)}
        status={said ? 'error' : undefined}
        disabled={save.isPending}
        suffix={<span className="muted">{s.saleUnit || s.unit}</span>}
        aria-label={t('quantityOf', { code: s.skuCode })}
        aria-invalid={said !== undefined}
        aria-describedby={said && id}
        onChange={(e) => setTyped(e.target.value)}
        onFocus={(e) => e.target.select()}
        onBlur={commit}
        onKeyDown={(e) => {
          if (e.nativeEvent.isComposing) return
          if (e.key === 'Escape') {
            setTyped(undefined)
            setSaid(undefined)
          } else if (e.key === 'Enter' || e.key === 'ArrowDown' || e.key === 'ArrowUp') {
            e.preventDefault()
            e.stopPropagation()
            // Leaving the field saves.
            move(e.currentTarget, e.key === 'ArrowUp' ? -1 : 1)
            if (document.activeElement === e.currentTarget) commit()
          }
        }}
      />
      {said && (
        <span id={id} className="line-error" role="alert">
          {said}
        </span>
      )}
    </span>
  )
}
