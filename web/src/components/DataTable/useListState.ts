import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { ListParams } from '@/api/list'
import type { Filter } from './types'

const defaultPageSize = 50
const maxPageSize = 200

type Search = Record<string, string | undefined>

/** Page, search, sort and filters of a list. */
export interface ListState {
  params: ListParams
  /** The filters that are set, by name. */
  filters: Record<string, string>
  /** Something of it was asked for: by the address, or by hand. */
  touched: boolean
  /** Changes some of it; anything but `page` goes back to the first page. */
  patch: (change: Search) => void
  reset: () => void
}

function positive(text: string | undefined, fallback: number): number {
  const n = Number(text)
  return Number.isInteger(n) && n > 0 ? n : fallback
}

/** The names a filter keeps its values under. */
export function filterNames(filters: Filter[]): string[] {
  return filters.flatMap((f) => (f.kind === 'dates' ? [f.from, f.to] : [f.name]))
}

/** Keeps the list's state in the URL, so that it survives a reload and can be sent to a colleague; or, if local, in the component. */
export function useListState(options: { filters: Filter[]; local?: boolean; defaultSort?: string; pageSize?: number }): ListState {
  const navigate = useNavigate()
  const urlSearch = useSearch({ strict: false }) as Search
  const [ownSearch, setOwnSearch] = useState<Search>({})
  const search = options.local ? ownSearch : urlSearch
  const names = filterNames(options.filters)

  const filters: Record<string, string> = {}
  for (const name of names) {
    const value = search[name]
    if (value) filters[name] = value
  }

  const write = (next: (old: Search) => Search) => {
    if (options.local) setOwnSearch(next)
    // Replaced, not pushed: "back" leads to the page one came from.
    else void navigate({ to: '.', search: next as never, replace: true, resetScroll: false })
  }

  return {
    params: {
      ...filters,
      q: search.q?.trim() || undefined,
      page: positive(search.page, 1),
      pageSize: Math.min(maxPageSize, positive(search.pageSize, options.pageSize ?? defaultPageSize)),
      sort: search.sort ?? options.defaultSort,
    },
    filters,
    touched: ['q', 'page', 'sort', ...names].some((n) => search[n] !== undefined),
    patch: (change) => write((old) => ({ ...old, page: undefined, ...change })),
    reset: () => write((old) => ({ ...old, page: undefined, q: undefined, ...Object.fromEntries(names.map((n) => [n, undefined])) })),
  }
}
