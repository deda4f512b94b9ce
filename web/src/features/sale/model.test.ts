import { expect, it } from 'vitest'
import { type DraftLine, follow, stillTrue } from './model'
import type { Sale } from './queries'

const line = (key: string, quantity: string): DraftLine => ({ key, quantity, skuId: key })
const tooMuch = { field: 'lines[0].quantity', code: 'decimal.max', detail: '数值太大' }

it('forgets what was said of a line once that line is changed, moved or not', () => {
  const [a, b] = [line('a', '9'), line('b', '9')]
  const said = { a: { quantity: tooMuch }, b: { quantity: tooMuch } }
  expect(stillTrue(said, [a, b], [a, b])).toEqual(said)
  expect(stillTrue(said, [a, b], [b, a])).toEqual(said)
  expect(stillTrue(said, [a, b], [{ ...a, quantity: '1' }, b])).toEqual({ b: { quantity: tooMuch } })
  expect(stillTrue(said, [a, b], [b])).toEqual({ b: { quantity: tooMuch } })
})

const order = {
  id: '7', no: 'XD1', kind: 'order', state: 'posted', fulfilment: 'partial', date: '2026-11-22', customerId: '21', warehouseId: '41', taxIncluded: true, wantsPreorder: false,
  discountBps: 0, discount: '5.00', customerFee: '8.00', paidNow: '0.00',
  lines: [
    { id: '1', skuId: 'a', unitId: 'lot', unitName: '手', baseUnitId: 'piece', quantity: '2', price: '60', discountBps: 0, discount: '0.00', taxRateBps: 0, issued: '12', remaining: '12', remainingInUnit: '1' },
    { id: '2', skuId: 'b', unitId: 'lot', unitName: '手', baseUnitId: 'piece', quantity: '2', price: '60', discountBps: 0, discount: '0.00', taxRateBps: 0, issued: '5', remaining: '19' },
    { id: '3', skuId: 'c', unitId: 'piece', unitName: '件', baseUnitId: 'piece', quantity: '4', price: '5', discountBps: 0, discount: '0.00', taxRateBps: 0, issued: '4', remaining: '0', remainingInUnit: '0' },
  ],
} as unknown as Sale

it('makes of an order what it still lacks', () => {
  const d = follow(order, 'issue')
  expect(d.lines.map((l) => [l.sourceLineId, l.unitId, l.quantity, l.price])).toEqual([
    ['1', 'lot', '1', '60'],
    ['2', 'piece', '19', undefined],
  ])
  expect([d.sourceId, d.discount, d.customerFee]).toEqual(['7', undefined, undefined])
  const first = follow({ ...order, fulfilment: 'open', lines: order.lines.map((l) => ({ ...l, issued: '0', remaining: '24', remainingInUnit: '2' })) }, 'issue')
  expect([first.lines.length, first.discount, first.customerFee]).toEqual([3, '5.00', '8.00'])
})
