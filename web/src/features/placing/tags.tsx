import { useTranslation } from 'react-i18next'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import type { Attempt, Part, Result } from './queries'

const partTone: Record<Part['state'], StatusTone> = {
  draft: 'neutral', waiting: 'progress', checking: 'attention', unclear: 'bad', placed: 'good', refused: 'bad', cancelling: 'progress', cancelled: 'neutral', retired: 'neutral',
}

/** Where a part stands on its way to 1688. */
export function PartTag({ state }: { state: Part['state'] }) {
  const { t } = useTranslation('placing')
  return <StatusTag tone={partTone[state]}>{t(`state.${state}`)}</StatusTag>
}

const attemptTone: Record<Attempt['state'], StatusTone> = { open: 'progress', unclear: 'bad', created: 'good', refused: 'bad', not_done: 'attention', ended: 'neutral' }

/** What came of an attempt. */
export function AttemptTag({ state }: { state: Attempt['state'] }) {
  const { t } = useTranslation('placing')
  return <StatusTag tone={attemptTone[state]}>{t(`attemptState.${state}`)}</StatusTag>
}

const resultTone: Record<Result['state'], StatusTone> = { waiting: 'progress', done: 'good', failed: 'bad' }

/** What became of an order of a batch. */
export function ResultTag({ state }: { state: Result['state'] }) {
  const { t } = useTranslation('placing')
  return <StatusTag tone={resultTone[state]}>{t(`resultState.${state}`)}</StatusTag>
}
