import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import type { WriteOptions } from '@/api/useWrite'
import type { EntitySource } from '@/components/EntitySelect'

export type Placing = Schema<'PlacingBody'>
export type Part = Schema<'PlacingPartBody'>
export type Preview = Schema<'PlacingPreviewBody'>
export type Difference = Schema<'PlacingDifferenceBody'>
export type Attempt = Schema<'PlacingAttemptBody'>
export type Choices = Schema<'PlacingChoicesBody'>
export type Result = Schema<'PlacingResultBody'>
export type Setting = Schema<'PlacingSettingBody'>
type Address = Schema<'AddressBody'>

/** The kinds of orders, the ordinary first; empty lets 1688 take the cheapest. */
export const flows = ['general', '', 'fenxiao', 'saleproxy', 'paired', 'boutiquefenxiao', 'boutiquepifa'] as const

export const placingKeys = keysOf('placing')

export const placingQuery = (id: string) =>
  queryOptions({
    queryKey: placingKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/purchase-orders/{id}/placing', { params: { path: { id } }, signal })),
    // Events tell of most of it at once; what they miss shows a little later.
    refetchInterval: (q) => (q.state.data?.parts.some((p) => p.dueAt) ? 5000 : false),
  })

export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: [...placingKeys.all, 'batch', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/placing-batches/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (q) => (q.state.data?.results.some((r) => r.state === 'waiting') ? 3000 : false),
  })

export const settingQuery = queryOptions({
  queryKey: [...placingKeys.all, 'setting'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/placing-setting', { signal })),
})

const at = (id: string) => ({ params: { path: { id } } })

export const previewOrder = (id: string, body: Choices, write: WriteOptions) => data(api.POST('/api/v1/purchase-orders/{id}/placing/preview', { ...at(id), body, ...write }))

export interface Pick {
  id: string
  previewId: string
  tradeMode?: string
  accept?: string
}

export const placeOrder = (id: string, parts: Pick[], message: string | undefined, write: WriteOptions) =>
  data(api.POST('/api/v1/purchase-orders/{id}/placing/place', { ...at(id), body: { parts, message }, ...write }))
export const checkOrder = (id: string, write: WriteOptions) => data(api.POST('/api/v1/purchase-orders/{id}/placing/check', { ...at(id), ...write }))
export const decideAttempt = (id: string, attemptId: string, platformIds: string[], write: WriteOptions) =>
  data(api.POST('/api/v1/purchase-orders/{id}/placing/decide', { ...at(id), body: { attemptId, platformIds }, ...write }))

export interface Cancelling {
  reason: 'buyerCancel' | 'sellerGoodsLack' | 'other'
  remark?: string
}

export const cancelPart = (id: string, partId: string, c: Cancelling, write: WriteOptions) =>
  data(api.POST('/api/v1/purchase-orders/{id}/placing/cancel', { ...at(id), body: { partId, ...c }, ...write }))
export const placeMany = (ids: string[], choices: Choices, write: WriteOptions) => data(api.POST('/api/v1/purchase-orders/actions/place', { body: { ids, ...choices }, ...write }))
export const retryBatch = (id: string, write: WriteOptions) => data(api.POST('/api/v1/placing-batches/{id}/retry', { ...at(id), ...write }))
export const saveSetting = (body: Setting, write: WriteOptions) => data(api.PUT('/api/v1/placing-setting', { body, ...write }))

export const addressSource: EntitySource<Address> = {
  name: 'address',
  search: async (q, signal) => (await data(api.GET('/api/v1/receiving-addresses', { params: { query: { q: q || undefined, page: 1, pageSize: 20, active: 'true' } }, signal }))).items,
  get: (id, signal) => data(api.GET('/api/v1/receiving-addresses/{id}', { params: { path: { id } }, signal })),
  label: (a) => a.name,
  hint: (a) => `${a.contact} · ${a.province}${a.city}${a.district ?? ''}`,
}
