import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import type { WriteOptions } from '@/api/useWrite'
import type { EntitySource } from '@/components/EntitySelect'
import { formatDecimal } from '@/lib/decimal'

export type Customer = Schema<'PartyCustomerBody'>
export type CustomerSave = Schema<'PartyCustomerSave'>
export type Sku = Schema<'CatalogSKURow'>
export type SkuUnit = Schema<'CatalogUnitFactor'>

export const customerSource: EntitySource<Customer> = {
  name: 'customer',
  search: async (q, signal) => (await data(api.GET('/api/v1/customers', { params: { query: { q: q || undefined, active: 'true', page: 1, pageSize: 20 } }, signal }))).items,
  get: (id, signal) => data(api.GET('/api/v1/customers/{id}', { params: { path: { id } }, signal })),
  label: (c) => c.name,
  hint: (c) => [c.code, c.levelName, c.phone].filter(Boolean).join(' · '),
}

/** The customer chosen on a document, as the choice itself reads it. */
export const customerQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: [customerSource.name, 'chosen', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/customers/{id}', { params: { path: { id: id ?? '' } }, signal })),
    enabled: id !== undefined,
    staleTime: 60_000,
  })

const walkInName = '散客'

/** The customer sold to when nobody asks who it is, if the set has one of that name. */
export const walkInQuery = queryOptions({
  queryKey: ['customer', 'walkIn'],
  queryFn: async ({ signal }) => (await customerSource.search(walkInName, signal)).find((c) => c.name === walkInName) ?? null,
  staleTime: 300_000,
})

/** What the prices and the stock shown with a SKU depend on. */
export interface SkuContext {
  levelId?: string
  warehouseId?: string
}

/** The SKUs to choose from, with the price of a level and what a warehouse has of them. */
export function skuSource(context: SkuContext): EntitySource<Sku> {
  return {
    name: `sku:${context.levelId ?? ''}:${context.warehouseId ?? ''}`,
    search: async (q, signal) => (await data(api.GET('/api/v1/skus', { params: { query: { q: q || undefined, active: 'true', ...context, page: 1, pageSize: 20 } }, signal }))).items,
    label: skuLabel,
    hint: (s) => [s.code, s.price && `¥${formatDecimal(s.price, 2, 4)}`, s.available && `${formatDecimal(s.available, 0)} ${s.units[0]?.name ?? ''}`].filter(Boolean).join(' · '),
  }
}

/** Name and variant in one line. */
export function skuLabel(s: { productName: string; spec?: string }): string {
  return s.spec ? `${s.productName} ${s.spec}` : s.productName
}

/** The SKU a scanned code stands for; a Problem when it is unknown. */
export function scanSku(code: string, context: SkuContext): Promise<Sku> {
  return data(api.GET('/api/v1/skus/scan', { params: { query: { code, ...context } } }))
}

/** The units a product is traded in, which all its SKUs share. */
export const unitsQuery = (productId: string) =>
  queryOptions({
    queryKey: ['sku', 'units', productId],
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/skus', { params: { query: { productId, page: 1, pageSize: 1 } }, signal }))).items[0]?.units ?? [],
    staleTime: 300_000,
  })

// Short lists, read whole.
const whole = { page: 1, pageSize: 200 }

export const shopsQuery = queryOptions({
  queryKey: ['shop', 'choice', 'all'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/shops', { params: { query: whole }, signal }))).items,
  staleTime: 60_000,
})

export const fundAccountsQuery = queryOptions({
  queryKey: ['fund-account', 'choice', 'all'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/fund-accounts', { params: { query: { ...whole, active: 'true' } }, signal }))).items,
  staleTime: 60_000,
})

export const peopleQuery = queryOptions({
  queryKey: ['user', 'choice', 'all'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/users', { params: { query: whole }, signal }))).items,
  staleTime: 60_000,
})

/** The price levels, to place a new customer at. */
export const levelsQuery = queryOptions({
  queryKey: ['price-level', 'choice', 'all'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/price-levels', { signal }))).items,
  staleTime: 60_000,
})

export function createCustomer(body: CustomerSave, write: WriteOptions): Promise<Customer> {
  return data(api.POST('/api/v1/customers', { body, ...write }))
}

const mostAsked = 200

/** The last prices of what is on the lines: a hint beside the price of the level. */
export function lastPricesQuery(customerId: string | undefined, lines: { skuId?: string }[]) {
  const skuId = [...new Set(lines.flatMap((l) => (l.skuId ? [l.skuId] : [])))].toSorted().slice(0, mostAsked)
  return queryOptions({
    queryKey: ['customer', 'lastPrices', customerId, skuId],
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/customers/{id}/last-prices', { params: { path: { id: customerId ?? '' }, query: { skuId } }, signal }))).items,
    enabled: customerId !== undefined && skuId.length > 0,
    placeholderData: (old) => old,
    staleTime: 60_000,
  })
}
