import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { sum } from '@/lib/decimal'
import { type DraftLine, isBlank, newLine, withSku } from './model'
import { scanSku, type Sku, type SkuContext, skuLabel } from './sources'

/** What became of the last code. */
export interface Scanned {
  /** Counts up, so that the same message twice is still seen as new. */
  n: number
  ok: boolean
  text: string
  remedy?: string
}

let audio: AudioContext | undefined

/** A short high tone for taken, a long low one for unknown: the clerk looks at the goods and not at the page. */
function beep(ok: boolean): void {
  if (typeof AudioContext === 'undefined') return
  audio ??= new AudioContext()
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.frequency.value = ok ? 1320 : 220
  volume.gain.value = 0.08
  tone.connect(volume).connect(audio.destination)
  tone.start()
  tone.stop(audio.currentTime + (ok ? 0.08 : 0.35))
}

/** One more of a SKU: on its line if there is one, else on the first blank line, else on a new one. */
export function addSku(lines: DraftLine[], sku: Sku): DraftLine[] {
  const at = lines.findIndex((l) => l.skuId === sku.id && (l.unitId === undefined || l.unitId === sku.units[0]?.unitId))
  const old = lines[at]
  if (old) return lines.with(at, { ...old, quantity: sum([old.quantity, '1']) })
  const blank = lines.findIndex(isBlank)
  return blank < 0 ? [...lines, withSku(newLine(), sku)] : lines.with(blank, withSku(lines[blank] ?? newLine(), sku))
}

/** Takes scanned codes one after the other, however fast they come, and tells what became of each by sound and text. */
export function useScan(setLines: (next: (old: DraftLine[]) => DraftLine[]) => void, context: SkuContext) {
  const { t } = useTranslation('sale')
  const [last, setLast] = useState<Scanned>()
  const queue = useRef<Promise<unknown>>(Promise.resolve())

  const tell = useCallback((ok: boolean, text: string, remedy?: string) => {
    beep(ok)
    setLast((old) => ({ n: (old?.n ?? 0) + 1, ok, text, remedy }))
  }, [])

  const add = useCallback(
    (sku: Sku) => {
      setLines((old) => addSku(old, sku))
      tell(true, t('scan.added', { name: skuLabel(sku) }))
    },
    [setLines, t, tell],
  )

  const scan = useCallback(
    (code: string) => {
      queue.current = queue.current.then(async () => {
        try {
          add(await scanSku(code, context))
        } catch (err) {
          const problem = toProblem(err)
          tell(false, problem.detail, problem.remedy)
        }
      })
    },
    [add, context, tell],
  )
  return { scan, add, last }
}
