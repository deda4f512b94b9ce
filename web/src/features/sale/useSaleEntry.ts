import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tradeKeys } from '@/api/keys'
import { type FieldProblem, type Problem, toProblem } from '@/api/problem'
import { useShowProblem } from '@/api/useWrite'
import { byLine, type Draft, type DraftLine, forGrid, fromSale, isBlank, isComplete, type LineProblems, stillTrue, toBody } from './model'
import { type Sale, saleKeys } from './queries'
import { SaleSaver } from './saver'
import { forgetUnsaved, keepUnsaved } from './unsaved'
import { useQuote } from './useQuote'

const autosaveMs = 1200
const retryMs = 5000
// The server's sentence names product and warehouse, which stand beside the cell already.
const shortCode = 'stock.short_line'

/** How far the server has the draft. */
export type SaveStatus = 'new' | 'waiting' | 'saving' | 'saved' | 'offline' | 'refused' | 'stale'

interface Options {
  start: Draft
  /** The draft as it is on the server, if it is there. */
  sale?: Sale
  onDraft: (saved: Sale) => void
  onPosted: (saved: Sale) => void
}

/** The draft as it goes to the server, to compare. */
function textOf(d: Draft): string {
  return JSON.stringify(toBody(d, d.lines.filter(isComplete), 'draft'))
}

