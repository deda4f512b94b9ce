import { queryOptions } from '@tanstack/react-query'
import { api, data } from '@/api/client'

/** Every permission there is, with its names and its group. */
export const permissionsQuery = queryOptions({
  queryKey: ['permission'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/permissions', { signal })),
  staleTime: Infinity,
})
