import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { type ListParams, listQuery, type Page } from '@/api/list'
import { type LiveEvent, useLive } from '@/api/live'
import type { WriteOptions } from '@/api/useWrite'
import { batched } from '@/lib/batched'

/** A SKU with its sources, in the order in which they are tried. */
export type SourcedSku = Schema<'SourcingSkuBody'>
export type Source = Schema<'SourcingSourceBody'>
export type SourceState = Source['state']
export type SourceSave = Omit<Schema<'CreateSourceCreateInputBody'>, 'skuId'>
export type Looked = Schema<'SourcingLookedBody'>
export type Offer = Schema<'SourcingOfferBody'>
export type Spec = Schema<'SourcingSpecBody'>
export type Run = Schema<'SourcingRunBody'>
/** A row of a bulk match, with an id to tell rows apart by. */
export type Row = Schema<'SourcingRowBody'> & { id: string }
export type RowState = Row['state'] | 'open'

export const sourceStates: SourceState[] = ['active', 'unmatched', 'gone', 'spec_changed']

export const sourceKeys = keysOf('source')
export const runKeys = keysOf('match-run')

export const skuList = listQuery('/api/v1/sourced-skus', sourceKeys)

export const skuQuery = (id: string) =>
  queryOptions({
    queryKey: sourceKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/sourced-skus/{id}', { params: { path: { id } }, signal })),
  })

const sourcesOf = batched(async (ids: string[]) => {
  const page = await data(api.GET('/api/v1/sources', { params: { query: { skuId: ids, page: 1, pageSize: 200 } } }))
  return page.items.map((item) => ({ of: item.skuId, item }))
}, 40)

/** The sources of a SKU, in the order in which they are tried; for lines, all of which are asked about together. */
export const sourcesOfQuery = (skuId: string) =>
  queryOptions({ queryKey: sourceKeys.list({ of: skuId }), queryFn: async () => (await sourcesOf(skuId)).toSorted((a, b) => a.priority - b.priority), staleTime: 10_000 })

export const lookUp = (body: { accountId: string; link: string; skuId?: string }) => data(api.POST('/api/v1/offers/actions/look-up', { body }))

export const checkSources = (ids: string[], write: WriteOptions) => data(api.POST('/api/v1/sources/actions/check', { body: { ids }, ...write }))

export const runList = listQuery('/api/v1/match-runs', runKeys)

/** The rows of a bulk match; where in it a row stands tells it apart. */
export const rowList = (id: string, state: RowState | undefined) => (params: ListParams) =>
  queryOptions({
    queryKey: [...runKeys.detail(id), 'row', state, params],
    queryFn: async ({ signal }): Promise<Page<Row>> => {
      const page = await data(api.GET('/api/v1/match-runs/{id}/rows', { params: { path: { id }, query: { ...params, state } }, signal }))
      return { ...page, items: (page.items ?? []).map((r) => ({ ...r, id: String(r.number) })) }
    },
    placeholderData: keepPreviousData,
  })

/** One bulk match, live: events say when it got on, and asking covers for a stream that is down. */
export function useRun(id: string) {
  useRunEvents(id)
  return useQuery({
    queryKey: [...runKeys.detail(id), 'head'],
    queryFn: ({ signal }) => data(api.GET('/api/v1/match-runs/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (q) => (q.state.data?.state === 'running' ? 2000 : q.state.data?.state === 'paused' ? 10_000 : false),
  })
}

/** Re-reads a bulk match, or the list of them, when the server says that something happened to it. */
export function useRunEvents(id?: string): void {
  const client = useQueryClient()
  useLive('match_run', (e: LiveEvent) => {
    if (id === undefined || 'resync' in e || e.id === id) void client.invalidateQueries({ queryKey: id === undefined ? runKeys.all : runKeys.detail(id) })
  })
}
