import { Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Price } from '@/components/Decimal'
import { StatusTag } from '@/components/StatusTag'
import { Thumb } from '@/components/Thumb'
import type { Looked, Spec } from './queries'
import './source.css'

const many = 8

interface Props {
  looked: Looked
  value?: string
  onChange?: (key: string) => void
}

/** Chooses the spec of an offer that a SKU is bought as; the best guess says what speaks for it. */
export function SpecPicker({ looked, value, onChange }: Props) {
  const { t } = useTranslation('source')
  const [typed, setTyped] = useState('')
  const specs = looked.offer.specs
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (k: Spec) => words.every((w) => `${k.name} ${k.code ?? ''}`.toLowerCase().includes(w))
  // What is chosen stays in sight, whatever is typed.
  const shown = specs.filter((k) => k.key === value || fits(k)).toSorted((a, b) => Number(b.key === looked.guess) - Number(a.key === looked.guess))
  return (
    <>
      {specs.length > many && <Input allowClear value={typed} placeholder={t('spec.search')} aria-label={t('spec.search')} style={{ marginBottom: 8 }} onChange={(e) => setTyped(e.target.value)} onPressEnter={(e) => e.preventDefault()} />}
      <Radio.Group className="spec-list" value={value} onChange={(e) => onChange?.(e.target.value as string)} aria-label={t('spec.label')}>
        {shown.map((k) => (
          <Radio key={k.key} value={k.key}>
            <span className="spec-line">
              <Thumb src={k.picture} size={28} />
              <span style={{ flex: 1, minWidth: 0 }}>
                {k.name} {k.code && <code>{k.code}</code>} {k.key === looked.guess && looked.reason && <StatusTag tone="progress">{t(`reason.${looked.reason}`)}</StatusTag>}
              </span>
              <span className="muted num">{t('look.stock', { count: k.stock })}</span>
              {k.price && <Price value={k.price} />}
            </span>
          </Radio>
        ))}
      </Radio.Group>
    </>
  )
}
