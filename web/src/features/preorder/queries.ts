import { queryOptions } from '@tanstack/react-query'
import { api, data } from '@/api/client'

/** The 1688 shops, to filter by; there are never many. */
export const shopsQuery = queryOptions({
  queryKey: ['shop', 'choice', 'all'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/shops', { params: { query: { page: 1, pageSize: 200 } }, signal }))).items,
  staleTime: 60_000,
})
