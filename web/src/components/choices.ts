import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import type { EntitySource } from './EntitySelect'

export type Supplier = Schema<'PartySupplierBody'>

const suppliers = (active: 'true' | undefined): Omit<EntitySource<Supplier>, 'name'> => ({
  search: async (q, signal) => (await data(api.GET('/api/v1/suppliers', { params: { query: { q: q || undefined, active, page: 1, pageSize: 20 } }, signal }))).items,
  get: (id, signal) => data(api.GET('/api/v1/suppliers/{id}', { params: { path: { id } }, signal })),
  label: (s) => s.name,
  hint: (s) => [s.code, s.loginId, s.phone].filter(Boolean).join(' · '),
})

/** The suppliers that are bought from, for what is new. */
export const supplierSource: EntitySource<Supplier> = { name: 'supplier', ...suppliers('true') }

/** All suppliers, for what there is already: it may be of one that is no longer bought from. Another name, since it offers more. */
export const anySupplierSource: EntitySource<Supplier> = { name: 'supplier-any', ...suppliers(undefined) }

// Short lists, read whole.
const whole = { page: 1, pageSize: 200 }

/** The warehouses in use within the person's reach. */
export const warehousesQuery = queryOptions({
  queryKey: ['warehouse', 'choice', 'all'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/warehouses', { params: { query: { ...whole, active: 'true' } }, signal }))).items,
  staleTime: 60_000,
})

export const buyerKeys = keysOf('buyerAccount')

/** The buyer accounts within the person's reach; a write to one re-reads them. */
export const buyerAccountsQuery = queryOptions({
  queryKey: [...buyerKeys.all, 'choice', 'all'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/buyer-accounts', { params: { query: whole }, signal }))).items,
  staleTime: 60_000,
})
