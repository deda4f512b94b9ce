import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import type { Page } from '@/api/list'
import { EntitySelect } from '@/components/EntitySelect'
import { asked, type Choice, type Item, type Money, type MoneyDetail, type MoneyInput, type MoneySide, type PartyStatement } from '@/components/money/side'
import { round, subtract } from '@/lib/decimal'
import { customerSource } from './sources'

export type ReceiptSave = Schema<'FinanceReceiptSave'>

const receivableKeys = keysOf('receivable')
const receiptKeys = keysOf('receipt')
const mostOpen = 200

const item = (r: Schema<'FinanceReceivableBody'>): Item => ({ ...r, id: r.docId, partyId: r.customerId, partyName: r.customerName })
const money = (r: Schema<'FinanceReceiptBody'>): Money => ({ ...r, partyId: r.customerId, partyName: r.customerName })
const body = ({ partyId, fundAccountId, date, note, amount, allocations }: MoneyInput): ReceiptSave => ({ customerId: partyId, fundAccountId: fundAccountId ?? '', date, note, amount, allocations })

/** What customers owe us. */
export const receivables: MoneySide = {
  name: 'receivable',
  titles: { items: 'menu:receivable.receivables', money: 'menu:receivable.receipts' },
  partyKey: 'customerId',
  PartySelect: (props) => <EntitySelect source={customerSource} {...props} />,
  at: { items: '/receivables', money: '/receipts', statement: '/statements' },
  pays: false,
  kinds: { money: 'receipt', refund: 'refund', settlement: 'settlement' },
  may: { opening: 'receivable.opening', enter: 'receipt.create', refund: 'refund.create', reverse: 'receipt.reverse' },
  fixed: ['preorder_attempt', 'escrow'],
  exports: { items: '/api/v1/receivables/export', money: '/api/v1/receipts/export' },
  history: '/api/v1/receipts/{id}/history',

  items: (params) =>
    queryOptions({
      queryKey: receivableKeys.list(params),
      queryFn: async ({ signal }): Promise<Page<Item>> => {
        const page = await data(api.GET('/api/v1/receivables', { params: { query: asked(params) }, signal }))
        return { ...page, items: page.items.map(item) }
      },
      placeholderData: keepPreviousData,
    }),
  money: (params) =>
    queryOptions({
      queryKey: receiptKeys.list(params),
      queryFn: async ({ signal }): Promise<Page<Money>> => {
        const page = await data(api.GET('/api/v1/receipts', { params: { query: params }, signal }))
        return { ...page, items: page.items.map(money) }
      },
      placeholderData: keepPreviousData,
    }),
  openItems: (customerId) =>
    queryOptions({
      queryKey: receivableKeys.list({ openOf: customerId }),
      queryFn: async ({ signal }): Promise<Choice[]> =>
        (await data(api.GET('/api/v1/receivables', { params: { query: { customerId, open: true, sort: 'date', page: 1, pageSize: mostOpen } }, signal }))).items,
      enabled: customerId !== undefined,
    }),
  advances: (customerId) =>
    queryOptions({
      queryKey: receiptKeys.list({ advancesOf: customerId }),
      queryFn: async ({ signal }): Promise<Choice[]> => {
        const page = await data(api.GET('/api/v1/receipts', { params: { query: { customerId, kind: 'receipt', unallocated: true, sort: 'date', page: 1, pageSize: mostOpen } }, signal }))
        return page.items.map((r) => ({ docId: r.id, docKind: 'advance', docNo: r.no, date: r.date, open: round(subtract('0', r.advance), 2) }))
      },
      enabled: customerId !== undefined,
    }),
  statement: (id, from, to) =>
    queryOptions({
      queryKey: receivableKeys.list({ statementOf: id, from, to }),
      queryFn: async ({ signal }): Promise<PartyStatement> => {
        const s = await data(api.GET('/api/v1/customers/{id}/statement', { params: { path: { id }, query: { from, to } }, signal }))
        return { ...s, partyName: s.customerName, open: s.receivable }
      },
      placeholderData: keepPreviousData,
    }),
  one: (id) =>
    queryOptions({
      queryKey: receiptKeys.detail(id),
      queryFn: async ({ signal }): Promise<MoneyDetail> => {
        const r = await data(api.GET('/api/v1/receipts/{id}', { params: { path: { id } }, signal }))
        return { ...r, ...money(r) }
      },
    }),

  open: (customerId, amount, note, write) => data(api.POST('/api/v1/receivables/opening', { body: { customerId, amount, note }, ...write })),
  enter: (input, write) => data(api.POST('/api/v1/receipts', { body: body(input), ...write })),
  refund: (input, write) =>
    data(api.POST('/api/v1/refunds', { body: { ...body(input), advances: input.advances.map((a) => ({ receiptId: a.docId, amount: a.amount })) }, ...write })),
  settle: ({ partyId, date, note, allocations }, write) => data(api.POST('/api/v1/settlements', { body: { customerId: partyId, date, note, allocations }, ...write })),
  allocate: (id, allocations, write) => data(api.POST('/api/v1/receipts/{id}/actions/allocate', { params: { path: { id } }, body: { allocations }, ...write })),
  reverse: (id, write) => data(api.POST('/api/v1/receipts/{id}/actions/reverse', { params: { path: { id } }, body: {}, ...write })),
  reverseMany: (ids, _rows, write) => data(api.POST('/api/v1/receipts/actions/reverse', { body: { ids }, ...write })),
}
