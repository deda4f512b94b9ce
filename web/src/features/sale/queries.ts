import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery, seen } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'

export type Sale = Schema<'SaleDetailBody'>
export type SaleLine = Schema<'SaleDetailLineBody'>
export type SaleRow = Schema<'SaleRowBody'>
export type SaveSale = Schema<'SaleSaveBody'>
export type SaveLine = Schema<'SaleLineBody'>
export type Quote = Schema<'SaleQuoteBody'>
export type SaleKind = SaveSale['kind']
export type SaleState = 'draft' | 'submitted' | 'posted' | 'void'

export const saleKeys = keysOf('sale')
export const saleList = listQuery('/api/v1/sales', saleKeys)

export const saleQuery = (id: string) =>
  queryOptions({
    queryKey: saleKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/sales/{id}', { params: { path: { id } }, signal })),
  })

/** What was made from a document: the issues of an order, the returns of an issue. */
export const madeFromQuery = (sourceId: string) =>
  queryOptions({
    queryKey: [...saleKeys.lists, 'madeFrom', sourceId],
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/sales', { params: { query: { sourceId, page: 1, pageSize: 100 } }, signal }))).items,
  })

/** What the person has entered on a day, the newest first, as many as a page takes. */
export const ownSales = (day: string) => listQuery('/api/v1/sales', saleKeys, { mine: 'true', kind: 'issue', from: day, to: day })({ page: 1, pageSize: 200 })

/** What the settings of the set say about documents: tax, today in its zone. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/settings', { signal })),
  staleTime: 60_000,
})

/** The actions of a document that need nothing but its version and, for a rejection, a reason. */
export type SaleVerb = 'approve' | 'reject' | 'withdraw' | 'void' | 'close' | 'reopen' | 'reverse'

const actPaths = {
  approve: '/api/v1/sales/{id}/actions/approve',
  reject: '/api/v1/sales/{id}/actions/reject',
  withdraw: '/api/v1/sales/{id}/actions/withdraw',
  void: '/api/v1/sales/{id}/actions/void',
  close: '/api/v1/sales/{id}/actions/close',
  reopen: '/api/v1/sales/{id}/actions/reopen',
  reverse: '/api/v1/sales/{id}/actions/reverse',
} as const

/** Does something to a document; answers with the document it leads to (the counter-document of a reversal). */
export function actOnSale(verb: SaleVerb, id: string, body: { version: number; reason?: string }, more: { headers?: Record<string, string> } = {}): Promise<Sale> {
  return data(api.POST(actPaths[verb], { params: { path: { id } }, body, ...more }))
}

/** Does something to several documents, each as it was seen in the list, so that nobody acts on what has changed meanwhile. */
export function actOnSales(verb: 'approve' | 'void' | 'reverse', ids: string[], rows: SaleRow[], write: WriteOptions) {
  return data(api.POST(`/api/v1/sales/actions/${verb}`, { body: { documents: seen(ids, rows) }, ...write }))
}
