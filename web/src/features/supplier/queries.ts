import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'

export type Supplier = Schema<'PartySupplierBody'>
export type SupplierSave = Schema<'PartySupplierSave'>
export type Terms = Supplier['terms']
export type TermsValues = Pick<SupplierSave, 'prepaidShare' | 'creditDays'> & { terms: Terms }

/** When suppliers are paid, in the order they are chosen from. */
export const allTerms: Terms[] = ['prepaid', 'share', 'receipt', 'credit']

export const supplierKeys = keysOf('supplier')

export const supplierList = listQuery('/api/v1/suppliers', supplierKeys)

export const supplierQuery = (id: string) =>
  queryOptions({
    queryKey: supplierKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/suppliers/{id}', { params: { path: { id } }, signal })),
  })

export const owingQuery = (id: string) =>
  queryOptions({
    queryKey: [...supplierKeys.detail(id), 'owing'],
    queryFn: ({ signal }) => data(api.GET('/api/v1/suppliers/{id}/statement', { params: { path: { id } }, signal })),
  })

export const activateSuppliers = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/suppliers/actions/activate', { body: { ids }, ...write }))
export const deactivateSuppliers = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/suppliers/actions/deactivate', { body: { ids }, ...write }))
export const deleteSuppliers = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/suppliers/actions/delete', { body: { ids }, ...write }))
export const setSuppliersTerms = (ids: string[], terms: TermsValues, write: WriteOptions) => data(api.POST('/api/v1/suppliers/actions/set-terms', { body: { ids, ...terms }, ...write }))
