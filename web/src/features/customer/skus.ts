import { api, data, type Schema } from '@/api/client'
import type { EntitySource } from '@/components/EntitySelect'

export type Sku = Schema<'CatalogSKURow'>

/** All SKUs, also those no longer sold: what was paid for them is still worth knowing. */
export const skuSource: EntitySource<Sku> = {
  name: 'sku:all',
  search: async (q, signal) => (await data(api.GET('/api/v1/skus', { params: { query: { q: q || undefined, page: 1, pageSize: 20 } }, signal }))).items,
  label: (s) => (s.spec ? `${s.productName} ${s.spec}` : s.productName),
  hint: (s) => s.code,
}
