import { expect, it } from 'vitest'
import { addScanned, bodyOf, draftOf, newLine, sentLines } from './lines'
import type { StockDocument } from './queries'
import type { Sku } from './skus'

function doc(kind: string, quantity: string, value: string): StockDocument {
  return {
    id: '1', kind, no: 'X1', date: '2026-11-22', state: 'posted', lineCount: 1, quantity, value, createdBy: '', createdAt: '', version: 1,
    lines: [{ id: '2', warehouseId: '3', warehouseName: '总仓', skuId: '4', skuCode: 'A', productName: '发夹', unit: '个', quantity, value, unitCost: '3.5' }],
  }
}

const first = (d: StockDocument) => draftOf(d).lines.map((l) => [l.quantity, l.amount])[0]

it('shows issues above zero, and a counter-document with its sign', () => {
  expect(first(doc('opening_stock', '10', '35'))).toEqual(['10', '35.00'])
  expect(first(doc('opening_stock', '-10', '-35'))).toEqual(['-10', '-35.00'])
  expect(first(doc('other_out', '-10', '-35'))).toEqual(['10', '35'])
  expect(first(doc('other_out', '10', '35'))).toEqual(['-10', '-35'])
})

it('leaves out lines nothing was entered into, and sends no cost for issues', () => {
  const lines = [newLine('3'), { ...newLine('3'), skuId: '4', quantity: '2', unitCost: '3.5', amount: '7' }]
  expect(sentLines(lines)).toHaveLength(1)
  expect(bodyOf('other_out', { reason: 'lost', lines }).lines).toEqual([{ warehouseId: '3', skuId: '4', quantity: '2' }])
})

it('puts a scanned SKU on the empty line, and on a line of its own in another warehouse', () => {
  const sku = { id: '4', code: 'A', productName: '发夹', units: [{ name: '个' }] } as Sku
  const enter = <L,>(line: L, quantity: string) => ({ ...line, quantity })
  const plusOne = (q: string | undefined) => String(Number(q) + 1)
  const one = addScanned([newLine('3')], sku, '3', enter, plusOne)
  expect(one.map((l) => [l.skuId, l.warehouseId, l.quantity])).toEqual([['4', '3', '1']])
  const two = addScanned(one, sku, '5', enter, plusOne)
  expect(addScanned(two, sku, '3', enter, plusOne).map((l) => [l.warehouseId, l.quantity])).toEqual([['3', '2'], ['5', '1']])
})
