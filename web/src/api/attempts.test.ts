import { expect, it } from 'vitest'
import { Attempts } from './attempts'
import { Problem } from './problem'

const lost = new Problem({ status: 504, code: 'x' })
const refused = new Problem({ status: 409, code: 'x' })

/** Notes what is sent, with the number of its key, and fails as told. */
function noting() {
  const keys: string[] = []
  const sent: string[] = []
  const attempts = new Attempts<string>()
  const run = (what: unknown, given: string, fails?: Problem) =>
    attempts
      .run(what, given, (asked, write) => {
        const key = write.headers['Idempotency-Key']
        if (!keys.includes(key)) keys.push(key)
        sent.push(`${asked} ${keys.indexOf(key)}`)
        return fails ? Promise.reject(fails) : Promise.resolve()
      })
      .catch((err: unknown) => expect(err).toBe(fails))
  return { run, sent }
}

it('keeps the key, and what it was given, until the outcome is known', async () => {
  const { run, sent } = noting()
  await run('a', 'first', lost)
  await run('a', 'second', lost)
  await run('a', 'third')
  await run('a', 'fourth', refused)
  await run('a', 'fifth')
  expect(sent).toEqual(['first 0', 'first 0', 'first 0', 'fourth 1', 'fifth 2'])
})

it('does not mistake one attempt for another', async () => {
  const { run, sent } = noting()
  await run({ name: 'a' }, 'a', lost)
  await run({ name: 'b' }, 'b')
  await run({ name: 'a' }, 'a')
  expect(sent).toEqual(['a 0', 'b 1', 'a 0'])
})

it('tells files apart', async () => {
  const { run, sent } = noting()
  await run([new File(['x'], 'x.txt')], 'x', lost)
  await run([new File(['xy'], 'y.txt')], 'y')
  expect(sent).toEqual(['x 0', 'y 1'])
})
