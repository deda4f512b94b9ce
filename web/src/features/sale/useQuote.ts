import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, data } from '@/api/client'
import { type FieldProblem, toProblem } from '@/api/problem'
import { useDebounced } from '@/hooks/useDebounced'
import { type Draft, type DraftLine, isComplete, toBody } from './model'
import type { Quote, SaveSale } from './queries'

const settleMs = 250

/** What the server makes of the draft as it stands. */
export interface Quoted {
  /** Stays while the next one is on its way. */
  quote: Quote | undefined
  /** The answer belongs to what is on the page now. */
  current: boolean
  /** The lines the last answer is about, in its order; told once per answer. */
  answered: { lines: DraftLine[]; quote?: Quote; problems: FieldProblem[] } | undefined
}

/** Has the server compute the draft: prices of the level, exact figures, what stock lacks. Waits until typing pauses. */
export function useQuote(draft: Draft, enabled: boolean): Quoted {
  const asked = useMemo(() => {
    const lines = draft.lines.filter(isComplete)
    return { lines, body: JSON.stringify(toBody({ ...draft, paidNow: undefined }, lines, 'draft')) }
  }, [draft])
  const settled = useDebounced(asked, settleMs)
  const ready = enabled && draft.customerId !== undefined && settled.lines.length > 0

  const query = useQuery({
    queryKey: ['sale', 'quote', settled.body],
    queryFn: ({ signal }) => data(api.POST('/api/v1/sales/quote', { body: JSON.parse(settled.body) as SaveSale, signal })),
    enabled: ready,
    retry: false,
    staleTime: 10_000,
    gcTime: 30_000,
    placeholderData: keepPreviousData,
  })

  const fresh = ready && query.isSuccess && !query.isPlaceholderData ? query.data : undefined
  const error = ready ? query.error : null
  const answered = useMemo(() => {
    if (fresh) return { lines: settled.lines, quote: fresh, problems: [] }
    return error ? { lines: settled.lines, problems: toProblem(error).errors } : undefined
  }, [fresh, error, settled])
  return { quote: ready ? query.data : undefined, current: fresh !== undefined && settled.body === asked.body, answered }
}
