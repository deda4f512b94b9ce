import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery, seen } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'

export type RequestRow = Schema<'PayingRequestRow'>
export type Request = Schema<'PayingRequestBody'>
export type SaveRequest = Schema<'PayingRequestSave'>
export type Due = Schema<'PayingDueBody'>
export type Money = Schema<'PayingOrderPayment'>
export type Agreement = Schema<'PayingOrderAgreement'>
export type Account = Schema<'PayingPayAccount'>
export type State = RequestRow['state']
export type Verb = 'submit' | 'withdraw' | 'void' | 'approve' | 'approve-second' | 'reject' | 'reject-second' | 'return' | 'finish'
export type BatchVerb = 'submit' | 'withdraw' | 'void' | 'approve' | 'approve-second'

/** The states in the order of a request's life. */
export const states: State[] = ['draft', 'submitted', 'approved_once', 'approved', 'paid', 'void']
export const kinds = ['prepayment', 'balance'] as const
export const payMethods = ['1688', 'alipay', 'bank', 'cash'] as const
export const moneyStates = ['held', 'booked', 'taken_back', 'dismissed'] as const
export const moneyKinds = ['cashier', 'platform', 'refund'] as const
export const standings = ['gap', 'open', 'agree', 'accepted'] as const

export const requestKeys = keysOf('payment-request')
export const moneyKeys = keysOf('order-payment')
export const agreementKeys = keysOf('order-agreement')
const accountKeys = keysOf('pay-account')

export const requestList = listQuery('/api/v1/payment-requests', requestKeys)
export const moneyList = listQuery('/api/v1/order-payments', moneyKeys)
export const agreementList = listQuery('/api/v1/order-agreements', agreementKeys)

export const requestQuery = (id: string) =>
  queryOptions({
    queryKey: requestKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/payment-requests/{id}', { params: { path: { id } }, signal })),
  })

export const countsQuery = queryOptions({
  queryKey: [...requestKeys.all, 'counts'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/payment-requests/counts', { signal }))).counts,
})

/** What was asked for a purchase order, and what was paid for it. */
export const requestsOfQuery = (orderId: string) =>
  queryOptions({
    queryKey: requestKeys.list({ orderId }),
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/payment-requests', { params: { query: { orderId, page: 1, pageSize: 50 } }, signal }))).items,
  })

export const moneyOfQuery = (filter: { orderId?: string; requestId?: string }) =>
  queryOptions({
    queryKey: moneyKeys.list(filter),
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/order-payments', { params: { query: { ...filter, page: 1, pageSize: 100 } }, signal }))).items,
  })

/** The four figures of a purchase order; undefined while it does not stand. */
export const agreementQuery = (id: string) =>
  queryOptions({
    queryKey: agreementKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/order-agreements/{id}', { params: { path: { id } }, signal })),
    retry: false,
  })

/** What may be asked for of purchase orders. */
export const quoteQuery = (orderIds: string[]) =>
  queryOptions({
    queryKey: [...requestKeys.all, 'quote', orderIds],
    queryFn: async () => (await data(api.POST('/api/v1/payment-requests/quote', { body: { orderIds } }))).orders,
    enabled: orderIds.length > 0,
    gcTime: 0,
  })

export const accountsQuery = queryOptions({
  queryKey: accountKeys.all,
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/pay-accounts', { signal }))).items,
})

export const settingQuery = queryOptions({
  queryKey: [...accountKeys.all, 'setting'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/settings/payments', { signal })),
})

export const saveRequest = (doc: Pick<Request, 'id' | 'version'> | undefined, body: SaveRequest, write: WriteOptions): Promise<Request> =>
  doc
    ? data(api.PUT('/api/v1/payment-requests/{id}', { params: { path: { id: doc.id } }, body: { ...body, version: doc.version }, ...write }))
    : data(api.POST('/api/v1/payment-requests', { body, ...write }))

export function actOnRequest(verb: Verb, r: Pick<Request, 'id' | 'version'>, reason: string | undefined, write: WriteOptions): Promise<Request> {
  return data(api.POST(`/api/v1/payment-requests/{id}/${verb}`, { params: { path: { id: r.id } }, body: { version: r.version, reason }, ...write }))
}

export function actOnRequests(verb: BatchVerb, ids: string[], rows: RequestRow[], write: WriteOptions) {
  return data(api.POST(`/api/v1/payment-requests/actions/${verb}`, { body: { documents: seen(ids, rows) }, ...write }))
}

export interface Paid {
  fundAccountId: string
  date?: string
  fee?: string
  note?: string
  lines?: { lineId: string; amount: string }[]
}

export const payRequest = (r: Request, body: Paid, write: WriteOptions): Promise<Request> =>
  data(api.POST('/api/v1/payment-requests/{id}/pay', { params: { path: { id: r.id } }, body: { ...body, version: r.version }, ...write }))

export const payLinks = async (list: { id: string; version: number }[], write: WriteOptions) =>
  (await data(api.POST('/api/v1/payment-requests/actions/pay-links', { body: { documents: list.map((r) => ({ id: r.id, version: r.version })) }, ...write }))).links
export type PayLink = Awaited<ReturnType<typeof payLinks>>[number]

export const withhold = (r: Request, channel: 'alipay' | 'shegou' | undefined, write: WriteOptions): Promise<Request> =>
  data(api.POST('/api/v1/payment-requests/{id}/pay-without-password', { params: { path: { id: r.id } }, body: { version: r.version, channel }, ...write }))

export const checkPayment = (id: string, write: WriteOptions): Promise<Request> => data(api.POST('/api/v1/payment-requests/{id}/check-payment', { params: { path: { id } }, ...write }))

export const bookMoney = (m: Money, body: { fundAccountId?: string; date?: string; anyway?: boolean }, write: WriteOptions) =>
  data(api.POST('/api/v1/order-payments/{id}/book', { params: { path: { id: m.id } }, body: { ...body, version: m.version }, ...write }))
export const dismissMoney = (m: Money, reason: string, write: WriteOptions) =>
  data(api.POST('/api/v1/order-payments/{id}/dismiss', { params: { path: { id: m.id } }, body: { reason, version: m.version }, ...write }))
export const takeBackMoney = (m: Money, note: string | undefined, write: WriteOptions) =>
  data(api.POST('/api/v1/order-payments/{id}/take-back', { params: { path: { id: m.id } }, body: { note, version: m.version }, ...write }))

export const sayOfOrder = (a: Agreement, body: { note?: string; accept?: boolean; ownerId?: string }, write: WriteOptions): Promise<Agreement> =>
  data(api.PUT('/api/v1/order-agreements/{id}', { params: { path: { id: a.id } }, body: { ...body, version: a.version }, ...write }))

export const setAccount = (a: Account, body: { fundAccountId?: string; crossBorder?: boolean }, write: WriteOptions) =>
  data(api.PUT('/api/v1/pay-accounts/{id}', { params: { path: { id: a.id } }, body: { ...body, version: a.version }, ...write }))
export const readAgreements = (id: string, write: WriteOptions) => data(api.POST('/api/v1/pay-accounts/{id}/read-agreements', { params: { path: { id } }, ...write }))
export const setSetting = (body: { riseBps: number; riseAmount: string; version: number }, write: WriteOptions) => data(api.PUT('/api/v1/settings/payments', { body, ...write }))
