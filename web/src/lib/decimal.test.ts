import { describe, expect, it } from 'vitest'
import { canonical, cleanDecimal, compare, decimalPlaces, divide, formatDecimal, isDecimal, lineAmount, round, roundUp, sum } from './decimal'

describe('cleanDecimal', () => {
  it.each([
    ['１２．５', '12.5'],
    ['¥1,234.50', '1234.50'],
    ['￥ 1，234。5 元', '1234.5'],
    ['－3', '-3'],
    ['+7', '7'],
    ['12a', '12a'],
    ['', ''],
  ])('%s → %s', (typed, want) => expect(cleanDecimal(typed)).toBe(want))
})

describe('isDecimal', () => {
  it.each(['0', '-1.5', '.5', '5.', '0001'])('takes %s', (s) => expect(isDecimal(s)).toBe(true))
  it.each(['', '-', '.', '1e3', 'NaN', '1.2.3', '0x1', '12a'])('refuses %s', (s) => expect(isDecimal(s)).toBe(false))
})

it('counts the places that matter', () => {
  expect(['1', '1.50', '1.500', '0.0001', '1.'].map(decimalPlaces)).toEqual([0, 1, 1, 4, 0])
})

it('rounds up to whole numbers', () => {
  expect(['12', '12.0001', '0.5', '0', '999999999.9999', undefined].map(roundUp)).toEqual(['12', '13', '1', '0', '1000000000', '0'])
})

it('makes the canonical form', () => {
  expect([canonical('007.500'), canonical('7', 2), canonical('.5'), canonical('x')]).toEqual(['7.5', '7.00', '0.5', 'x'])
})

it('formats for people, beyond what a float holds', () => {
  expect(formatDecimal('9007199254740993.125', 2)).toBe('9,007,199,254,740,993.125')
  expect(formatDecimal('-1234.5', 2)).toBe('-1,234.50')
  expect(formatDecimal('0.00015', 2, 4)).toBe('0.0002')
  expect(formatDecimal('10', 0)).toBe('10')
})

it('adds exactly and ignores what is unfinished', () => {
  expect(sum(['0.1', '0.2', undefined, '-', ''])).toBe('0.3')
})

it('rounds half away from zero', () => {
  expect([round('1.005', 2), round('-1.005', 2), round('2.5', 0)]).toEqual(['1.01', '-1.01', '3'])
})

it('divides to six places', () => {
  expect([divide('10', '3'), divide('2', '3'), divide('1', '0')]).toEqual(['3.333333', '0.666667', undefined])
})

it('compares by value', () => {
  expect([compare('2', '10'), compare('1.0', '1'), compare(undefined, '-1')]).toEqual([-1, 0, 1])
})

it('rounds a line once', () => {
  expect(lineAmount({ quantity: '3', price: '0.335' })).toBe('1.01')
  expect(lineAmount({ quantity: '3', price: '9.99', discountRate: '12.5' })).toBe('26.22')
  expect(lineAmount({ quantity: '3' })).toBe('0.00')
})
