import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'
import { useLive } from '@/api/live'
import type { StatusTone } from '@/components/StatusTag'

/** What 1688 holds or released of one payment. */
export type Escrow = Schema<'PreorderEscrowBody'>

export const escrowKeys = keysOf('escrow')
export const escrowList = listQuery('/api/v1/escrows', escrowKeys)

export const escrowQuery = (id: string) =>
  queryOptions({ queryKey: escrowKeys.detail(id), queryFn: ({ signal }) => data(api.GET('/api/v1/escrows/{id}', { params: { path: { id } }, signal })) })

/** The list's search and filters. */
export interface EscrowFilter {
  q?: string
  shopId?: string
  state?: Escrow['state'] | 'held'
  difference?: boolean
  from?: string
  to?: string
}

/** The sums over all that search and filters leave. */
export const escrowTotals = (filter: EscrowFilter) =>
  queryOptions({
    queryKey: escrowKeys.list({ totals: true, ...filter }),
    queryFn: ({ signal }) => data(api.GET('/api/v1/escrows/totals', { params: { query: filter }, signal })),
    placeholderData: keepPreviousData,
  })

/** Where 1688 can have paid out to. */
export const payoutsQuery = queryOptions({
  queryKey: ['fund-account', 'payout'],
  queryFn: async ({ signal }) =>
    (await data(api.GET('/api/v1/fund-accounts', { params: { query: { active: 'true', page: 1, pageSize: 200 } }, signal }))).items.filter((f) => f.kind !== 'escrow'),
  staleTime: 60_000,
})

/** The refunds to a customer out of the escrow account, newest first. */
export const refundsQuery = (customerId: string, fundAccountId: string) =>
  queryOptions({
    queryKey: ['receipt', 'refund-of', customerId, fundAccountId],
    queryFn: async ({ signal }) =>
      (await data(api.GET('/api/v1/receipts', { params: { query: { customerId, fundAccountId, kind: 'refund', page: 1, pageSize: 100 } }, signal }))).items.filter((r) => r.state === 'posted' && !r.sourceKind),
  })

/** Re-reads what is held whenever the server says that its pre-order changed. */
export function useEscrowEvents(): void {
  const client = useQueryClient()
  useLive('preorder', () => void client.invalidateQueries({ queryKey: escrowKeys.all }))
}

export const stateTone: Record<Escrow['state'], StatusTone> = { paid: 'attention', shipped: 'progress', confirmed: 'progress', released: 'good', refunded: 'neutral' }

/** Whether its day has passed while it is still held. Days compare as text. */
export function isOverdue(e: Escrow, today: string | undefined): boolean {
  return today !== undefined && e.expectedOn !== undefined && e.expectedOn < today && e.state !== 'released' && e.state !== 'refunded'
}

/** What a person may do: book a release, take it back, or name a refund. */
export function actionsOf(e: Escrow): { release: boolean; reverse: boolean; settle: boolean } {
  const over = e.state === 'released' || e.state === 'refunded'
  return {
    release: !over && (e.hold === 'reversed' || e.hold === 'account' || e.hold === 'closed' || e.hold === 'shop'),
    reverse: e.state === 'released',
    settle: !over && (e.hold === 'refunded' || e.hold === 'closed'),
  }
}
