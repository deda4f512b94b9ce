import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'

export type Order = Schema<'PurchaseDetailBody'>
export type Contract = Schema<'PurchaseContractBody'>
export type Party = Schema<'PurchaseContractParty'>
export type Letterhead = Schema<'Letterhead'>

const purchaseKeys = keysOf('purchase')

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: purchaseKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/purchase-orders/{id}', { params: { path: { id } }, signal })),
  })

/** The parties, where the goods go and the terms; read anew each time, since the settings may have changed. */
export const contractQuery = (id: string) =>
  queryOptions({
    queryKey: [...purchaseKeys.detail(id), 'contract'],
    queryFn: ({ signal }) => data(api.GET('/api/v1/purchase-orders/{id}/contract', { params: { path: { id } }, signal })),
    gcTime: 0,
  })

export const letterheadQuery = queryOptions({
  queryKey: ['settings', 'letterhead'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/settings/letterhead', { signal })),
})
