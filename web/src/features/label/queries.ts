import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import type { EntitySource } from '@/components/EntitySelect'
import { roundUp } from '@/lib/decimal'

export type Label = Schema<'CatalogLabel'>
export type Sku = Schema<'CatalogSKURow'>

const skuKeys = keysOf('sku')
const mostAsked = 200

/** Where labels come from: a document whose quantities they follow, or products and SKUs. */
export interface From {
  receipt?: string
  order?: string
  products?: string
  skus?: string
}

export interface Wanted {
  skuId: string
  count: string
}

async function parts<T>(ids: string[], ask: (ids: string[]) => Promise<T[]>): Promise<T[]> {
  const chunks = Array.from({ length: Math.ceil(ids.length / mostAsked) }, (_, i) => ids.slice(i * mostAsked, (i + 1) * mostAsked))
  return (await Promise.all(chunks.map(ask))).flat()
}

/** The labels of SKUs, by their ids. */
export const labelsQuery = (ids: string[]) =>
  queryOptions({
    queryKey: [...skuKeys.all, 'labels', ids],
    queryFn: async ({ signal }) => {
      const found = await parts(ids, async (skuId) => (await data(api.GET('/api/v1/skus/labels', { params: { query: { skuId } }, signal }))).items)
      return new Map(found.map((l) => [l.skuId, l]))
    },
    placeholderData: (old) => old,
    staleTime: 60_000,
  })

const one = (skuId: string): Wanted => ({ skuId, count: '1' })

/** One label for each whole unit of goods. */
const ofLines = (lines: { skuId: string; baseQuantity: string }[]): Wanted[] => lines.map((l) => ({ skuId: l.skuId, count: roundUp(l.baseQuantity) }))

/** What a page opened from elsewhere begins with. */
export const wantedQuery = (from: From) =>
  queryOptions({
    queryKey: [...skuKeys.all, 'labels', 'from', from],
    queryFn: async ({ signal }): Promise<Wanted[]> => {
      if (from.receipt) return ofLines((await data(api.GET('/api/v1/purchase-receipts/{id}', { params: { path: { id: from.receipt } }, signal }))).lines)
      if (from.order) return ofLines((await data(api.GET('/api/v1/purchase-orders/{id}', { params: { path: { id: from.order } }, signal }))).lines)
      if (from.products) {
        const found = await parts(from.products.split(','), async (productId) => (await data(api.GET('/api/v1/skus/labels', { params: { query: { productId } }, signal }))).items)
        return found.map((l) => one(l.skuId))
      }
      return from.skus ? from.skus.split(',').map(one) : []
    },
    gcTime: 0,
  })

export const skuSource: EntitySource<Sku> = {
  name: 'sku:label',
  search: async (q, signal) => (await data(api.GET('/api/v1/skus', { params: { query: { q: q || undefined, page: 1, pageSize: 20 } }, signal }))).items,
  label: (s) => (s.spec ? `${s.productName} ${s.spec}` : s.productName),
  hint: (s) => s.code,
}

/** The SKU a code or barcode stands for; a Problem when it is unknown. */
export const scanSku = (code: string): Promise<Sku> => data(api.GET('/api/v1/skus/scan', { params: { query: { code } } }))
