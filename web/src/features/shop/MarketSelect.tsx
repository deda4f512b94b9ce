import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDebounced } from '@/hooks/useDebounced'
import { marketsQuery } from './queries'

/** Stands for a market that is not listed, whose code is typed in. */
export const otherMarket = '*'

/** Chooses the market by name, code or pinyin initials; controlled, for forms. */
export function MarketSelect({ value, onChange, id }: { value?: string; onChange?: (choice: string | undefined) => void; id?: string }) {
  const { t, i18n } = useTranslation('shop')
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim(), 150)
  const all = useQuery(marketsQuery(''))
  const found = useQuery(marketsQuery(q))
  const name = (m: { name: string; nameEn: string }) => (i18n.language === 'zh-CN' ? m.name : m.nameEn)
  const known = all.data?.find((m) => (m.code || otherMarket) === value)
  return (
    <Select<{ value: string; label?: string }>
      id={id}
      labelInValue
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      onOpenChange={(open) => !open && setTyped('')}
      placeholder={t('market.placeholder')}
      value={value ? { value, label: known ? name(known) : value } : undefined}
      onChange={(v) => onChange?.(v?.value)}
      options={(found.data ?? []).map((m) => ({ value: m.code || otherMarket, label: name(m), code: m.code }))}
      optionRender={(o) => (
        <>
          {o.label} <span className="muted">{(o.data as { code?: string }).code || t('market.otherHint')}</span>
        </>
      )}
    />
  )
}
