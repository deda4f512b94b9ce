import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'

export type Customer = Schema<'PartyCustomerBody'>
export type CustomerSave = Schema<'PartyCustomerSave'>
export type Level = Schema<'PartyLevelBody'>

export const customerKeys = keysOf('customer')
export const levelKeys = keysOf('price-level')

export const customerList = listQuery('/api/v1/customers', customerKeys)

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: customerKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/customers/{id}', { params: { path: { id } }, signal })),
  })

/** All price levels in their order; there are never many. */
export const levelsQuery = queryOptions({
  queryKey: [...levelKeys.all, 'all'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/price-levels', { signal }))).items,
  staleTime: 60_000,
})

/** What a customer owes, by age. */
export const owedQuery = (id: string) =>
  queryOptions({
    queryKey: [...customerKeys.detail(id), 'owed'],
    queryFn: ({ signal }) => data(api.GET('/api/v1/customers/{id}/statement', { params: { path: { id } }, signal })),
  })

/** What a customer paid last for one SKU, per unit. */
export const lastPricesQuery = (id: string, skuId: string) =>
  queryOptions({
    queryKey: [...customerKeys.detail(id), 'last-prices', skuId],
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/customers/{id}/last-prices', { params: { path: { id }, query: { skuId: [skuId] } }, signal }))).items,
  })

export const activateCustomers = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/customers/actions/activate', { body: { ids }, ...write }))
export const deactivateCustomers = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/customers/actions/deactivate', { body: { ids }, ...write }))
export const deleteCustomers = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/customers/actions/delete', { body: { ids }, ...write }))
export const setCustomersLevel = (ids: string[], levelId: string, write: WriteOptions) => data(api.POST('/api/v1/customers/actions/set-level', { body: { ids, levelId }, ...write }))
