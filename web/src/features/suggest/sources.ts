import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'
import type { EntitySource } from '@/components/EntitySelect'

export type Sku = Schema<'CatalogSKURow'>

export const skuSource: EntitySource<Sku> = {
  name: 'sku:suggest',
  search: async (q, signal) => (await data(api.GET('/api/v1/skus', { params: { query: { q: q || undefined, active: 'true', page: 1, pageSize: 20 } }, signal }))).items,
  label: skuLabel,
  hint: (s) => s.code,
}

/** Name and variant in one line. */
export function skuLabel(s: { productName?: string; spec?: string }): string {
  return [s.productName, s.spec].filter(Boolean).join(' ')
}

export const skuList = listQuery('/api/v1/skus', keysOf('sku'), { active: 'true' })

/** The categories as a tree select takes them. */
export const categoriesQuery = queryOptions({
  queryKey: ['category', 'all'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/categories', { signal }))).items,
  staleTime: 60_000,
})
