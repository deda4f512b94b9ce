import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery, seen } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'
import { compare, divide, multiply, places, round, subtract } from '@/lib/decimal'
import { uuid } from '@/lib/uuid'
import type { Purchase } from './queries'
import type { Sku } from './sources'

export type Receipt = Schema<'PurchaseReceiptBody'>
export type ReceiptRow = Schema<'PurchaseReceiptRowBody'>
export type ReceiptLine = Schema<'PurchaseReceiptLineBody'>
export type SaveReceipt = Schema<'PurchaseReceiptSaveBody'>
export type ReceiptKind = ReceiptRow['kind']
export type RejectReason = NonNullable<ReceiptLine['rejectReason']>
export type ReceiptVerb = 'void' | 'approve' | 'withdraw' | 'reverse'

export const receiptStates = ['draft', 'submitted', 'posted', 'void'] as const
export const rejectReasons: RejectReason[] = ['damaged', 'wrong', 'quality', 'other']

export const receiptKeys = keysOf('purchase-receipt')

export const receiptList = listQuery('/api/v1/purchase-receipts', receiptKeys)

export const receiptQuery = (id: string) =>
  queryOptions({
    queryKey: receiptKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/purchase-receipts/{id}', { params: { path: { id } }, signal })),
  })

/** What came of an order, or went back of a receipt. */
export const receiptsOfQuery = (of: { orderId?: string; sourceId?: string }) =>
  queryOptions({
    queryKey: [...receiptKeys.lists, 'of', of],
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/purchase-receipts', { params: { query: { ...of, page: 1, pageSize: 100 } }, signal }))).items,
  })

/** The orders that a scanned number may mean, of those whose goods are awaited. */
export async function findOrders(q: string): Promise<Purchase[]> {
  const found = await Promise.all(
    (['open', 'partial'] as const).map(async (stage) => (await data(api.GET('/api/v1/purchase-orders', { params: { query: { q, stage, page: 1, pageSize: 10 } } }))).items),
  )
  return Promise.all(found.flat().map((r) => data(api.GET('/api/v1/purchase-orders/{id}', { params: { path: { id: r.id } } }))))
}

export const saveReceipt = (doc: Pick<Receipt, 'id' | 'version'> | undefined, body: SaveReceipt, write: WriteOptions): Promise<Receipt> =>
  doc ? data(api.PUT('/api/v1/purchase-receipts/{id}', { params: { path: { id: doc.id } }, body: { ...body, version: doc.version }, ...write })) : data(api.POST('/api/v1/purchase-receipts', { body, ...write }))

export const actOnReceipt = (verb: ReceiptVerb, id: string, version: number, write: WriteOptions): Promise<Receipt> =>
  data(api.POST(`/api/v1/purchase-receipts/{id}/${verb}`, { params: { path: { id } }, body: { version }, ...write }))

export const rejectReceipt = (id: string, body: { version: number; reason: string }, write: WriteOptions): Promise<Receipt> =>
  data(api.POST('/api/v1/purchase-receipts/{id}/reject', { params: { path: { id } }, body, ...write }))

/** What is left of advances paid to the supplier, the oldest payments first. */
export const advancesQuery = (supplierId: string | undefined) =>
  queryOptions({
    queryKey: ['payment', 'list', 'advances', supplierId],
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/payments', { params: { query: { supplierId, kind: 'payment', unallocated: true, sort: 'date', page: 1, pageSize: 100 } }, signal }))).items,
    enabled: supplierId !== undefined,
  })

export const actOnReceipts = (verb: ReceiptVerb, ids: string[], rows: ReceiptRow[], write: WriteOptions) => data(api.POST(`/api/v1/purchase-receipts/actions/${verb}`, { body: { documents: seen(ids, rows) }, ...write }))

/** One line as it is being entered. */
export interface ReceiptDraftLine {
  key: string
  skuId?: string
  sku?: Pick<Sku, 'id' | 'code' | 'productName' | 'spec'> & { units: Sku['units'] }
  unitId?: string
  unitName?: string
  /** Still awaited, or still there to be returned, in base units. */
  left?: string
  quantity?: string
  rejected?: string
  rejectReason?: RejectReason
  /** On the slip and not in the parcel. */
  short?: string
  /** As typed; while undefined, that of the source or the one agreed last holds. */
  price?: string
  /** Of a line without a source, kept as it was entered. */
  given?: Pick<SaveReceipt['lines'][number], 'discount' | 'discountBps' | 'taxRateBps'>
  sourceLineId?: string
  note?: string
}

/** A receipt, or a return, as it is being entered. */
export interface ReceiptDraft {
  kind: ReceiptKind
  date?: string
  orderId?: string
  sourceId?: string
  supplierId?: string
  warehouseId?: string
  waybill?: string
  overReason?: string
  freight?: string
  otherFee?: string
  discount?: string
  discountBps?: number
  /** The order asks for inspection. */
  inspect?: boolean
  inspected?: boolean
  /** Clears the supplier's other advances too. */
  clearSupplier?: boolean
  /** Takes what 1688 charges instead of what the order says. */
  asCharged?: boolean
  note?: string
  lines: ReceiptDraftLine[]
}

export const newReceiptLine = (): ReceiptDraftLine => ({ key: uuid() })

