import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BatchOutcome } from '@/api/list'
import { toProblem } from '@/api/problem'
import { useShowProblem, type WriteOptions } from '@/api/useWrite'
import { useConfirm } from '@/hooks/useConfirm'
import { uuid } from '@/lib/uuid'
import type { BatchAction } from './types'

/** Runs a batch action: asks first, does it, and tells what became of each row. */
export function useBatch<Row extends { id: string }>(options: { invalidate: readonly unknown[]; rowName?: (row: Row) => string; onDone: (failed: string[]) => void }) {
  const { message, modal } = App.useApp()
  const { t, i18n } = useTranslation('common')
  const confirm = useConfirm()
  const showProblem = useShowProblem()
  const client = useQueryClient()
  const [running, setRunning] = useState<string>()
  // The attempt whose outcome is unknown: pressing again must not do it twice.
  const open = useRef<{ what: string; write: WriteOptions }>(undefined)

  const tell = (outcome: BatchOutcome, rows: Row[]) => {
    const results = outcome.results ?? []
    const failed = results.filter((r) => !r.ok)
    const done = results.length - failed.length
    options.onDone(failed.map((f) => f.id))
    if (failed.length === 0) {
      void message.success(t('batch.done', { count: done }))
      return
    }
    const name = (id: string) => {
      const row = rows.find((r) => r.id === id)
      return row && options.rowName ? options.rowName(row) : id
    }
    modal.warning({
      title: t('batch.partly', { done, failed: failed.length }),
      width: 560,
      content: (
        <ul style={{ maxHeight: 320, overflow: 'auto', paddingInlineStart: 18 }}>
          {failed.map((f) => (
            <li key={f.id}>
              <strong>{name(f.id)}</strong> {f.problem?.messages?.[i18n.language] ?? f.problem?.detail} <span className="muted">{f.problem?.remedy}</span>
            </li>
          ))}
        </ul>
      ),
    })
  }

  const run = async (action: BatchAction<Row>, ids: string[], rows: Row[]) => {
    if (action.confirm && !(await confirm({ title: action.confirm(ids.length), danger: action.danger }))) return
    setRunning(action.key)
    const what = JSON.stringify([action.key, ids])
    if (open.current?.what !== what) open.current = { what, write: { headers: { 'Idempotency-Key': uuid() } } }
    try {
      const outcome = await action.run(ids, rows, open.current.write)
      open.current = undefined
      if (outcome) tell(outcome, rows)
      else if (outcome !== null) options.onDone([])
    } catch (err) {
      const problem = toProblem(err)
      if (!problem.unknownOutcome) open.current = undefined
      showProblem(problem)
    } finally {
      setRunning(undefined)
      await client.invalidateQueries({ queryKey: options.invalidate })
    }
  }
  return { run, running }
}
