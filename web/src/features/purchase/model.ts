import { compare, divide, isDecimal, multiply, places, round } from '@/lib/decimal'
import { fromBps, toBps } from '@/lib/figures'
import { uuid } from '@/lib/uuid'
import type { Purchase, PurchaseLine, SavePurchase, Terms } from './queries'
import type { Sku, SkuUnit } from './sources'

/** What a line shows of its SKU. A line that was read back knows its own unit only. */
export type LineSku = Pick<Sku, 'id' | 'productId' | 'code' | 'productName' | 'spec' | 'picture'> & { units: SkuUnit[] }

/** One line as it is being entered. */
export interface DraftLine {
  key: string
  skuId?: string
  sku?: LineSku
  unitId?: string
  quantity?: string
  /** As typed; while undefined, what was agreed last with the supplier holds. */
  price?: string
  /** Percent. */
  discountRate?: string
  discount?: string
  /** Percent. */
  taxRate?: string
  note?: string
}

/** A purchase order as it is being entered. */
export interface Draft {
  date?: string
  supplierId?: string
  warehouseId?: string
  delivery: 'direct' | 'transit'
  buyerAccountId?: string
  purchaserId?: string
  followerId?: string
  /** Undefined while the supplier's hold. */
  terms?: Terms
  prepaidShare?: string
  creditDays?: number
  payMethod?: SavePurchase['payMethod']
  inspect: boolean
  expectedOn?: string
  /** Undefined while the supplier's holds. */
  currency?: string
  /** Yuan for 100, as typed; undefined while that of the date holds. */
  exchangeRate?: string
  taxIncluded: boolean
  discountRate?: string
  discount?: string
  freight?: string
  otherFee?: string
  note?: string
  onlineOrders: string[]
  trackingNumbers: string[]
  lines: DraftLine[]
}

export const newLine = (): DraftLine => ({ key: uuid() })

export const emptyDraft = (): Draft => ({ delivery: 'direct', inspect: false, taxIncluded: true, onlineOrders: [], trackingNumbers: [], lines: [newLine()] })

/** Whether nothing has been entered on the line yet. */
export const isBlank = (l: DraftLine) => !l.skuId && !l.price && !l.note && !l.discount && !l.discountRate

/** What is shown of a draft in yuan: an amount in its currency at its rate. */
export const inYuan = (amount: string, rate: string) => round(divide(multiply(amount, rate), '100'), places.amount)

/** The price that holds for a line. */
export function priceOf(l: DraftLine, agreed: { skuId: string; unitId: string; price: string }[] | undefined): string | undefined {
  return l.price ?? agreed?.find((p) => p.skuId === l.skuId && p.unitId === l.unitId)?.price
}

/** The body to send for the draft; its lines, and the rate of a currency that has one, are those given. */
export function toBody(d: Draft, lines: DraftLine[], mode: SavePurchase['mode'], exchangeRate?: string): SavePurchase {
  const rate = (percent: string | undefined, amount: string | undefined) => {
    const discountBps = toBps(percent)
    return discountBps ? { discountBps } : { discount: amount }
  }
  return {
    mode,
    date: d.date,
    supplierId: d.supplierId as string,
    warehouseId: d.warehouseId,
    delivery: d.delivery,
    buyerAccountId: d.buyerAccountId,
    purchaserId: d.purchaserId,
    followerId: d.followerId,
    terms: d.terms,
    prepaidShare: d.terms === 'share' ? d.prepaidShare : undefined,
    creditDays: d.terms === 'credit' ? d.creditDays : undefined,
    payMethod: d.payMethod,
    inspect: d.inspect,
    expectedOn: d.expectedOn,
    currency: d.currency,
    exchangeRate,
    taxIncluded: d.taxIncluded,
    ...rate(d.discountRate, d.discount),
    freight: d.freight,
    otherFee: d.otherFee,
    note: d.note,
    onlineOrders: d.onlineOrders,
    trackingNumbers: d.trackingNumbers,
    lines: lines.map((l) => ({
      skuId: l.skuId as string,
      unitId: l.unitId,
      quantity: l.quantity ?? '0',
      price: l.price,
      ...rate(l.discountRate, l.discount),
      taxRateBps: toBps(l.taxRate),
      note: l.note,
    })),
  }
}

const given = (amount: string | undefined) => (amount === undefined || compare(amount, '0') === 0 ? undefined : amount)

/** A saved order, opened to be changed. */
export function fromPurchase(p: Purchase): Draft {
  return {
    date: p.date,
    supplierId: p.supplierId,
    warehouseId: p.warehouseId,
    delivery: p.delivery,
    buyerAccountId: p.buyerAccountId,
    purchaserId: p.purchaserId,
    followerId: p.followerId,
    terms: p.terms,
    prepaidShare: given(p.prepaidShare),
    creditDays: p.creditDays || undefined,
    payMethod: p.payMethod,
    inspect: p.inspect,
    expectedOn: p.expectedOn,
    currency: p.currency,
    exchangeRate: p.exchangeRate,
    taxIncluded: p.taxIncluded,
    discountRate: fromBps(p.discountBps),
    discount: p.discountBps ? undefined : given(p.discount),
    freight: given(p.freight),
    otherFee: given(p.otherFee),
    note: p.note,
    onlineOrders: p.onlineOrders,
    trackingNumbers: p.trackingNumbers,
    lines: p.lines.map(fromLine),
  }
}

function fromLine(l: PurchaseLine): DraftLine {
  return {
    key: l.id,
    skuId: l.skuId,
    sku: { id: l.skuId, productId: l.productId, code: l.skuCode, productName: l.productName, spec: l.spec ?? '', picture: l.picture, units: [{ unitId: l.unitId, name: l.unitName, num: 1, den: 1, decimals: 4 }] },
    unitId: l.unitId,
    quantity: l.quantity,
    price: l.price,
    discountRate: fromBps(l.discountBps),
    discount: l.discountBps ? undefined : given(l.discount),
    // Zero is an answer of its own here: without a rate the product's holds.
    taxRate: divide(String(l.taxRateBps), '100'),
    note: l.note,
  }
}

/** The line with a SKU just chosen on it: one of it, in its base unit, at the price agreed last. */
export function withSku(line: DraftLine, sku: Sku | undefined): DraftLine {
  return { ...line, skuId: sku?.id, sku, unitId: sku?.units[0]?.unitId, quantity: line.quantity ?? '1', price: undefined, taxRate: sku && divide(String(sku.taxRateBps), '100') }
}

/** Whether the line can be computed with as it stands. */
export const isNumber = (text: string | undefined) => text === undefined || isDecimal(text)
