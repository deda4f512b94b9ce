import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'

export type NumberRule = Schema<'NumberRule'>
export type ApprovalPolicy = Schema<'ApprovalPolicyBody'>
export type Letterhead = Schema<'Letterhead'>

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/settings', { signal })),
})

/** How documents of each type are numbered. */
export const numberingQuery = queryOptions({
  queryKey: ['settings', 'numbering'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/settings/numbering', { signal })),
})

/** How many approvals documents of each type need. */
export const approvalsQuery = queryOptions({
  queryKey: ['settings', 'approvals'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/settings/approvals', { signal })),
})

/** How the account set stands on paper. */
export const letterheadQuery = queryOptions({
  queryKey: ['settings', 'letterhead'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/settings/letterhead', { signal })),
})

/** The trades, for the name of the set's own. */
export const industriesQuery = queryOptions({
  queryKey: ['industry'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/industries', { signal })),
  staleTime: Infinity,
})
