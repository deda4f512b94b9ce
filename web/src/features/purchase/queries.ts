import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery, seen } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'

export type Purchase = Schema<'PurchaseDetailBody'>
export type PurchaseRow = Schema<'PurchaseRowBody'>
export type PurchaseLine = Schema<'PurchaseLineBody'>
export type SavePurchase = Schema<'PurchaseSaveBody'>
export type Stage = PurchaseRow['stage']
export type Terms = Purchase['terms']
export type Verb = 'submit' | 'withdraw' | 'approve' | 'approve-second' | 'reject' | 'reject-second' | 'void' | 'close' | 'reopen'
export type BatchVerb = 'submit' | 'withdraw' | 'void' | 'approve' | 'approve-second'

/** The stages in the order of an order's life. */
export const stages: Stage[] = ['draft', 'review', 'second', 'open', 'partial', 'done', 'closed', 'void']
export const allTerms: Terms[] = ['prepaid', 'share', 'receipt', 'credit']
export const payMethods = ['1688', 'alipay', 'bank', 'cash'] as const

export const purchaseKeys = keysOf('purchase')

export const purchaseList = listQuery('/api/v1/purchase-orders', purchaseKeys)

export const purchaseQuery = (id: string) =>
  queryOptions({
    queryKey: purchaseKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/purchase-orders/{id}', { params: { path: { id } }, signal })),
  })

/** How many orders are at each stage. */
export const countsQuery = queryOptions({
  queryKey: [...purchaseKeys.all, 'counts'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/purchase-orders/counts', { signal }))).counts,
})

export const savePurchase = (doc: Pick<Purchase, 'id' | 'version'> | undefined, body: SavePurchase, write: WriteOptions): Promise<Purchase> =>
  doc ? data(api.PUT('/api/v1/purchase-orders/{id}', { params: { path: { id: doc.id } }, body: { ...body, version: doc.version }, ...write })) : data(api.POST('/api/v1/purchase-orders', { body, ...write }))

/** What can be done with an order where it stands. */
export function actOnPurchase(verb: Verb, id: string, body: { version: number; reason?: string }, write: WriteOptions): Promise<Purchase> {
  return data(api.POST(`/api/v1/purchase-orders/{id}/${verb}`, { params: { path: { id } }, body, ...write }))
}

export function actOnPurchases(verb: BatchVerb, ids: string[], rows: PurchaseRow[], write: WriteOptions) {
  return data(api.POST(`/api/v1/purchase-orders/actions/${verb}`, { body: { documents: seen(ids, rows) }, ...write }))
}

export const mergePurchases = (ids: string[], rows: PurchaseRow[], write: WriteOptions): Promise<Purchase> => data(api.POST('/api/v1/purchase-orders/actions/merge', { body: { documents: seen(ids, rows) }, ...write }))

export const copyPurchase = (id: string, write: WriteOptions): Promise<Purchase> => data(api.POST('/api/v1/purchase-orders/{id}/copy', { params: { path: { id } }, ...write }))

export const setReferences = (doc: Pick<Purchase, 'id' | 'version'>, body: { onlineOrders: string[]; trackingNumbers: string[] }, write: WriteOptions): Promise<Purchase> =>
  data(api.PUT('/api/v1/purchase-orders/{id}/references', { params: { path: { id: doc.id } }, body: { ...body, version: doc.version }, ...write }))

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/settings', { signal })),
  staleTime: 60_000,
})

/** Has the WMS told what is to arrive of the orders. */
export const pushPurchases = (ids: string[], write: WriteOptions) => data(api.POST('/api/v1/purchase-orders/actions/push-wms', { body: { ids }, ...write }))
