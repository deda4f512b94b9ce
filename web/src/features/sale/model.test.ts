import { expect, it } from 'vitest'
import { type DraftLine, stillTrue } from './model'

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
