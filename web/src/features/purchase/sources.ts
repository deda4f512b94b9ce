import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { supplierSource } from '@/components/choices'
import type { EntitySource } from '@/components/EntitySelect'

export type Sku = Schema<'CatalogSKURow'>
export type SkuUnit = Schema<'CatalogUnitFactor'>

/** The supplier chosen on an order, as the choice itself reads it. */
export const supplierQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: [supplierSource.name, 'chosen', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/suppliers/{id}', { params: { path: { id: id ?? '' } }, signal })),
    enabled: id !== undefined,
    staleTime: 60_000,
  })

export const skuSource: EntitySource<Sku> = {
  name: 'sku:purchase',
  search: async (q, signal) => (await data(api.GET('/api/v1/skus', { params: { query: { q: q || undefined, active: 'true', page: 1, pageSize: 20 } }, signal }))).items,
  label: skuLabel,
  hint: (s) => s.code,
}

/** Name and variant in one line. */
export function skuLabel(s: { productName: string; spec?: string }): string {
  return s.spec ? `${s.productName} ${s.spec}` : s.productName
}

/** The SKU a code or barcode stands for; a Problem when it is unknown. */
export const scanSku = (code: string): Promise<Sku> => data(api.GET('/api/v1/skus/scan', { params: { query: { code } } }))

/** The units a product is traded in, which all its SKUs share. */
export const unitsQuery = (productId: string) =>
  queryOptions({
    queryKey: ['sku', 'units', productId],
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/skus', { params: { query: { productId, page: 1, pageSize: 1 } }, signal }))).items[0]?.units ?? [],
    staleTime: 300_000,
  })

// Short lists, read whole.
const whole = { page: 1, pageSize: 200 }

export const peopleQuery = queryOptions({
  queryKey: ['user', 'choice', 'all'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/users', { params: { query: whole }, signal }))).items,
  staleTime: 60_000,
})

const mostAsked = 200

/** What was agreed last with the supplier for what is on the lines. */
export function lastPricesQuery(supplierId: string | undefined, lines: { skuId?: string }[]) {
  const skuId = [...new Set(lines.flatMap((l) => (l.skuId ? [l.skuId] : [])))].toSorted().slice(0, mostAsked)
  return queryOptions({
    queryKey: ['supplier', 'lastPrices', supplierId, skuId],
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/suppliers/{id}/last-prices', { params: { path: { id: supplierId ?? '' }, query: { skuId } }, signal }))).items,
    enabled: supplierId !== undefined && skuId.length > 0,
    placeholderData: (old) => old,
    staleTime: 60_000,
  })
}
