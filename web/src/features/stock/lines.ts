import { subtract } from '@/lib/decimal'
import { uuid } from '@/lib/uuid'
import { type Costed, givenCost, savedCost } from './cost'
import type { Kind, StockDocument, StockDocumentSave } from './queries'
import type { NamedSku, Sku } from './skus'

/** A line of a stock document while it is being written. Quantities of issues are entered above zero too. */
export interface Line extends Costed {
  key: string
  warehouseId?: string
  skuId?: string
  sku?: NamedSku
  unit?: string
}

/** A document while it is being written. */
export interface Draft {
  date?: string
  reason?: string
  note?: string
  lines: Line[]
}

/** The reasons the server knows, by kind. */
export const reasons = {
  opening_stock: [],
  other_in: ['found', 'gift', 'correction', 'other'],
  other_out: ['lost', 'gift', 'own_use', 'correction', 'other'],
} as const satisfies Record<Kind, readonly string[]>

/** An empty line in the warehouse one is working on. */
export function newLine(warehouseId: string | undefined): Line {
  return { key: uuid(), warehouseId }
}

/** The line with what is known of the SKU. */
export function withSku(line: Line, id: string | undefined, sku: Sku | undefined): Line {
  return { ...line, skuId: id, sku, unit: sku?.units[0]?.name }
}

/** Whether nothing has been entered into the line. */
export function isBlank(line: Line): boolean {
  return !line.skuId && !line.quantity && !line.unitCost && !line.amount
}

/** A saved document as it can be changed again. */
export function draftOf(doc: StockDocument): Draft {
  return {
    date: doc.date,
    reason: doc.reason || undefined,
    note: doc.note,
    lines: doc.lines.map((l) => {
      // An issue is written above zero; the counter-document of either kind shows its own sign.
      const sign = (text: string) => (doc.kind === 'other_out' ? subtract('0', text) : text)
      const line = { ...l, quantity: sign(l.quantity), value: l.value && sign(l.value) }
      return {
        key: l.id,
        warehouseId: l.warehouseId,
        skuId: l.skuId,
        sku: { id: l.skuId, code: l.skuCode, productName: l.productName, spec: l.spec },
        unit: l.unit,
        ...(doc.kind === 'other_out' ? { quantity: line.quantity, unitCost: l.unitCost, amount: line.value } : savedCost(line)),
      }
    }),
  }
}

/** What is sent for saving. Lines nothing was entered into are left out, so a problem of `lines[2]` counts without them: see {@link sentLines}. */
export function bodyOf(kind: Kind, draft: Draft): StockDocumentSave {
  return {
    kind,
    date: draft.date || undefined,
    reason: draft.reason,
    note: draft.note || undefined,
    lines: sentLines(draft.lines).map((l) => ({
      warehouseId: l.warehouseId as string,
      skuId: l.skuId as string,
      ...(kind === 'other_out' ? { quantity: l.quantity } : givenCost(l)),
    })),
  }
}

/** The lines that are sent, in the order the server counts them. */
export function sentLines(lines: Line[]): Line[] {
  return lines.filter((l) => !isBlank(l))
}

/** Puts one more piece of a scanned SKU on its line, or on a new one. */
export function addScanned(lines: Line[], sku: Sku, warehouseId: string | undefined, enter: (line: Line, quantity: string) => Line, plusOne: (quantity: string | undefined) => string): Line[] {
  // A line without a warehouse is shown in this one.
  const at = lines.findIndex((l) => l.skuId === sku.id && (l.warehouseId ?? warehouseId) === warehouseId)
  if (at >= 0) return lines.map((l, i) => (i === at ? enter(l, plusOne(l.quantity)) : l))
  const line = enter(withSku(newLine(warehouseId), sku.id, sku), '1')
  const blank = lines.findIndex(isBlank)
  return blank >= 0 ? lines.map((l, i) => (i === blank ? { ...line, key: l.key } : l)) : [...lines, line]
}
