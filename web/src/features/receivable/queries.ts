import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { type ListParams, listQuery, type Page } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'
import { round, subtract } from '@/lib/decimal'

/** One document a customer owes for; lists want the id they call a row by. */
export type Receivable = Schema<'FinanceReceivableBody'> & { id: string }
export type Receipt = Schema<'FinanceReceiptBody'>
export type ReceiptDetail = Schema<'FinanceReceiptDetailBody'>
export type ReceiptSave = Schema<'FinanceReceiptSave'>
export type Fund = Schema<'FinanceFundBody'>
export type FundSave = Schema<'FinanceFundSave'>
export type Transfer = Schema<'FinanceTransferBody'>
export type TransferSave = Schema<'FinanceTransferSave'>
export type Statement = Schema<'FinanceStatementBody'>

export const receivableKeys = keysOf('receivable')
export const receiptKeys = keysOf('receipt')
export const fundKeys = keysOf('fund-account')
export const transferKeys = keysOf('fund-transfer')

/** What a transfer changes besides the transfers. */
export const transferredKeys: (readonly unknown[])[] = [fundKeys.all, ['entry']]

/** The receivables by document; `state` is open (when left out), overdue or all. */
export function receivableList({ state, ...rest }: ListParams) {
  const query = { ...rest, ...(state === 'overdue' ? { overdue: true } : state === 'all' ? {} : { open: true }) }
  return queryOptions({
    queryKey: receivableKeys.list(query),
    queryFn: async ({ signal }): Promise<Page<Receivable>> => {
      const page = await data(api.GET('/api/v1/receivables', { params: { query }, signal }))
      return { ...page, items: page.items.map((r) => ({ ...r, id: r.docId })) }
    },
    placeholderData: keepPreviousData,
  })
}

const mostOpen = 200

/** What a customer has not paid, oldest first. */
export const openItemsQuery = (customerId: string | undefined) =>
  queryOptions({
    queryKey: receivableKeys.list({ openOf: customerId }),
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/receivables', { params: { query: { customerId, open: true, sort: 'date', page: 1, pageSize: mostOpen } }, signal }))).items,
    enabled: customerId !== undefined,
  })

/** The receipts of a customer with an advance left, oldest first, as what can be given back of them. */
export const advancesQuery = (customerId: string | undefined) =>
  queryOptions({
    queryKey: receiptKeys.list({ advancesOf: customerId }),
    queryFn: async ({ signal }) => {
      const page = await data(api.GET('/api/v1/receipts', { params: { query: { customerId, kind: 'receipt', unallocated: true, sort: 'date', page: 1, pageSize: mostOpen } }, signal }))
      return page.items.map((r) => ({ docId: r.id, docKind: 'advance', docNo: r.no, date: r.date, open: round(subtract('0', r.advance), 2) }))
    },
    enabled: customerId !== undefined,
  })

export const statementQuery = (id: string, from: string | undefined, to: string | undefined) =>
  queryOptions({
    queryKey: receivableKeys.list({ statementOf: id, from, to }),
    queryFn: ({ signal }) => data(api.GET('/api/v1/customers/{id}/statement', { params: { path: { id }, query: { from, to } }, signal })),
    placeholderData: keepPreviousData,
  })

export const receiptList = listQuery('/api/v1/receipts', receiptKeys)
export const receiptQuery = (id: string) =>
  queryOptions({ queryKey: receiptKeys.detail(id), queryFn: ({ signal }) => data(api.GET('/api/v1/receipts/{id}', { params: { path: { id } }, signal })) })

export const activateFunds = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/fund-accounts/actions/activate', { body: { ids }, ...write }))
export const deactivateFunds = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/fund-accounts/actions/deactivate', { body: { ids }, ...write }))
export const reverseReceipts = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/receipts/actions/reverse', { body: { ids }, ...write }))

export const reverseTransfers = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/fund-transfers/actions/reverse', { body: { ids }, ...write }))

export const transferList = listQuery('/api/v1/fund-transfers', transferKeys)
export const transferQuery = (id: string) =>
  queryOptions({ queryKey: transferKeys.detail(id), queryFn: ({ signal }) => data(api.GET('/api/v1/fund-transfers/{id}', { params: { path: { id } }, signal })) })

export const fundList = listQuery('/api/v1/fund-accounts', fundKeys)

/** All accounts, those no longer in use as well; there are never many. */
export const fundsQuery = queryOptions({
  queryKey: fundKeys.list({ all: true }),
  queryFn: async ({ signal }) => (await data(api.GET('/api/v1/fund-accounts', { params: { query: { page: 1, pageSize: 200 } }, signal }))).items,
  staleTime: 60_000,
})

/** The accounts money can go to. */
export const activeFundsQuery = queryOptions({ ...fundsQuery, select: (funds: Fund[]) => funds.filter((f) => f.active) })

export const todayQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/settings', { signal })),
  staleTime: 60_000,
  select: (s) => s.today,
})

/** Where a document of the ledger is shown; nothing for what has no page. */
export function placeOf(docKind: string, docId: string): string | undefined {
  if (docKind === 'receipt' || docKind === 'refund' || docKind === 'settlement' || docKind === 'advance') return `/receipts/${docId}`
  return docKind.startsWith('sale') ? `/sales/${docId}` : undefined
}
