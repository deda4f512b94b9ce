import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'
import type { EntitySource } from '@/components/EntitySelect'

export type OrderRow = Schema<'PlatformRowBody'>
export type Order = Schema<'PlatformDetailBody'>
export type OrderLine = Schema<'PlatformLineBody'>
export type Parcel = Schema<'PlatformParcelBody'>
export type Candidate = Schema<'PlatformCandidateBody'>
export type Fetch = Schema<'PlatformFetchBody'>
export type State = OrderRow['state']
export type Standing = OrderRow['standing']
type Purchase = Schema<'PurchaseRowBody'>

/** The states in the order of an order's life. */
export const states: State[] = ['unpaid', 'to_ship', 'shipped', 'received', 'done', 'closed', 'other']

/** The standings in the order in which they are shown. */
export const standings: Standing[] = ['unpaid', 'review', 'to_ship', 'shipped', 'frozen', 'short', 'problem', 'done', 'closed']

export const orderKeys = keysOf('platform')
export const orderList = listQuery('/api/v1/platform-orders', orderKeys)

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: orderKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/platform-orders/{id}', { params: { path: { id } }, signal })),
  })

export const countsQuery = queryOptions({
  queryKey: [...orderKeys.all, 'counts'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/platform-orders/counts', { signal })),
})

/** The orders of a purchase order, which has few. */
export const ordersOfQuery = (purchaseOrderId: string) =>
  queryOptions({
    queryKey: orderKeys.list({ purchaseOrderId }),
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/platform-orders', { params: { query: { purchaseOrderId: [purchaseOrderId], page: 1, pageSize: 100 } }, signal }))).items,
  })

export const candidatesQuery = (id: string) =>
  queryOptions({
    queryKey: [...orderKeys.detail(id), 'candidates'],
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/platform-orders/{id}/candidates', { params: { path: { id } }, signal }))).items,
  })

/** What 1688 answered, for support. */
export const asReadQuery = (id: string) =>
  queryOptions({
    queryKey: [...orderKeys.detail(id), 'as-read'],
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/platform-orders/{id}/as-read', { params: { path: { id } }, signal }))).answer,
  })

export const fetchKeys = keysOf('platform-fetch')

/** The last fetches, the newest first. */
export const fetchesQuery = queryOptions({
  queryKey: fetchKeys.list({}),
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/platform-order-fetches', { params: { query: { page: 1, pageSize: 10 } }, signal }))).items,
})

export type Verb = 'read' | 'ignore' | 'unlink'

export const actOnOrder = (verb: Verb, id: string, write: WriteOptions): Promise<Order> => data(api.POST(`/api/v1/platform-orders/{id}/actions/${verb}`, { params: { path: { id } }, ...write }))
export const actOnOrders = (verb: 'read' | 'ignore', ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST(`/api/v1/platform-orders/actions/${verb}`, { body: { ids }, ...write }))
/** Has the WMS told what is to arrive of the purchase orders that these belong to. */
export const pushOrders = (ids: string[], write: WriteOptions) => data(api.POST('/api/v1/platform-orders/actions/push-wms', { body: { ids }, ...write }))
export const actOnFetch = (verb: 'pause' | 'resume' | 'cancel', id: string, write: WriteOptions): Promise<Fetch> =>
  data(api.POST(`/api/v1/platform-order-fetches/{id}/actions/${verb}`, { params: { path: { id } }, ...write }))

export const purchaseSource: EntitySource<Purchase> = {
  name: 'purchase',
  search: async (q, signal) => (await data(api.GET('/api/v1/purchase-orders', { params: { query: { q: q || undefined, page: 1, pageSize: 20 } }, signal }))).items,
  label: (p) => p.no,
  hint: (p) => `${p.supplierName} · ${p.date}`,
}
