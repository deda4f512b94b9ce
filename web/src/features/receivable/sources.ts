import { api, data } from '@/api/client'
import type { EntitySource } from '@/components/EntitySelect'

type Get = (path: string, init: object) => Promise<{ data?: unknown }>
const get = <T>(path: string, init: object) => data((api.GET as unknown as Get)(path, init)) as Promise<T>

export interface Customer {
  id: string
  code: string
  name: string
  phone?: string
}

export const customerSource: EntitySource<Customer> = {
  name: 'customer',
  search: async (q, signal) => (await get<{ items: Customer[] }>('/api/v1/customers', { params: { query: { q: q || undefined, page: 1, pageSize: 20 } }, signal })).items,
  get: (id, signal) => get<Customer>('/api/v1/customers/{id}', { params: { path: { id } }, signal }),
  label: (c) => c.name,
  hint: (c) => [c.code, c.phone].filter(Boolean).join(' · '),
}
