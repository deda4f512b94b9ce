import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import type { Page } from '@/api/list'
import { anySupplierSource } from '@/components/choices'
import { EntitySelect } from '@/components/EntitySelect'
import { asked, type Choice, type Item, type Money, type MoneyDetail, type MoneyInput, type MoneySide, type PartyStatement } from '@/components/money/side'
import { round, subtract } from '@/lib/decimal'

export type PaymentSave = Schema<'FinancePaymentSave'>

const payableKeys = keysOf('payable')
const paymentKeys = keysOf('payment')
const mostOpen = 200

const item = (r: Schema<'FinancePayableBody'>): Item => ({ ...r, id: r.docId, partyId: r.supplierId, partyName: r.supplierName })
const money = (r: Schema<'FinancePaymentBody'>): Money => ({ ...r, partyId: r.supplierId, partyName: r.supplierName })
const body = ({ partyId, fundAccountId, date, note, amount, allocations }: MoneyInput): PaymentSave => ({ supplierId: partyId, fundAccountId: fundAccountId ?? '', date, note, amount, allocations })

/** What we owe suppliers. */
export const payables: MoneySide = {
  name: 'payable',
  titles: { items: 'menu:payable.payables', money: 'menu:payable.payments' },
  partyKey: 'supplierId',
  PartySelect: (props) => <EntitySelect source={anySupplierSource} {...props} />,
  at: { items: '/payables', money: '/payments', statement: '/supplier-statements' },
  pays: true,
  kinds: { money: 'payment', refund: 'supplier_refund', settlement: 'payable_settlement' },
  may: { opening: 'payable.opening', enter: 'payment.create', refund: 'supplier_refund.create', reverse: 'payment.reverse' },
  fixed: [],
  exports: { items: '/api/v1/payables/export', money: '/api/v1/payments/export' },
  history: '/api/v1/payments/{id}/history',

  items: (params) =>
    queryOptions({
      queryKey: payableKeys.list(params),
      queryFn: async ({ signal }): Promise<Page<Item>> => {
        const page = await data(api.GET('/api/v1/payables', { params: { query: asked(params) }, signal }))
        return { ...page, items: page.items.map(item) }
      },
      placeholderData: keepPreviousData,
    }),
  money: (params) =>
    queryOptions({
      queryKey: paymentKeys.list(params),
      queryFn: async ({ signal }): Promise<Page<Money>> => {
        const page = await data(api.GET('/api/v1/payments', { params: { query: params }, signal }))
        return { ...page, items: page.items.map(money) }
      },
      placeholderData: keepPreviousData,
    }),
  openItems: (supplierId) =>
    queryOptions({
      queryKey: payableKeys.list({ openOf: supplierId }),
      queryFn: async ({ signal }): Promise<Choice[]> =>
        (await data(api.GET('/api/v1/payables', { params: { query: { supplierId, open: true, sort: 'date', page: 1, pageSize: mostOpen } }, signal }))).items,
      enabled: supplierId !== undefined,
    }),
  advances: (supplierId) =>
    queryOptions({
      queryKey: paymentKeys.list({ advancesOf: supplierId }),
      queryFn: async ({ signal }): Promise<Choice[]> => {
        const page = await data(api.GET('/api/v1/payments', { params: { query: { supplierId, kind: 'payment', unallocated: true, sort: 'date', page: 1, pageSize: mostOpen } }, signal }))
        return page.items.map((r) => ({ docId: r.id, docKind: 'advance_paid', docNo: r.no, date: r.date, open: round(subtract('0', r.advance), 2) }))
      },
      enabled: supplierId !== undefined,
    }),
  statement: (id, from, to) =>
    queryOptions({
      queryKey: payableKeys.list({ statementOf: id, from, to }),
      queryFn: async ({ signal }): Promise<PartyStatement> => {
        const s = await data(api.GET('/api/v1/suppliers/{id}/statement', { params: { path: { id }, query: { from, to } }, signal }))
        return { ...s, partyName: s.supplierName, open: s.payable }
      },
      placeholderData: keepPreviousData,
    }),
  one: (id) =>
    queryOptions({
      queryKey: paymentKeys.detail(id),
      queryFn: async ({ signal }): Promise<MoneyDetail> => {
        const r = await data(api.GET('/api/v1/payments/{id}', { params: { path: { id } }, signal }))
        return { ...r, ...money(r) }
      },
    }),

  open: (supplierId, amount, note, write) => data(api.POST('/api/v1/payables/opening', { body: { supplierId, amount, note }, ...write })),
  enter: (input, write) => data(api.POST('/api/v1/payments', { body: body(input), ...write })),
  refund: (input, write) =>
    data(api.POST('/api/v1/supplier-refunds', { body: { ...body(input), advances: input.advances.map((a) => ({ paymentId: a.docId, amount: a.amount })) }, ...write })),
  settle: ({ partyId, date, note, allocations }, write) => data(api.POST('/api/v1/payable-settlements', { body: { supplierId: partyId, date, note, allocations }, ...write })),
  allocate: (id, allocations, write) => data(api.POST('/api/v1/payments/{id}/actions/allocate', { params: { path: { id } }, body: { allocations }, ...write })),
  reverse: (id, write) => data(api.POST('/api/v1/payments/{id}/actions/reverse', { params: { path: { id } }, body: {}, ...write })),
  reverseMany: (ids, _rows, write) => data(api.POST('/api/v1/payments/actions/reverse', { body: { ids }, ...write })),
}
