import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'

export type Token = Schema<'Token'>

export const tokenKeys = keysOf('token')
export const tokenList = listQuery('/api/v1/tokens', tokenKeys)

export const permissionsQuery = queryOptions({
  queryKey: ['permission'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/permissions', { signal })),
  staleTime: Infinity,
})
