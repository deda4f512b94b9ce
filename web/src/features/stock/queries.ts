import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { type ListParams, listQuery, type Page, seen } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'

export type Warehouse = Schema<'StockWarehouseBody'>
export type Move = Schema<'StockMoveBody'>
export type StockDocument = Schema<'StockDocumentBody'>
export type StockDocumentRow = Schema<'StockDocumentRowBody'>
export type StockDocumentSave = Schema<'CreateStockDocumentCreateDocumentInputBody'>
export type Kind = StockDocumentSave['kind']

/** A balance with an id to tell rows apart by, whatever there is one row per. */
export type Balance = Schema<'StockBalanceBody'> & { id: string }

export const warehouseKeys = keysOf('warehouse')
export const stockKeys = keysOf('stock')
export const documentKeys = keysOf('stock-document')

export const activateWarehouses = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/warehouses/actions/activate', { body: { ids }, ...write }))
export const deactivateWarehouses = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/warehouses/actions/deactivate', { body: { ids }, ...write }))

export const warehouseList = listQuery('/api/v1/warehouses', warehouseKeys)

/** All warehouses of the set, for choosing; there are never many. */
export const allWarehouses = warehouseList({ page: 1, pageSize: 200, sort: 'code' })

type BalanceQuery = { q?: string; by?: 'warehouse' | 'sku' | 'product'; warehouseId?: string; productId?: string; nonZero?: boolean; belowZero?: boolean }

/** The filters of the balance list as the server has them, out of those the page has. */
export function balanceFilter(params: Record<string, unknown>): BalanceQuery {
  const text = (name: string) => (typeof params[name] === 'string' && params[name] !== '' ? params[name] : undefined)
  const by = text('by')
  return {
    q: text('q'),
    by: by === 'sku' || by === 'product' ? by : 'warehouse',
    warehouseId: text('warehouseId'),
    productId: text('productId'),
    nonZero: params.balance === 'nonZero' || undefined,
    belowZero: params.balance === 'belowZero' || undefined,
  }
}

export function balanceList(fixed: Record<string, string> = {}) {
  return (params: ListParams) => {
    const query = { ...balanceFilter({ ...params, ...fixed }), page: params.page, pageSize: params.pageSize, sort: params.sort }
    return queryOptions({
      queryKey: stockKeys.list({ what: 'balance', ...query }),
      queryFn: async ({ signal }): Promise<Page<Balance>> => {
        const page = await data(api.GET('/api/v1/stock/balances', { params: { query }, signal }))
        return { ...page, items: page.items.map((b) => ({ ...b, id: `${b.warehouseId ?? ''}:${b.skuId ?? b.productId}` })) }
      },
      placeholderData: keepPreviousData,
    })
  }
}

export function balanceTotals(filter: BalanceQuery) {
  return queryOptions({
    queryKey: [...stockKeys.all, 'totals', filter],
    queryFn: ({ signal }) => data(api.GET('/api/v1/stock/balances/totals', { params: { query: filter }, signal })),
    placeholderData: keepPreviousData,
  })
}

export const moveList = (skuId: string) => listQuery('/api/v1/stock/moves', stockKeys, { skuId })

export const documentList = (kind?: Kind) => listQuery('/api/v1/stock-documents', documentKeys, { kind })

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: documentKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/stock-documents/{id}', { params: { path: { id } }, signal })),
  })

/** Posts or deletes several drafts, each as it was seen in the list. */
const actOnDocuments = (verb: 'post' | 'delete') => (ids: string[], rows: StockDocumentRow[], write: WriteOptions) =>
  data(api.POST(`/api/v1/stock-documents/actions/${verb}`, { body: { documents: seen(ids, rows) }, ...write }))
export const postDocuments = actOnDocuments('post')
export const deleteDocuments = actOnDocuments('delete')

/** What the settings of the set say about documents: whether stock documents are reviewed. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/settings', { signal })),
})

/** Where a document has its page, by the kind the ledger knows it as; undefined for kinds without one. */
export function documentPath(kind: string, id: string): string | undefined {
  if (kind === 'opening_stock') return `/opening-stock/${id}`
  if (kind === 'other_in' || kind === 'other_out') return `/stock-documents/${id}`
  if (kind === 'sale') return `/sales/${id}`
  if (kind === 'purchase_cost') return `/purchase-costs/${id}`
  if (kind === 'purchase_receipt' || kind === 'purchase_return') return `/purchase-receipts/${id}`
  if (kind === 'purchase_cost') return `/purchase-costs/${id}`
  return undefined
}
