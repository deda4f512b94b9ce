import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'

export type Token = Schema<'Token'>

export const tokenKeys = keysOf('token')
export const tokenList = listQuery('/api/v1/tokens', tokenKeys)

/** The roles a service token can have; there are never many. */
export const rolesQuery = queryOptions({
  queryKey: ['role', 'choice', 'token'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/roles', { params: { query: { page: 1, pageSize: 200 } }, signal }))).items ?? [],
})
