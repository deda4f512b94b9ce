import { ReloadOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Input, Tooltip } from 'antd'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDebounced } from '@/hooks/useDebounced'
import { FilterField } from './FilterField'
import type { Filter } from './types'
import type { ListState } from './useListState'

const PhoneFilters = lazy(() => import('./PhoneFilters'))

interface Props {
  state: ListState
  filters: Filter[]
  searchHint?: string
  phone: boolean
  fetching: boolean
  onReload: () => void
  settings: ReactNode
  /** The saved views, on a phone too. */
  views: ReactNode
  extra?: ReactNode
}

/** Search, filters and settings over a list. */
export function Toolbar({ state, filters, searchHint, phone, fetching, onReload, settings, views, extra }: Props) {
  const { t } = useTranslation('common')
  const count = filters.filter((f) => (f.kind === 'dates' ? state.filters[f.from] || state.filters[f.to] : state.filters[f.name])).length

  return (
    <div className="data-toolbar">
      {searchHint !== undefined && <SearchBox state={state} hint={searchHint} />}
      {!phone && filters.map((f) => <FilterField key={f.name} filter={f} state={state} />)}
      {phone && filters.length > 0 && (
        <Suspense fallback={null}>
          <PhoneFilters filters={filters} state={state} count={count} />
        </Suspense>
      )}
      {!phone && count > 0 && (
        <Button type="link" size="small" onClick={state.reset}>
          {t('list.clear')}
        </Button>
      )}
      <span className="data-toolbar-gap" />
      {extra}
      {views}
      {!phone && (
        <>
          <Tooltip title={t('list.reload')}>
            <Button type="text" icon={<ReloadOutlined spin={fetching} />} aria-label={t('list.reload')} onClick={onReload} />
          </Tooltip>
          {settings}
        </>
      )}
    </div>
  )
}

function SearchBox({ state, hint }: { state: ListState; hint: string }) {
  const { t } = useTranslation('common')
  const inUrl = state.params.q ?? ''
  const [text, setText] = useState(inUrl)
  const [composing, setComposing] = useState(false)
  const settled = useDebounced(text, 300)

  // The address may change by itself: "clear filters", the back button.
  useEffect(() => setText(inUrl), [inUrl])
  useEffect(() => {
    if (!composing && settled === text && settled.trim() !== inUrl) state.patch({ q: settled.trim() || undefined })
    // Only what is typed may start a search; a changed address must not write the old text back.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [settled, composing])

  return (
    <Input
      className="data-search"
      allowClear
      prefix={<SearchOutlined className="muted" />}
      placeholder={hint}
      aria-label={t('action.search')}
      data-hotkey="search"
      value={text}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
      onChange={(e) => setText(e.target.value)}
      onPressEnter={(e) => !e.nativeEvent.isComposing && state.patch({ q: text.trim() || undefined })}
      onKeyDown={(e) => e.key === 'Escape' && e.currentTarget.blur()}
    />
  )
}
