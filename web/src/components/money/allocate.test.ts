import { expect, it } from 'vitest'
import { allocated, allocateOldestFirst } from './allocate'

const items = [{ docId: 'a', open: '100.00' }, { docId: 'b', open: '50.50' }, { docId: 'c', open: '30.00' }]

it('settles the oldest first and splits the last', () => {
  expect(allocateOldestFirst(items, '120')).toEqual({ a: '100.00', b: '20.00' })
})

it('leaves the rest as advance', () => {
  const all = allocateOldestFirst(items, '200')
  expect(all).toEqual({ a: '100.00', b: '50.50', c: '30.00' })
  expect(allocated('200', all)).toEqual({ total: '180.50', advance: '19.50' })
})

it('sets what we owe against what is owed, so that the money reaches further', () => {
  const mixed = [...items, { docId: 'r', open: '-40.00' }]
  const all = allocateOldestFirst(mixed, '100')
  expect(all).toEqual({ r: '-40.00', a: '100.00', b: '40.00' })
  expect(allocated('100', all).advance).toBe('0.00')
  expect(allocateOldestFirst([{ docId: 'r', open: '-40.00' }, { docId: 's', open: '25.00' }], undefined)).toEqual({ r: '-25.00', s: '25.00' })
})

it('does nothing with nothing', () => {
  expect(allocateOldestFirst(items, undefined)).toEqual({})
  expect(allocateOldestFirst([], '10')).toEqual({})
})
