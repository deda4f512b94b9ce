import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { App, type FormInstance } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAttempts } from './attempts'
import { applyProblem, type FieldProblem, fieldText, type Problem } from './problem'

/** Passed on to the client by each write: `api.POST(path, { body, ...write })`. */
export interface WriteOptions {
  headers: { 'Idempotency-Key': string }
}

interface Options<Vars, Result> {
  /** The call. Spread `write` into it. */
  fn: (vars: Vars, write: WriteOptions) => Promise<Result>
  /** Keys to re-read after success. */
  invalidate?: QueryKey[]
  /** Said in passing after success. */
  success?: string | ((result: Result) => string)
  /** The form whose fields the problem is put next to. */
  form?: FormInstance
  onSuccess?: (result: Result, vars: Vars) => void
  /** Return true when the problem has been dealt with and must not be shown again. */
  onProblem?: (problem: Problem, vars: Vars) => boolean | void
}

/**
 * A write to the API: shows its outcome, re-reads what changed, and keeps the idempotency key of an attempt whose outcome
 * is unknown, so that pressing the button again can never do the thing twice.
 */
export function useWrite<Vars = void, Result = unknown>(options: Options<Vars, Result>) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const attempts = useAttempts<Vars>()

  return useMutation<Result, Problem, Vars>({
    mutationFn: (vars) => attempts.run(vars, vars, options.fn),
    onSuccess: async (result, vars) => {
      if (options.success) void message.success(typeof options.success === 'function' ? options.success(result) : options.success)
      options.onSuccess?.(result, vars)
      await Promise.all((options.invalidate ?? []).map((queryKey) => client.invalidateQueries({ queryKey })))
    },
    onError: (problem, vars) => {
      if (options.onProblem?.(problem, vars)) return
      if (problem.status === 401) return
      const left = options.form ? applyProblem(options.form, problem) : problem.errors
      if (problem.errors.length > 0 && left.length === 0) return
      showProblem(problem, left)
    },
  })
}

/** Shows a problem at the edge of the page: what happened, what to do, and what could not be put next to a field. */
export function useShowProblem(): (problem: Problem, unplaced?: FieldProblem[]) => void {
  const { notification } = App.useApp()
  const { t } = useTranslation('common')
  return (problem, unplaced = problem.errors) => {
    const lines = unplaced.map((e) => `${e.field}: ${fieldText(e)}`)
    notification.error({
      key: `${problem.code}:${problem.detail}`,
      title: problem.detail,
      description: [problem.remedy, ...lines, problem.requestId && t('problem.request', { id: problem.requestId })].filter(Boolean).join('\n') || undefined,
      duration: 8,
      style: { whiteSpace: 'pre-line' },
      role: 'alert',
    })
  }
}
