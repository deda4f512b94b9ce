import { queryOptions } from '@tanstack/react-query'
import { api, data } from '@/api/client'

/** Whether this installation still waits for its first person. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/setup', { signal })),
  staleTime: 60_000,
})
