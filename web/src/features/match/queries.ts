import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery, type Page } from '@/api/list'

/** One line of the match list: an online SKU, or an offer without SKUs. */
export type Line = Schema<'ChannelLineBody'>
export type Suggestion = Schema<'ChannelSuggestionBody'>
export type MatchResult = Schema<'MatchShopMatchResultOutputBody'>

export const lineKeys = keysOf('online-sku')
export const lineList = listQuery('/api/v1/online-skus', lineKeys)

export const lineQuery = (id: string) =>
  queryOptions({
    queryKey: lineKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/online-skus/{id}', { params: { path: { id } }, signal })),
  })

/** What the line may be, the most likely first. */
export const suggestionsQuery = (id: string) =>
  queryOptions({
    queryKey: [...lineKeys.detail(id), 'suggestion'],
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/online-skus/{id}/suggestions', { params: { path: { id } }, signal }))).items,
  })

/** The best suggestion for each of the lines, in chunks the server takes. */
export async function bestSuggestions(ids: string[]): Promise<Map<string, Suggestion>> {
  const best = new Map<string, Suggestion>()
  for (let at = 0; at < ids.length; at += 50) {
    const { results } = await data(api.POST('/api/v1/online-skus/actions/suggest', { body: { ids: ids.slice(at, at + 50) } }))
    for (const r of results) if (r.suggestion) best.set(r.id, r.suggestion)
  }
  return best
}

/** The shops within reach, to filter by and to match; there are never many. */
export const shopsQuery = queryOptions({
  queryKey: ['shop', 'choice', 'all'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/shops', { params: { query: { page: 1, pageSize: 200 } }, signal }))).items,
  staleTime: 60_000,
})

/** A SKU of our own to choose. */
export interface Candidate {
  skuId: string
  skuCode: string
  skuName?: string
  productName: string
  picture?: string
  suggestion?: Suggestion
}

/** Our SKUs by code, barcode or name. */
export const skuSearch = (q: string) =>
  queryOptions({
    queryKey: ['sku', 'choice', q],
    queryFn: async ({ signal }): Promise<Candidate[]> => {
      const { items } = await data(api.GET('/api/v1/skus', { params: { query: { q, page: 1, pageSize: 20, active: 'true' } }, signal }))
      return items.map((s) => ({ skuId: s.id, skuCode: s.code, skuName: s.spec, productName: s.productName, picture: s.picture }))
    },
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })

/** The rows of the list that is shown, to go through one by one. */
export function linesShown(client: QueryClient): Line[] {
  const lists = client.getQueriesData<Page<Line>>({ queryKey: lineKeys.lists, type: 'active' })
  return lists.flatMap(([, page]) => page?.items ?? [])
}
