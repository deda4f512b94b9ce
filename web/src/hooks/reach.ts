import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { useCan, useModule, useSession } from './session'

/** Which records of a kind somebody may work with: all of them or the listed ones. */
export type Scope = Schema<'Scope'>

// Short lists, read whole.
const whole = { page: 1, pageSize: 200 }

const warehousesQuery = queryOptions({
  queryKey: ['warehouse', 'choice', 'reach'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/warehouses', { params: { query: whole }, signal }))).items.map((w) => ({ id: w.id, name: w.name })),
  staleTime: 60_000,
})
// An account of 1688 may be a shop, a buyer account, or both.
const shopsQuery = (sells: boolean, buys: boolean) =>
  queryOptions({
    queryKey: ['shop', 'choice', 'reach', sells, buys],
    queryFn: async ({ signal }) => {
      const shops = sells ? (await data(api.GET('/api/v1/shops', { params: { query: whole }, signal }))).items : []
      const buyers = buys ? (await data(api.GET('/api/v1/buyer-accounts', { params: { query: whole }, signal }))).items : []
      return [...shops, ...buyers.filter((b) => !shops.some((s) => s.id === b.id))].map((s) => ({ id: s.id, name: s.name }))
    },
    staleTime: 60_000,
  })

/** What one person can give another to work with. */
export interface Reachable {
  /** The records within one's own reach; undefined while loading or where one may not look. */
  items: { id: string; name: string }[] | undefined
  /** Whether there is anything to look at: the permission, and for shops the module. */
  shown: boolean
  loading: boolean
  /** One's own reach: what somebody new gets unless something else is chosen. */
  own: Scope
  /** Whether one may give all of them: owners do, others only what they have. */
  mayAll: boolean
}

/** The warehouses and shops that the person at work may give to others. */
export function useReachable(): { warehouses: Reachable; shops: Reachable } {
  const can = useCan()
  const selling = useModule('sell1688')
  const buying = useModule('buy1688')
  const { set } = useSession()
  const seesWarehouses = can('stock.read')
  const sells = selling && can('shop.read')
  const buys = buying && can('buyer_account.read')
  const seesShops = sells || buys
  const warehouses = useQuery({ ...warehousesQuery, enabled: seesWarehouses })
  const shops = useQuery({ ...shopsQuery(sells, buys), enabled: seesShops })
  const of = (own: Scope | undefined, shown: boolean, q: { data?: Reachable['items']; isLoading: boolean }): Reachable => {
    const all = set?.owner === true || (own?.all ?? false)
    return { items: q.data, shown, loading: q.isLoading, own: all ? { all: true } : { all: false, ids: own?.ids ?? [] }, mayAll: all }
  }
  return { warehouses: of(set?.warehouses, seesWarehouses, warehouses), shops: of(set?.shops, seesShops, shops) }
}
