import { api, data } from '@/api/client'
import type { EntitySource } from '@/components/EntitySelect'

type Get = (path: string, init: object) => Promise<{ data?: unknown }>
const get = <T>(path: string, init: object) => data((api.GET as unknown as Get)(path, init)) as Promise<T>

/** A SKU as a line of a stock document needs it. */
export interface Sku {
  id: string
  code: string
  productName: string
  spec?: string
  picture?: string
  units: { unitId: string; name: string; decimals: number }[]
}

/** Name and variant in one line. */
export function skuLabel(s: { productName: string; spec?: string }): string {
  return s.spec ? `${s.productName} ${s.spec}` : s.productName
}

export const skuSource: EntitySource<Sku> = {
  name: 'sku',
  search: async (q, signal) => (await get<{ items: Sku[] }>('/api/v1/skus', { params: { query: { q: q || undefined, page: 1, pageSize: 20, active: 'true' } }, signal })).items,
  get: (id, signal) => get<Sku>('/api/v1/skus/{id}', { params: { path: { id } }, signal }),
  label: skuLabel,
  hint: (s) => s.code,
}

/** The SKU a scanned code stands for; a Problem when it is unknown. */
export function scanSku(code: string): Promise<Sku> {
  return get<Sku>('/api/v1/skus/scan', { params: { query: { code } } })
}

/** The SKUs of pasted codes or barcodes in one call, in the order given; undefined where a code is unknown. */
export async function skusByCode(codes: string[]): Promise<(Sku | undefined)[]> {
  return Promise.all(codes.map((code) => (code === '' ? undefined : scanSku(code).catch(() => undefined))))
}
