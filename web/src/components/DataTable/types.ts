import type { QueryKey, UseQueryOptions } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { BatchOutcome, ListParams, Page } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'
import type { ExportSource } from '../ExportButton'

/** One column of a list. */
export interface Column<Row> {
  /** Name in the saved settings, and the field the server sorts by. */
  key: string
  title: string
  render: (row: Row) => ReactNode
  /** What is copied for the row when `render` draws more than text. */
  text?: (row: Row) => string | undefined
  width?: number
  align?: 'left' | 'right' | 'center'
  /** The server can sort by `key`. */
  sortable?: boolean
  /** Not shown until the person asks for it. */
  hidden?: boolean
  /** Cannot be hidden: what names the row. */
  always?: boolean
  fixed?: 'left' | 'right'
}

/** One filter over a list, kept in the URL under `name`. */
export type Filter =
  | { kind: 'select'; name: string; label: string; options: { value: string; label: string }[]; multiple?: boolean }
  /** A span of business dates; kept under `from` and `to`. */
  | { kind: 'dates'; name: string; label: string; from: string; to: string }
  /** Anything else, an EntitySelect for example. */
  | { kind: 'custom'; name: string; label: string; width?: number; render: (value: string | undefined, onChange: (value: string | undefined) => void) => ReactNode }

/** Something done to all selected rows at once. */
export interface BatchAction<Row> {
  key: string
  label: string
  icon?: ReactNode
  danger?: boolean
  /** The question asked first. */
  confirm?: (rows: number) => string
  /** Calls the batch endpoint, passing `write` on; answers with its outcome, nothing when it shows its own, or null when the person gave up. */
  run: (ids: string[], rows: Row[], write: WriteOptions) => Promise<BatchOutcome | void | null>
  /** Keys to re-read afterwards, besides those of the list. */
  invalidate?: QueryKey[]
}

/** What a list says when there is nothing in it: what this is for, and the next step. */
export interface EmptyState {
  title: string
  hint?: string
  action?: ReactNode
}

export interface DataTableProps<Row extends { id: string }, Key extends QueryKey = QueryKey> {
  /** Names the list in the person's saved settings, e.g. `products`. */
  id: string
  query: (params: ListParams) => UseQueryOptions<Page<Row>, Error, Page<Row>, Key>
  columns: Column<Row>[]
  filters?: Filter[]
  /** What the search box looks through; no box without it. */
  searchHint?: string
  defaultSort?: string
  batch?: BatchAction<Row>[]
  /** How a row is called in messages about it. */
  rowName?: (row: Row) => string
  empty: EmptyState
  /** The row as a card on a phone. */
  mobileCard: (row: Row) => ReactNode
  /** Opens the row: an address within the page, or a drawer. */
  rowLink?: (row: Row) => string
  onRowClick?: (row: Row) => void
  /** What the list can be exported as: all its pages, as searched, filtered and sorted. */
  exports?: ExportSource[]
  /** At the end of the tool bar. */
  extra?: ReactNode
  /** Keeps its state to itself instead of in the URL: lists in drawers and tabs. */
  local?: boolean
  /** Tells what is selected, for lists one picks from. */
  onSelect?: (ids: string[], rows: Row[]) => void
  rowClassName?: (row: Row) => string
  /** Sums of the page by column key, under the table. */
  totals?: (rows: Row[]) => Record<string, ReactNode>
}

/** What a person has changed about a list. */
export interface TablePreference {
  order?: string[]
  hidden?: string[]
  widths?: Record<string, number>
  dense?: boolean
  pageSize?: number
}

/** What a person has made of a list, under a name. */
export interface SavedView {
  id: string
  name: string
  q?: string
  sort?: string
  filters: Record<string, string>
  table?: TablePreference
  /** Shown when the list is opened without further word. */
  default?: boolean
}
