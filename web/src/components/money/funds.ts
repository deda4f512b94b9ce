import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'

export type Fund = Schema<'FinanceFundBody'>

export const fundKeys = keysOf('fund-account')

/** All accounts, those no longer in use as well; there are never many. */
export const fundsQuery = queryOptions({
  queryKey: fundKeys.list({ all: true }),
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/fund-accounts', { params: { query: { page: 1, pageSize: 200 } }, signal }))).items,
  staleTime: 60_000,
})

/** The accounts money can go to, or come from. */
export const activeFundsQuery = queryOptions({ ...fundsQuery, select: (funds: Fund[]) => funds.filter((f) => f.active) })

export const todayQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/settings', { signal })),
  staleTime: 60_000,
  select: (s) => s.today,
})