/** All that is still awaited of an order, in the pieces of the base unit it is counted in. */
export function receiveAll(order: Purchase): ReceiptDraft {
  return {
    kind: 'receipt',
    orderId: order.id,
    supplierId: order.supplierId,
    warehouseId: order.warehouseId,
    waybill: order.trackingNumbers[0],
    inspect: order.inspect,
    asCharged: order.charged?.differs || undefined,
    lines: order.lines
      .filter((l) => compare(l.remaining, '0') > 0)
      .map((l) => ({
        key: l.id,
        skuId: l.skuId,
        sku: { id: l.skuId, code: l.skuCode, productName: l.productName, spec: l.spec ?? '', units: [] },
        // Nothing has come yet: as it was ordered. Later, what is left may not come out even in the unit of the order.
        unitId: compare(l.received, '0') === 0 ? l.unitId : l.baseUnitId,
        unitName: compare(l.received, '0') === 0 ? l.unitName : undefined,
        left: l.remaining,
        quantity: compare(l.received, '0') === 0 ? l.quantity : l.remaining,
        sourceLineId: l.id,
      })),
  }
}

/** A line counted in pieces of the base unit, as they are scanned, whatever unit it was ordered in. */
export function inPieces(line: ReceiptDraftLine, units: Sku['units']): ReceiptDraftLine {
  const [base] = units
  const unit = units.find((u) => u.unitId === line.unitId)
  if (!base || !unit || unit.unitId === base.unitId) return line
  const pieces = (v: string | undefined) => v && divide(multiply(v, String(unit.num)), String(unit.den))
  const price = line.price && round(divide(multiply(line.price, String(unit.den)), String(unit.num)), places.price)
  return { ...line, unitId: base.unitId, unitName: base.name, quantity: pieces(line.quantity), rejected: pieces(line.rejected), short: pieces(line.short), price }
}

/** What is still there of a receipt, to go back. */
export function returnAll(receipt: Receipt): ReceiptDraft {
  return {
    kind: 'return',
    sourceId: receipt.id,
    supplierId: receipt.supplierId,
    warehouseId: receipt.warehouseId,
    lines: receipt.lines
      .filter((l) => compare(l.baseQuantity, l.returned) > 0)
      .map((l) => ({
        key: l.id,
        skuId: l.skuId,
        sku: { id: l.skuId, code: l.skuCode, productName: l.productName, spec: l.spec ?? '', units: [] },
        unitId: l.unitId,
        unitName: l.unitName,
        quantity: undefined,
        left: subtract(l.baseQuantity, l.returned),
        sourceLineId: l.id,
      })),
  }
}

/** A draft, opened to go on with it. */
export function fromReceipt(r: Receipt): ReceiptDraft {
  const given = (v: string | undefined) => (v === undefined || compare(v, '0') === 0 ? undefined : v)
  // What was taken from the order is left empty, so that it is worked out again.
  const entered = (name: (typeof r.taken)[number], v: string | undefined) => (r.taken.includes(name) ? undefined : (r.orderId ?? r.sourceId) ? v : given(v))
  return {
    kind: r.kind,
    date: r.date,
    orderId: r.orderId,
    sourceId: r.sourceId,
    supplierId: r.supplierId,
    warehouseId: r.warehouseId,
    waybill: r.waybill,
    overReason: r.overReason,
    freight: entered('freight', r.freight),
    otherFee: entered('otherFee', r.otherFee),
    discount: r.discountBps ? undefined : entered('discount', r.discount),
    discountBps: r.discountBps || undefined,
    inspect: r.inspect,
    inspected: r.inspectedAt !== undefined,
    clearSupplier: r.clearSupplier,
    asCharged: r.asCharged,
    note: r.note,
    lines: r.lines.map((l) => ({
      key: l.id,
      skuId: l.skuId,
      sku: { id: l.skuId, code: l.skuCode, productName: l.productName, spec: l.spec ?? '', units: [{ unitId: l.unitId, name: l.unitName, num: 1, den: 1, decimals: 4 }] },
      unitId: l.unitId,
      unitName: l.unitName,
      quantity: l.quantity,
      rejected: given(l.rejected),
      rejectReason: l.rejectReason,
      short: given(l.short),
      given: l.sourceLineId ? undefined : { ...(l.discountBps ? { discountBps: l.discountBps } : { discount: given(l.discount) }), taxRateBps: l.taxRateBps },
      price: l.price,
      sourceLineId: l.sourceLineId,
      note: l.note,
    })),
  }
}

/** The body to send for the draft; its lines are those given. */
export function receiptBody(d: ReceiptDraft, lines: ReceiptDraftLine[], mode: SaveReceipt['mode']): SaveReceipt {
  return {
    mode,
    kind: d.kind,
    date: d.date,
    orderId: d.orderId,
    sourceId: d.sourceId,
    supplierId: d.supplierId,
    warehouseId: d.warehouseId,
    waybill: d.waybill,
    overReason: d.overReason,
    discount: d.discount,
    freight: d.freight,
    otherFee: d.otherFee,
    discountBps: d.discountBps,
    inspected: d.inspected,
    clearSupplier: d.clearSupplier,
    asCharged: d.asCharged,
    note: d.note,
    lines: lines.map((l) => ({
      skuId: l.skuId as string,
      unitId: l.unitId,
      quantity: l.quantity ?? '0',
      rejected: l.rejected,
      rejectReason: l.rejectReason,
      short: l.short,
      price: l.price,
      ...l.given,
      sourceLineId: l.sourceLineId,
      note: l.note,
    })),
  }
}
