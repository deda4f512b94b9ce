import { FilterOutlined, ReloadOutlined, SearchOutlined } from '@ant-design/icons'
import { Badge, Button, Drawer, Flex, Input, Select, Tooltip } from 'antd'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDebounced } from '@/hooks/useDebounced'
import type { Filter } from './types'
import type { ListState } from './useListState'

// The date picker weighs as much as the rest of a list; only lists that filter by date load it.
const DateSpan = lazy(() => import('../DateSpan'))

interface Props {
  state: ListState
  filters: Filter[]
  searchHint?: string
  phone: boolean
  fetching: boolean
  onReload: () => void
  settings: ReactNode
  extra?: ReactNode
}

/** Search, filters and settings over a list. */
export function Toolbar({ state, filters, searchHint, phone, fetching, onReload, settings, extra }: Props) {
  const { t } = useTranslation('common')
  const [drawer, setDrawer] = useState(false)
  const count = filters.filter((f) => (f.kind === 'dates' ? state.filters[f.from] || state.filters[f.to] : state.filters[f.name])).length

  return (
    <div className="data-toolbar">
      {searchHint !== undefined && <SearchBox state={state} hint={searchHint} />}
      {!phone && filters.map((f) => <FilterField key={f.name} filter={f} state={state} />)}
      {phone && filters.length > 0 && (
        <Badge count={count} size="small">
          <Button icon={<FilterOutlined />} onClick={() => setDrawer(true)}>
            {t('list.filter')}
          </Button>
        </Badge>
      )}
      {!phone && count > 0 && (
        <Button type="link" size="small" onClick={state.reset}>
          {t('list.clear')}
        </Button>
      )}
      <span className="data-toolbar-gap" />
      {extra}
      {!phone && (
        <>
          <Tooltip title={t('list.reload')}>
            <Button type="text" icon={<ReloadOutlined spin={fetching} />} aria-label={t('list.reload')} onClick={onReload} />
          </Tooltip>
          {settings}
        </>
      )}
      <Drawer open={drawer} onClose={() => setDrawer(false)} placement="bottom" size="auto" title={t('list.filter')}>
        <Flex vertical gap={14}>
          {filters.map((f) => (
            <div key={f.name}>
              <div className="muted" style={{ marginBottom: 4 }}>
                {f.label}
              </div>
              <FilterField filter={f} state={state} wide />
            </div>
          ))}
          <Flex gap={8}>
            <Button block onClick={state.reset}>
              {t('list.clear')}
            </Button>
            <Button block type="primary" onClick={() => setDrawer(false)}>
              {t('action.ok')}
            </Button>
          </Flex>
        </Flex>
      </Drawer>
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

function FilterField({ filter, state, wide }: { filter: Filter; state: ListState; wide?: boolean }) {
  if (filter.kind === 'dates') {
    return (
      <Suspense fallback={<Input disabled style={{ width: 230 }} aria-label={filter.label} />}>
        <DateSpan label={filter.label} from={state.filters[filter.from]} to={state.filters[filter.to]} onChange={(from, to) => state.patch({ [filter.from]: from, [filter.to]: to })} />
      </Suspense>
    )
  }
  const value = state.filters[filter.name]
  if (filter.kind === 'custom') {
    return <div style={{ width: wide ? '100%' : (filter.width ?? 160) }}>{filter.render(value, (v) => state.patch({ [filter.name]: v }))}</div>
  }
  const shared = {
    allowClear: true,
    placeholder: filter.label,
    'aria-label': filter.label,
    options: filter.options,
    popupMatchSelectWidth: false,
    showSearch: filter.options.length > 10 ? { optionFilterProp: 'label' } : false,
    style: { minWidth: 120, width: wide ? '100%' : undefined },
  } as const
  if (filter.multiple) {
    return <Select<string[]> {...shared} mode="multiple" maxTagCount={1} value={value?.split(',') ?? []} onChange={(v) => state.patch({ [filter.name]: v.join(',') || undefined })} />
  }
  return <Select<string> {...shared} value={value} onChange={(v) => state.patch({ [filter.name]: v || undefined })} />
}
