import { expect, it } from 'vitest'
import { batched } from './batched'

it('asks for what is wanted at once together, and gives each what is its own', async () => {
  const asked: string[][] = []
  const read = batched(async (ids: string[]) => {
    asked.push(ids)
    return [
      { of: 'a', item: 1 },
      { of: 'c', item: 2 },
      { of: 'c', item: 3 },
    ]
  }, 2)
  expect(await Promise.all([read('a'), read('b'), read('c'), read('a')])).toEqual([[1], [], [2, 3], [1]])
  expect(asked).toEqual([['a', 'b'], ['c']])
  expect(await read('a')).toEqual([1])
  expect(asked).toHaveLength(3)
})

it('tells all who wait of a failure, and asks again later', async () => {
  let fail = true
  const read = batched(async () => {
    if (fail) throw new Error('away')
    return [{ of: 'a', item: 1 }]
  })
  await expect(Promise.all([read('a'), read('b')])).rejects.toThrow('away')
  fail = false
  expect(await read('a')).toEqual([1])
})
