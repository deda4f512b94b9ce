import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'
import type { EntitySource } from '@/components/EntitySelect'
import type { ReceiptRow } from './receipts'

export type Cost = Schema<'PurchaseCostBody'>
export type CostRow = Schema<'PurchaseCostRowBody'>
export type CostLine = Schema<'PurchaseCostLineBody'>
export type SaveCost = Schema<'PurchaseCostSaveBody'>
export type CostKind = CostRow['kind']
export type Spread = CostRow['spread']

export const costKinds: CostKind[] = ['freight', 'customs', 'handling', 'other']
export const spreads: Spread[] = ['amount', 'quantity', 'weight']

export const costKeys = keysOf('purchase-cost')

export const costList = listQuery('/api/v1/purchase-costs', costKeys)

export const costQuery = (id: string) =>
  queryOptions({
    queryKey: costKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/purchase-costs/{id}', { params: { path: { id } }, signal })),
  })

/** What would be posted: the shares, and what of each the stock would take now. */
export const quoteQuery = (body: SaveCost | undefined) =>
  queryOptions({
    queryKey: [...costKeys.all, 'quote', body],
    queryFn: ({ signal }) => data(api.POST('/api/v1/purchase-costs/quote', { body: body as SaveCost, signal })),
    enabled: body !== undefined,
    retry: false,
    gcTime: 30_000,
  })

export const addCost = (body: SaveCost, write: WriteOptions): Promise<Cost> => data(api.POST('/api/v1/purchase-costs', { body, ...write }))

export const reverseCost = (doc: Pick<Cost, 'id' | 'version'>, write: WriteOptions): Promise<Cost> =>
  data(api.POST('/api/v1/purchase-costs/{id}/reverse', { params: { path: { id: doc.id } }, body: { version: doc.version }, ...write }))

/** Receipts of goods that came, to be chosen from. */
export const receiptSource: EntitySource<ReceiptRow> = {
  name: 'purchase-receipt',
  search: async (q, signal) => {
    const { items } = await data(api.GET('/api/v1/purchase-receipts', { params: { query: { q: q || undefined, kind: 'receipt', state: 'posted', page: 1, pageSize: 20 } }, signal }))
    return items.filter((r) => !r.reversesId && !r.reversedById)
  },
  label: (r) => r.no,
  hint: (r) => [r.supplierName, r.date, r.orderNo, r.waybill].filter(Boolean).join(' · '),
}
