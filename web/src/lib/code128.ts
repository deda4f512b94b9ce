// Code 128 (ISO/IEC 15417): each character is three bars and three spaces, eleven modules wide; the last has a bar more.

// The widths of bars and spaces by value: 0–102 data, 103–105 the starts A, B and C, 106 the stop.
const widths =
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'.split(
    ' ',
  )
const toC = 99
const toB = 100
const startB = 104
const startC = 105
const stop = 106

/** The quiet zone that a reader needs on either side, in modules. */
export const quietZone = 10

/** The values of a text, with start, check and stop; undefined for text that has other characters than those of ASCII that can be seen. */
export function code128Values(text: string): number[] | undefined {
  if (!/^[\x20-\x7e]+$/.test(text)) return undefined
  // From the end: the shortest way to write the rest in set B (one character each) and in set C (two digits each).
  let b: number[] = []
  let c: number[] = []
  let cNext: number[] | undefined // in set C, after one character more
  for (let i = text.length - 1; i >= 0; i--) {
    const one = [text.charCodeAt(i) - 32, ...b]
    const pair = cNext && /^\d\d/.test(text.slice(i)) ? [Number(text.slice(i, i + 2)), ...cNext] : undefined
    cNext = c
    b = pair && pair.length + 1 < one.length ? [toC, ...pair] : one
    c = pair && pair.length <= one.length + 1 ? pair : [toB, ...one]
  }
  const values = c.length <= b.length && c[0] !== toB ? [startC, ...c] : [startB, ...b]
  const check = values.reduce((sum, v, i) => sum + v * Math.max(i, 1), 0) % 103
  return [...values, check, stop]
}

/** Bars as drawn: where each begins and how wide it is, in modules, and how wide all of it is without the quiet zones. */
export function code128Bars(text: string): { bars: [at: number, width: number][]; modules: number } | undefined {
  const values = code128Values(text)
  if (!values) return undefined
  const bars: [number, number][] = []
  let at = 0
  for (const value of values) {
    for (const [i, w] of [...(widths[value] ?? '')].entries()) {
      if (i % 2 === 0) bars.push([at, Number(w)])
      at += Number(w)
    }
  }
  return { bars, modules: at }
}
