import { api, data, type Schema } from '@/api/client'
import type { EntitySource } from '@/components/EntitySelect'

/** The customers to choose from, those no longer sold to as well: they may still owe. */
export const customerSource: EntitySource<Schema<'PartyCustomerBody'>> = {
  // Not the name of the choice on new documents, which offers fewer.
  name: 'customer-any',
  search: async (q, signal) => (await data(api.GET('/api/v1/customers', { params: { query: { q: q || undefined, page: 1, pageSize: 20 } }, signal }))).items,
  get: (id, signal) => data(api.GET('/api/v1/customers/{id}', { params: { path: { id } }, signal })),
  label: (c) => c.name,
  hint: (c) => [c.code, c.phone].filter(Boolean).join(' · '),
}
