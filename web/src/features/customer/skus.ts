import { api, data } from '@/api/client'
import type { EntitySource } from '@/components/EntitySelect'

type Get = (path: string, init: object) => Promise<{ data?: unknown }>
const get = <T>(path: string, init: object) => data((api.GET as unknown as Get)(path, init)) as Promise<T>

/** A SKU as far as its last price goes. */
export interface Sku {
  id: string
  code: string
  productName: string
  spec?: string
  units: { unitId: string; name: string; decimals: number }[]
}

export const skuSource: EntitySource<Sku> = {
  name: 'sku',
  search: async (q, signal) => (await get<{ items: Sku[] }>('/api/v1/skus', { params: { query: { q: q || undefined, page: 1, pageSize: 20 } }, signal })).items,
  get: (id, signal) => get<Sku>('/api/v1/skus/{id}', { params: { path: { id } }, signal }),
  label: (s) => (s.spec ? `${s.productName} ${s.spec}` : s.productName),
  hint: (s) => s.code,
}
