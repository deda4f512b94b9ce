import { describe, expect, it } from 'vitest'
import { addAttribute, addValues, combinations, existingWith, fillPrice, generate, type Matrix, missingCount, plainMatrix, removeAttribute, removeValue, setPicture, splitBarcodes } from './matrix'

const texts = (m: Matrix) => m.skus.map((s) => s.values.join('/'))

function dress(): Matrix {
  return addAttribute(addAttribute(plainMatrix(), '颜色', ['红', '白']), '尺码', ['S', 'M'])
}

it('turns the last attribute fastest', () => {
  expect(combinations([{ name: '颜色', values: ['红', '白'] }, { name: '尺码', values: ['S', 'M'] }])).toEqual([['红', 'S'], ['红', 'M'], ['白', 'S'], ['白', 'M']])
  expect(combinations([])).toEqual([[]])
})

describe('attributes', () => {
  it('make a SKU for each combination', () => expect(texts(dress())).toEqual(['红/S', '红/M', '白/S', '白/M']))

  it('keep the SKU that exists, with its code, on the first value', () => {
    const plain: Matrix = { attributes: [], skus: [{ key: 'a', id: '9', code: 'D1', values: [], prices: { '1': '68' }, active: true }] }
    const m = addAttribute(plain, '颜色', ['红', '白'])
    expect(m.skus.map((s) => [s.id, s.code, s.values, s.prices])).toEqual([
      ['9', 'D1', ['红'], { '1': '68' }],
      [undefined, undefined, ['白'], { '1': '68' }],
    ])
  })

  it('are not added twice, nor without a value', () => {
    const m = dress()
    expect(addAttribute(m, '颜色', ['蓝'])).toBe(m)
    expect(addAttribute(m, '材质', [])).toBe(m)
  })

  it('taken away merge their SKUs, and one that exists wins', () => {
    const m = dress()
    m.skus[1] = { ...m.skus[1]!, id: '9', code: 'D1' }
    const left = removeAttribute(m, 1)
    expect(texts(left)).toEqual(['红', '白'])
    expect(left.skus[0]).toMatchObject({ id: '9', code: 'D1' })
  })

  it('all taken away leave one plain SKU', () => {
    const left = removeAttribute(removeAttribute(dress(), 1), 0)
    expect(left.attributes).toEqual([])
    expect(texts(left)).toEqual([''])
  })
})

describe('values', () => {
  it('added come beside every combination of the others, in order', () => {
    expect(texts(addValues(dress(), 1, ['L']))).toEqual(['红/S', '红/M', '红/L', '白/S', '白/M', '白/L'])
  })

  it('added do not bring back combinations that were taken out', () => {
    const m = dress()
    const without: Matrix = { ...m, skus: m.skus.filter((s) => s.values.join() !== '白,S' && s.values.join() !== '白,M') }
    expect(texts(addValues(without, 1, ['L']))).toEqual(['红/S', '红/M', '红/L'])
    expect(missingCount(without)).toBe(2)
    expect(texts(generate(without))).toEqual(['红/S', '红/M', '白/S', '白/M'])
  })

  it('take the prices of a sibling, not its code', () => {
    const m = fillPrice(dress(), '1', '68', true)
    m.skus[0] = { ...m.skus[0]!, code: 'D1-R-S' }
    expect(addValues(m, 0, ['蓝']).skus.slice(-2).map((s) => [s.values.join('/'), s.prices, s.code])).toEqual([
      ['蓝/S', { '1': '68' }, undefined],
      ['蓝/M', { '1': '68' }, undefined],
    ])
  })

  it('are not added twice', () => {
    const m = dress()
    expect(addValues(m, 0, ['红', ''])).toBe(m)
  })

  it('taken away take their SKUs along; the last one its attribute', () => {
    const m = dress()
    m.skus[2] = { ...m.skus[2]!, id: '9' }
    expect(existingWith(m, 0, '白').map((s) => s.id)).toEqual(['9'])
    const red = removeValue(m, 0, '白')
    expect(texts(red)).toEqual(['红/S', '红/M'])
    expect(removeValue(red, 0, '红').attributes.map((a) => a.name)).toEqual(['尺码'])
  })

  it('with the same name in two attributes stay apart', () => {
    const m = addAttribute(addAttribute(plainMatrix(), '面料', ['黑', '白']), '里料', ['黑', '白'])
    expect(texts(m)).toEqual(['黑/黑', '黑/白', '白/黑', '白/白'])
    expect(texts(removeValue(m, 1, '黑'))).toEqual(['黑/白', '白/白'])
  })
})

it('fills prices where there is none, or everywhere', () => {
  const m = dress()
  m.skus[0] = { ...m.skus[0]!, prices: { '1': '70' } }
  expect(fillPrice(m, '1', '68', false).skus.map((s) => s.prices['1'])).toEqual(['70', '68', '68', '68'])
  expect(fillPrice(m, '1', '68', true).skus.map((s) => s.prices['1'])).toEqual(['68', '68', '68', '68'])
})

it('gives a colour its picture in every size', () => {
  expect(setPicture(dress(), 0, '白', '/w.jpg').skus.map((s) => s.picture)).toEqual([undefined, undefined, '/w.jpg', '/w.jpg'])
})

it('takes several barcodes apart', () => {
  expect(splitBarcodes(' 6901234567892，ABC-1 ; x')).toEqual(['6901234567892', 'ABC-1', 'x'])
  expect(splitBarcodes(undefined)).toEqual([])
})
