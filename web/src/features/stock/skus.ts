import { api, data, type Schema } from '@/api/client'
import type { EntitySource } from '@/components/EntitySelect'

export type Sku = Schema<'CatalogSKURow'>

/** What names a SKU to people. */
export interface NamedSku {
  id: string
  code: string
  productName: string
  spec?: string
}

/** Name and variant in one line. */
export function skuLabel(s: { productName: string; spec?: string }): string {
  return s.spec ? `${s.productName} ${s.spec}` : s.productName
}

async function search(q: string, signal: AbortSignal, active?: 'true') {
  return (await data(api.GET('/api/v1/skus', { params: { query: { q: q || undefined, page: 1, pageSize: 20, active } }, signal }))).items
}

/** The SKUs a document may name. */
export const skuSource: EntitySource<Sku> = { name: 'sku', search: (q, signal) => search(q, signal, 'true'), label: skuLabel, hint: (s) => s.code }

/** All SKUs, also those no longer sold; one by id is known to its balances. */
export const ledgerSource: EntitySource<NamedSku> = {
  name: 'sku:ledger',
  search: (q, signal) => search(q, signal),
  get: async (id, signal) => {
    const found = (await data(api.GET('/api/v1/stock/balances', { params: { query: { skuId: id, by: 'sku', pageSize: 1 } }, signal }))).items[0]
    return { id, code: found?.skuCode ?? '', productName: found?.productName ?? id, spec: found?.spec }
  },
  label: skuLabel,
  hint: (s) => s.code,
}

/** The SKU a scanned code stands for; a Problem when it is unknown. */
export function scanSku(code: string): Promise<Sku> {
  return data(api.GET('/api/v1/skus/scan', { params: { query: { code } } }))
}

/** The SKUs of pasted codes or barcodes, in the order given; undefined where a code is unknown. */
export async function skusByCode(codes: string[]): Promise<(Sku | undefined)[]> {
  const known = new Map<string, Promise<Sku | undefined>>()
  const look = (code: string) => {
    const asked = known.get(code) ?? scanSku(code).catch(() => undefined)
    known.set(code, asked)
    return asked
  }
  return Promise.all(codes.map((code) => (code === '' ? undefined : look(code))))
}
