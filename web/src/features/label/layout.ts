import { code128Bars, quietZone } from '@/lib/code128'
import { compare } from '@/lib/decimal'
import type { Label } from './queries'

/** How labels are laid out, as a person keeps it. Lengths in millimetres. */
export interface Layout {
  width: number
  height: number
  /** Labels beside each other on the roll. */
  across: 1 | 2
  gap: number
  /** Resolution of the printer, dots per inch. */
  dpi: number
  name: boolean
  spec: boolean
  code: boolean
}

export const standard: Layout = { width: 40, height: 30, across: 1, gap: 2, dpi: 203, name: true, spec: true, code: true }
export const sizes = ['40x30', '50x30', '60x40', '70x50', '80x50', '100x70']
export const resolutions = [203, 300, 600]

/** How wide the roll is that the labels lie on. */
export const rollWidth = (l: Layout) => l.width * l.across + l.gap * (l.across - 1)

/** What a label keeps free on every side. */
export const margin = 1.5
/** How many labels are printed at once. */
export const mostLabels = 2000

const mmPerInch = 25.4
const widestModule = 0.5
// Finer bars than this are read badly by the readers of a shop.
const finestModule = 0.18

/** What is printed as bars: the barcode, or the code of a SKU that has none. */
export const barsOf = (label: Label) => label.barcode || label.code

/**
 * The width of the narrowest bar: as many whole dots of the printer as fit, so that no bar is wider than another that means the same. Undefined for a text
 * that cannot be bars or needs more room than the label has.
 */
export function moduleOf(text: string, layout: Pick<Layout, 'width' | 'dpi'>): number | undefined {
  const bars = code128Bars(text)
  if (!bars) return undefined
  const dot = mmPerInch / layout.dpi
  const room = layout.width / (bars.modules + 2 * quietZone)
  const dots = Math.floor(Math.min(room, widestModule) / dot)
  return dots >= 1 ? dots * dot : undefined
}

/** What is wrong with the bars of a label, if anything. */
export function barsProblem(label: Label, layout: Layout): 'characters' | 'long' | 'fine' | undefined {
  const text = barsOf(label)
  if (!code128Bars(text)) return 'characters'
  const module = moduleOf(text, layout)
  if (module === undefined) return 'long'
  return module < finestModule ? 'fine' : undefined
}

/** One row of labels as they lie on the roll. */
export interface Row<T> {
  key: string
  labels: { key: string; of: T }[]
}

/** The labels one after the other, each as often as it is wanted; at most `most`. */
export function rowsOf<T>(wanted: { of: T | undefined; count: string | undefined }[], across: number, most: number): Row<T>[] {
  const rows: Row<T>[] = []
  let n = 0
  for (const { of, count = '0' } of wanted) {
    if (of === undefined) continue
    for (let i = 0; n < most && compare(String(i), count) < 0; i++, n++) {
      const label = { key: String(n), of }
      const last = rows.at(-1)
      if (last && last.labels.length < across) last.labels.push(label)
      else rows.push({ key: String(n), labels: [label] })
    }
  }
  return rows
}
