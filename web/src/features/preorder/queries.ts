import { queryOptions } from '@tanstack/react-query'
import { api, data } from '@/api/client'

interface Shop {
  id: string
  name: string
}
type Get = (path: string, init: object) => Promise<{ data?: unknown }>

/** The 1688 shops, to filter by; there are never many. */
export const shopsQuery = queryOptions({
  queryKey: ['shop', 'choice', 'all'],
  queryFn: async ({ signal }) => ((await data((api.GET as unknown as Get)('/api/v1/shops', { params: { query: { page: 1, pageSize: 200 } }, signal }))) as { items: Shop[] }).items,
  staleTime: 60_000,
})
