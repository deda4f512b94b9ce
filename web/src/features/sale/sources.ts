import { queryOptions } from '@tanstack/react-query'
import { api, data } from '@/api/client'
import type { EntitySource } from '@/components/EntitySelect'

type Get = (path: string, init: object) => Promise<{ data?: unknown }>
const get = <T>(path: string, init: object) => data((api.GET as unknown as Get)(path, init)) as Promise<T>

/** A customer as the sale needs it. */
export interface Customer {
  id: string
  code: string
  name: string
  levelName?: string
  phone?: string
  active: boolean
}

/** A unit a SKU is sold in. */
export interface SkuUnit {
  unitId: string
  name: string
  decimals: number
}

/** A SKU as a line needs it. */
export interface Sku {
  id: string
  code: string
  productName: string
  spec?: string
  picture?: string
  /** The base unit first. */
  units: SkuUnit[]
  available?: string
}

export interface Choice {
  id: string
  name: string
  default?: boolean
}

const firstTwenty = (q: string, more: object = {}) => ({ params: { query: { q: q || undefined, page: 1, pageSize: 20, ...more } } })

export const customerSource: EntitySource<Customer> = {
  name: 'customer',
  search: async (q, signal) => (await get<{ items: Customer[] }>('/api/v1/customers', { ...firstTwenty(q, { active: 'true' }), signal })).items,
  get: (id, signal) => get<Customer>('/api/v1/customers/{id}', { params: { path: { id } }, signal }),
  label: (c) => c.name,
  hint: (c) => [c.code, c.levelName, c.phone].filter(Boolean).join(' · '),
}

/** The customer sold to when nobody asks who it is, if the set has one of that name. */
export const walkInQuery = queryOptions({
  queryKey: ['customer', 'walkIn'],
  queryFn: async ({ signal }) => (await customerSource.search('散客', signal)).find((c) => c.name === '散客') ?? null,
  staleTime: 300_000,
})

export const skuSource: EntitySource<Sku> = {
  name: 'sku',
  search: async (q, signal) => (await get<{ items: Sku[] }>('/api/v1/skus', { ...firstTwenty(q, { active: 'true' }), signal })).items,
  get: (id, signal) => get<Sku>('/api/v1/skus/{id}', { params: { path: { id } }, signal }),
  label: skuLabel,
  hint: (s) => s.code,
}

/** Name and variant in one line. */
export function skuLabel(s: { productName: string; spec?: string }): string {
  return s.spec ? `${s.productName} ${s.spec}` : s.productName
}

/** The SKU a scanned code stands for; a Problem when it is unknown. */
export function scanSku(code: string): Promise<Sku> {
  return get<Sku>('/api/v1/skus/scan', { params: { query: { code } } })
}

/** All of a short list: warehouses, shops, accounts. */
const all = (name: string, path: string, more: object = {}) =>
  queryOptions({
    queryKey: [name, 'choice', 'all'],
    queryFn: async ({ signal }) => (await get<{ items: Choice[] }>(path, { params: { query: { page: 1, pageSize: 200, ...more } }, signal })).items,
    staleTime: 60_000,
  })

export const warehousesQuery = all('warehouse', '/api/v1/warehouses', { active: 'true' })
export const shopsQuery = all('shop', '/api/v1/shops')
export const fundAccountsQuery = all('fund-account', '/api/v1/fund-accounts', { active: 'true' })
export const peopleQuery = all('user', '/api/v1/users')

/** The price levels, to place a new customer at. */
export const levelsQuery = queryOptions({
  queryKey: ['customer-level', 'choice', 'all'],
  queryFn: async ({ signal }) => (await get<{ items: { id: string; customerName: string }[] }>('/api/v1/price-levels', { params: { query: { page: 1, pageSize: 200 } }, signal })).items,
  staleTime: 60_000,
})

export function createCustomer(body: { name: string; phone?: string; levelId?: string }, write: { headers: Record<string, string> }): Promise<Customer> {
  return data((api.POST as unknown as Get)('/api/v1/customers', { body, ...write })) as Promise<Customer>
}

/** What a customer paid last for a SKU in a unit. */
export interface LastPrice {
  skuId: string
  unitId: string
  price: string
  date: string
  docNo: string
}

const mostAsked = 200

/** The last prices of what is on the lines: a hint beside the price of the level. */
export function lastPricesQuery(customerId: string | undefined, lines: { skuId?: string }[]) {
  const skuId = [...new Set(lines.flatMap((l) => (l.skuId ? [l.skuId] : [])))].toSorted().slice(0, mostAsked)
  return queryOptions({
    queryKey: ['customer', 'lastPrices', customerId, skuId],
    queryFn: async ({ signal }) => (await get<{ items: LastPrice[] }>('/api/v1/customers/{id}/last-prices', { params: { path: { id: customerId }, query: { skuId } }, signal })).items,
    enabled: customerId !== undefined && skuId.length > 0,
    placeholderData: (old) => old,
    staleTime: 60_000,
  })
}
