import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'

export type Entry = Schema<'FinanceEntryBody'>
export type EntryLine = Schema<'FinanceEntryLineBody'>

export const entryKeys = keysOf('entry')
export const entryList = listQuery('/api/v1/entries', entryKeys)

/** The proof of the books; it reads everything, so it is made when asked for only. */
export const verifyQuery = queryOptions({
  queryKey: ['verify'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/verify', { signal })),
  enabled: false,
  gcTime: 0,
})

/** Where the document of an entry is shown. */
export function placeOf(kind: string, id: string): string | undefined {
  if (kind === 'receipt' || kind === 'refund' || kind === 'settlement') return `/receipts/${id}`
  if (kind === 'fund_transfer') return `/fund-transfers/${id}`
  if (kind === 'opening_stock') return `/opening-stock/${id}`
  if (kind === 'other_in' || kind === 'other_out') return `/stock-documents/${id}`
  return kind === 'sale' ? `/sales/${id}` : undefined
}
