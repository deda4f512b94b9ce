import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempts } from '@/api/attempts'
import type { BatchOutcome } from '@/api/list'
import { toProblem } from '@/api/problem'
import { useShowProblem } from '@/api/useWrite'
import { useConfirm } from '@/hooks/useConfirm'
import type { BatchAction } from './types'

/** Runs a batch action: asks first, does it, and tells what became of each row. */
export function useBatch<Row extends { id: string }>(options: { invalidate: readonly unknown[]; rowName?: (row: Row) => string; onDone: (failed: string[]) => void }) {
  const { message, modal } = App.useApp()
  const { t, i18n } = useTranslation('common')
  const confirm = useConfirm()
  const showProblem = useShowProblem()
  const client = useQueryClient()
  const [running, setRunning] = useState<string>()
  // Tried again after an unknown outcome, the rows are those of the first try, though the list may have been read anew.
  const attempts = useAttempts<Row[]>()

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
    try {
      const outcome = await attempts.run([action.key, ids], rows, (asSeen, write) => action.run(ids, asSeen, write))
      if (outcome) tell(outcome, rows)
      else if (outcome !== null) options.onDone([])
    } catch (err) {
      showProblem(toProblem(err))
    } finally {
      setRunning(undefined)
      await Promise.all([options.invalidate, ...(action.invalidate ?? [])].map((queryKey) => client.invalidateQueries({ queryKey })))
    }
  }
  return { run, running }
}
