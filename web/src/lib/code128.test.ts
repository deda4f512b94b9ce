import { describe, expect, it } from 'vitest'
import { code128Bars, code128Values } from './code128'

/** Reads values back the way a reader does: by sets, checking the check character. */
function read(values: number[]): string {
  const check = values.at(-2) ?? -1
  const told = values.slice(0, -2)
  expect(values.at(-1)).toBe(106)
  expect(told.reduce((sum, v, i) => sum + v * (i === 0 ? 1 : i), 0) % 103).toBe(check)
  let set = told[0] === 105 ? 'C' : 'B'
  let out = ''
  for (const v of told.slice(1)) {
    if (set === 'C' && v === 100) set = 'B'
    else if (set === 'B' && v === 99) set = 'C'
    else out += set === 'C' ? String(v).padStart(2, '0') : String.fromCharCode(v + 32)
  }
  return out
}

describe('Code 128', () => {
  it('gives the values of published examples', () => {
    // Start B, check and stop of "Wikipedia" as its article works them out.
    expect(code128Values('Wikipedia')).toEqual([104, 55, 73, 75, 73, 80, 69, 68, 73, 65, 88, 106])
    // A GTIN in set C with its last digit in B.
    expect(code128Values('6901234567892')?.slice(0, -2)).toEqual([105, 69, 1, 23, 45, 67, 89, 100, 18])
  })

  it('is read back for texts of every shape, and is never longer than in one set', () => {
    let seed = 7
    const random = (n: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n
    for (let i = 0; i < 3000; i++) {
      const text = Array.from({ length: 1 + random(16) }, () => (random(3) > 0 ? String(random(10)) : String.fromCharCode(32 + random(95)))).join('')
      const values = code128Values(text) ?? []
      expect(read(values)).toBe(text)
      expect(values.length).toBeLessThanOrEqual(text.length + 3)
    }
  })

  it('draws every character eleven modules wide and the stop thirteen, in even bars', () => {
    for (let v = 32; v < 127; v++) {
      const drawn = code128Bars(String.fromCharCode(v))
      expect(drawn?.modules).toBe(3 * 11 + 13)
      // Three bars each, four in the stop; ISO wants an even number of modules in the bars of each character.
      expect(drawn?.bars.length).toBe(3 * 3 + 4)
      expect((drawn?.bars.slice(3, 6).reduce((sum, [, w]) => sum + w, 0) ?? 1) % 2).toBe(0)
    }
    expect(code128Bars('00')?.bars.slice(0, 3)).toEqual([[0, 2], [3, 1], [6, 3]])
  })

  it('refuses what has no place in the code', () => {
    expect(code128Values('')).toBeUndefined()
    expect(code128Values('红色-1')).toBeUndefined()
    expect(code128Values('a\tb')).toBeUndefined()
  })
})
