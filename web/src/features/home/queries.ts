import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'

export type Home = Schema<'ReportHome'>
export type SalesDay = Schema<'ReportSalesDay'>

export const homeKey = ['home'] as const

export const homeQuery = queryOptions({
  queryKey: homeKey,
  queryFn: ({ signal }) => data(api.GET('/api/v1/home', { signal })),
  staleTime: 30_000,
})
