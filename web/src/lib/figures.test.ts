import { expect, it } from 'vitest'
import { figures, fromBps, lineFigures, toBps } from './figures'

const plain = { tax: false, taxIncluded: true }

it('rounds list amount and discount each to fen', () => {
  expect(lineFigures({ quantity: '3', price: '0.335', discountRate: '12.5' }, plain)).toEqual({ discount: '0.13', taxAmount: '0.00', amount: '0.88' })
  expect(lineFigures({ quantity: '10', price: '12.3456', discount: '3.4' }, plain)).toEqual({ discount: '3.40', taxAmount: '0.00', amount: '120.06' })
})

it('takes the tax out of prices that contain it and adds it to those that do not', () => {
  const line = { quantity: '1', price: '113', taxRate: '13' }
  expect(lineFigures(line, { tax: true, taxIncluded: true }).taxAmount).toBe('13.00')
  expect(lineFigures(line, { tax: true, taxIncluded: false }).taxAmount).toBe('14.69')
  expect(lineFigures(line, plain).taxAmount).toBe('0.00')
})

it('sums up with discount and fee', () => {
  const f = figures({ ...plain, lines: [{ quantity: '2', price: '19.9' }, { quantity: '1', price: '0.2' }], discountRate: '10', customerFee: '8' })
  expect([f.goodsAmount, f.discount, f.total]).toEqual(['40.00', '4.00', '44.00'])
})

it('stays exact where floats do not', () => {
  expect(figures({ ...plain, lines: Array.from({ length: 3 }, () => ({ quantity: '1', price: '0.1' })) }).total).toBe('0.30')
  expect(figures({ ...plain, lines: [{ quantity: '99999999', price: '9999.99' }] }).total).toBe('999998990000.01')
})

it('turns percent into ten-thousandths and back', () => {
  expect([toBps('12.5'), toBps('0.01'), toBps('1.234'), toBps('x'), toBps(undefined)]).toEqual([1250, 1, undefined, undefined, undefined])
  expect([fromBps(1250), fromBps(0), fromBps(1)]).toEqual(['12.5', undefined, '0.01'])
})
