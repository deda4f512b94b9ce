import { Input, Select } from 'antd'
import { lazy, Suspense } from 'react'
import type { Filter } from './types'
import type { ListState } from './useListState'

// The date picker weighs as much as the rest of a list; only lists that filter by date load it.
const DateSpan = lazy(() => import('../DateSpan'))

/** One filter of a list. */
export function FilterField({ filter, state, wide }: { filter: Filter; state: ListState; wide?: boolean }) {
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
