import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf, tradeKeys } from '@/api/keys'
import { listQuery } from '@/api/list'
import { useLive } from '@/api/live'
import { useWrite } from '@/api/useWrite'

/** A 1688 pre-order as listed. */
export type Preorder = Schema<'PreorderBody'>
/** A pre-order with its upload log. */
export type PreorderDetail = Schema<'PreorderDetailBody'>

export const preorderKeys = keysOf('preorder')
export const preorderList = listQuery('/api/v1/preorders', preorderKeys)

/** One pre-order with its attempts. */
export const preorderQuery = (id: string) =>
  queryOptions({
    queryKey: preorderKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/preorders/{id}', { params: { path: { id } }, signal })),
  })

/** Whether something will still happen by itself: it is on its way to 1688, or the customer may pay. */
export function isMoving(p: Preorder): boolean {
  return p.upload === 'waiting' || p.upload === 'checking' || (p.upload === 'uploaded' && (p.pay === 'unpaid' || p.pay === 'ordered'))
}

const awaitedMs = 1500
const movingMs = 10_000

/** Re-reads pre-orders whenever the server says that one changed. */
export function usePreorderEvents(): void {
  const client = useQueryClient()
  useLive('preorder', () => void client.invalidateQueries({ queryKey: preorderKeys.all }))
}

/**
 * The pre-order of a sale, live. It is made by a job after the sale was saved, so for a moment there is none: while `expected`, it is asked for until it
 * is there. The event stream brings the changes; asking again now and then covers for a stream that is down.
 */
export function useSalePreorder(saleId: string, { enabled, expected }: { enabled: boolean; expected: boolean }) {
  usePreorderEvents()
  return useQuery({
    queryKey: preorderKeys.list({ saleId }),
    enabled,
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/preorders', { params: { query: { saleId, page: 1, pageSize: 1 } }, signal }))).items[0] ?? null,
    refetchInterval: (q) => {
      const p = q.state.data
      if (!p) return expected ? awaitedMs : false
      if (p.upload === 'waiting' || p.upload === 'checking') return awaitedMs * 2
      return isMoving(p) ? movingMs : false
    },
  })
}

/** One pre-order by id, live. */
export function usePreorder(id: string) {
  usePreorderEvents()
  return useQuery({ ...preorderQuery(id), refetchInterval: (q) => (q.state.data && isMoving(q.state.data) ? movingMs : false) })
}

/** Has a refused or expired pre-order made again. */
export function useUploadPreorder(success: string) {
  return useWrite({
    fn: (id: string, write) => data(api.POST('/api/v1/preorders/{id}/actions/upload', { params: { path: { id } }, ...write })),
    invalidate: tradeKeys,
    success,
  })
}

/** Asks 1688 now how far the payment is. */
export function useCheckPreorder(success: string) {
  return useWrite({
    fn: (id: string, write) => data(api.POST('/api/v1/preorders/{id}/actions/check', { params: { path: { id } }, ...write })),
    invalidate: tradeKeys,
    success,
  })
}
