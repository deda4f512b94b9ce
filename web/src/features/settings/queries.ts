import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'

export type Settings = Schema<'Settings'>

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/settings', { signal })),
})