/** Everything behind the entry of one sales document: what is typed, the server's figures, the draft kept by itself, and the posting. */
export function useSaleEntry({ start, sale, onDraft, onPosted }: Options) {
  const client = useQueryClient()
  const showProblem = useShowProblem()
  const { t } = useTranslation('sale')
  const [draft, setDraft] = useState(start)
  const [saver] = useState(() => new SaleSaver(sale && { id: sale.id, version: sale.version }))
  const [status, setStatus] = useState<SaveStatus>(sale ? 'saved' : 'new')
  const [savedAt, setSavedAt] = useState<string>()
  const [posting, setPosting] = useState(false)
  const [refused, setRefused] = useState<{ lines: LineProblems; rest: FieldProblem[]; problem?: Problem }>({ lines: {}, rest: [] })
  const docId = useRef(sale?.id)
  const saved = useRef(sale && textOf(fromSale(sale)))
  const tried = useRef<string>(undefined)
  // Whoever has gone on to another page is not led back.
  const alive = useRef(true)

  // --- what is typed ---
  const patch = useCallback((change: Partial<Draft>) => {
    setDraft((d) => ({ ...d, ...change }))
    // What the server said of a field holds until the field is changed.
    setRefused((r) => (r.rest.length > 0 ? { ...r, rest: r.rest.filter((p) => !(p.field in change)) } : r))
  }, [])
  const setLines = useCallback((next: DraftLine[] | ((old: DraftLine[]) => DraftLine[])) => {
    setDraft((d) => {
      const lines = typeof next === 'function' ? next(d.lines) : next
      return { ...d, lines }
    })
    // So does what it said of a line: a mended one is judged anew by the next quote.
    const before = now.current.draft.lines
    const after = typeof next === 'function' ? next(before) : next
    setRefused((r) => {
      const lines = stillTrue(r.lines, before, after)
      const rest = r.rest.filter((p) => p.field !== 'lines')
      if (rest.length === r.rest.length && Object.keys(lines).length === Object.keys(r.lines).length) return r
      const mended = r.problem !== undefined && r.problem.errors.length > 0 && rest.length === 0 && Object.keys(lines).length === 0
      return { lines, rest, problem: mended ? undefined : r.problem }
    })
  }, [])

  // --- what the server makes of it ---
  const quoted = useQuote(draft, !posting)
  const [told, setTold] = useState<LineProblems>({})
  const { answered } = quoted
  useEffect(() => {
    if (!answered) return
    const problems = byLine(answered.problems, answered.lines).lines
    const prices = new Map<string, string>()
    for (const [i, l] of answered.lines.entries()) {
      const line = answered.quote?.lines[i]
      if (!line) continue
      prices.set(l.key, line.price)
      if (line.shortage) problems[l.key] = { ...problems[l.key], quantity: { field: '', code: shortCode, detail: '', params: { ...line.shortage } } }
    }
    setTold(problems)
    if (prices.size > 0) {
      setDraft((d) =>
        d.lines.some((l) => prices.has(l.key) && prices.get(l.key) !== l.quotedPrice) ? { ...d, lines: d.lines.map((l) => ({ ...l, quotedPrice: prices.get(l.key) ?? l.quotedPrice })) } : d,
      )
    }
  }, [answered])

  const keys = draft.lines.map((l) => l.key).join()
  const gridProblems = useMemo(
    () => forGrid(draft.lines, refused.lines, told).map((p) => (p.code === shortCode ? { ...p, messages: undefined, detail: t('line.short', { ...p.params }) } : p)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the lines count by their order only; typing must not bring back what a cell has cleared
    [keys, refused.lines, told, t],
  )

  // --- the draft on the server ---
  const complete = useMemo(() => draft.lines.filter(isComplete), [draft])
  const body = useMemo(() => toBody(draft, complete, 'draft'), [draft, complete])
  const text = JSON.stringify(body)
  const savable = draft.customerId !== undefined && complete.length > 0
  const dirty = text !== saved.current && (savable || draft.lines.some((l) => !isBlank(l)))

  const now = useRef({ body, text, complete, onDraft, onPosted, draft, dirty })
  useEffect(() => {
    now.current = { body, text, complete, onDraft, onPosted, draft, dirty }
  })

  const keepDraft = useCallback(async () => {
    const sent = now.current
    if (sent.text === saved.current) return
    tried.current = sent.text
    setStatus('saving')
    try {
      const doc = await saver.save(sent.body)
      saved.current = sent.text
      docId.current = doc.id
      client.setQueryData(saleKeys.detail(doc.id), doc)
      void client.invalidateQueries({ queryKey: saleKeys.lists })
      setSavedAt(new Date().toISOString())
      if (now.current.text === sent.text) {
        forgetUnsaved()
        setStatus('saved')
      } else setStatus('waiting')
      if (!alive.current) return
      if (doc.state === 'draft') now.current.onDraft(doc)
      else now.current.onPosted(doc)
    } catch (err) {
      const problem = toProblem(err)
      if (problem.code === 'version.stale' || problem.code === 'sale.state') setStatus('stale')
      else if (problem.unknownOutcome) setStatus('offline')
      else {
        setStatus('refused')
        setRefused(byLine(problem.errors, sent.complete))
      }
    }
  }, [client, saver])

  useEffect(() => {
    if (posting || status === 'saving' || status === 'stale' || !dirty) return
    keepUnsaved(docId.current, draft)
    // What was refused is not sent again until something has changed.
    if (!savable || (status === 'refused' && tried.current === text)) return
    const timer = setTimeout(() => void keepDraft(), status === 'offline' ? retryMs : autosaveMs)
    return () => clearTimeout(timer)
  }, [text, dirty, savable, posting, status, draft, keepDraft])

  // A page left in the middle of a pause still sends what was typed.
  useEffect(() => {
    alive.current = true
    return () => {
      alive.current = false
      if (now.current.dirty && now.current.complete.length > 0 && now.current.body.customerId) void keepDraft()
    }
  }, [keepDraft])

  // --- posting ---
  const post = useCallback(async () => {
    const lines = now.current.draft.lines.filter((l) => !isBlank(l))
    setPosting(true)
    setRefused({ lines: {}, rest: [] })
    try {
      const doc = await saver.save(toBody(now.current.draft, lines, 'post'))
      saved.current = now.current.text
      forgetUnsaved()
      client.setQueryData(saleKeys.detail(doc.id), doc)
      for (const queryKey of tradeKeys) void client.invalidateQueries({ queryKey, refetchType: queryKey[0] === saleKeys.all[0] ? 'none' : 'active' })
      if (alive.current) now.current.onPosted(doc)
    } catch (err) {
      const problem = toProblem(err)
      if (problem.code === 'version.stale' || problem.code === 'sale.state') setStatus('stale')
      else if (problem.status !== 401) {
        const parted = byLine(problem.errors, lines)
        setRefused({ ...parted, problem })
        if (problem.errors.length === 0) showProblem(problem)
      }
      setPosting(false)
    }
  }, [client, saver, showProblem])

  return { draft, patch, setLines, quoted, gridProblems, refused, status, savedAt, posting, dirty, post }
}

export type SaleEntryState = ReturnType<typeof useSaleEntry>
