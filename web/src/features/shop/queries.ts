import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { type ListParams, listQuery, type Page } from '@/api/list'
import { type LiveEvent, useLive } from '@/api/live'
import type { WriteOptions } from '@/api/useWrite'
import { buyerKeys } from '@/components/choices'

export type Shop = Schema<'ChannelShopBody'>
/** What an account of 1688 is used for, as the API's addresses say it. */
export type AccountKind = 'shops' | 'buyer-accounts'
export type ShopLog = Schema<'ChannelShopLogBody'>
export type Finding = Schema<'ChannelFindingBody'>
export type Market = Schema<'ChannelMarket'>
export type Download = Schema<'ChannelDownloadBody'>
/** What a person should know of one offer of a download, with an id to tell rows apart by. */
export type Issue = Schema<'ChannelIssueBody'> & { id: string }
export type IssueKind = Issue['kind']

export const shopKeys = keysOf('shop')
export const downloadKeys = keysOf('download')

export const shopList = listQuery('/api/v1/shops', shopKeys)

/** All shops of the set within the person's reach; there are never many. */
export const allShops = shopList({ page: 1, pageSize: 200 })

export const buyerList = listQuery('/api/v1/buyer-accounts', buyerKeys)
export const allBuyers = buyerList({ page: 1, pageSize: 200 })

/** What the installation needs before a shop can be authorised. */
export const platformQuery = queryOptions({
  queryKey: [...shopKeys.all, 'platform'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/shops/platform', { signal })),
  staleTime: 60_000,
})

/** What an examination of the installation, or of a shop, found: asked anew each time somebody looks. */
export const examinationQuery = (of?: { kind: AccountKind; id: string }) =>
  queryOptions({
    queryKey: [...shopKeys.all, 'examine', of],
    queryFn: async ({ signal }) => {
      if (!of) return (await data(api.GET('/api/v1/shops/platform/examination', { signal }))).items
      return (await data(api.GET(`/api/v1/${of.kind}/{id}/examination`, { params: { path: { id: of.id } }, signal }))).items
    },
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  })

/** The markets whose name, code or initials hold q; 其他 is always among them. */
export const marketsQuery = (q: string) =>
  queryOptions({
    queryKey: ['market', q],
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/markets', { params: { query: { q } }, signal }))).items,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  })

/** A list whose address holds the id of what it belongs to. */
function listBelow<Row>(key: readonly unknown[], read: (query: ListParams, signal: AbortSignal) => Promise<Page<Row>>) {
  return (params: ListParams) => queryOptions({ queryKey: [...key, params], queryFn: ({ signal }) => read(params, signal), placeholderData: keepPreviousData })
}

export const accountLog = (kind: AccountKind, id: string) =>
  listBelow<ShopLog>([...shopKeys.all, 'log', id], (query, signal) => data(api.GET(`/api/v1/${kind}/{id}/log`, { params: { path: { id }, query }, signal })))

type DownloadQuery = { page: number; pageSize: number; q?: string; state?: Download['state']; mode?: Download['mode'] }

export const downloadList = (shopId: string) =>
  listBelow<Download>([...downloadKeys.lists, shopId], (query, signal) => data(api.GET('/api/v1/shops/{id}/downloads', { params: { path: { id: shopId }, query: query as DownloadQuery }, signal })))

export const retryDownloads = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/downloads/actions/retry', { body: { ids }, ...write }))
export const cancelDownloads = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/downloads/actions/cancel', { body: { ids }, ...write }))

export const issueList = (id: string, kind: IssueKind | undefined) =>
  listBelow<Issue>([...downloadKeys.detail(id), 'issue', kind], async (query, signal) => {
    const page = await data(api.GET('/api/v1/downloads/{id}/issues', { params: { path: { id }, query: { ...query, kind } }, signal }))
    // An offer may have several lines; where in the list a line stands tells it apart.
    return { ...page, items: page.items.map((x, i) => ({ ...x, id: `${page.page}:${i}` })) }
  })

/** Where 1688 can pay out to: the accounts in use that are not escrow themselves. */
export const payoutsQuery = queryOptions({
  queryKey: ['fund-account', 'payout'],
  queryFn: async ({ signal }) =>
    (await data(api.GET('/api/v1/fund-accounts', { params: { query: { active: 'true', page: 1, pageSize: 200 } }, signal }))).items.filter((f) => f.kind !== 'escrow'),
  staleTime: 60_000,
})

const movingMs = 2000

/** Whether more will happen to a download by itself. */
export function isMoving(d: Download): boolean {
  return d.state === 'running'
}

/** One download, live: events say when it got on, and asking covers for a stream that is down. */
export function useDownload(id: string) {
  useShopEvents()
  const client = useQueryClient()
  useLive('task', (e: LiveEvent) => {
    const taskId = client.getQueryData<Download>(downloadKeys.detail(id))?.taskId
    if ('resync' in e || e.id === taskId) void client.invalidateQueries({ queryKey: downloadKeys.detail(id) })
  })
  return useQuery({
    queryKey: downloadKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/downloads/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (q) => (q.state.data && isMoving(q.state.data) ? movingMs : q.state.data?.state === 'paused' ? 5 * movingMs : false),
  })
}

/** Re-reads accounts and downloads whenever the server says that something happened to an account. */
export function useShopEvents(): void {
  const client = useQueryClient()
  useLive('shop', () => {
    for (const key of [shopKeys.all, buyerKeys.all, downloadKeys.all]) void client.invalidateQueries({ queryKey: key })
  })
}
