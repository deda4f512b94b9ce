import { useTranslation } from 'react-i18next'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import type { Run, Source, SourceState } from './queries'

const tones: Record<SourceState, StatusTone> = { active: 'good', unmatched: 'attention', gone: 'bad', spec_changed: 'bad' }

/** Whether a source can be bought from, and why not. */
export function SourceTag({ source }: { source: Source }) {
  const { t } = useTranslation('source')
  return <StatusTag tone={tones[source.state]}>{t(`state.${source.state}`)}</StatusTag>
}

const runTones: Record<Run['state'], StatusTone> = { running: 'progress', paused: 'attention', failed: 'bad', cancelled: 'neutral', ready: 'good' }

/** Where a bulk match stands. */
export function RunTag({ run }: { run: Run }) {
  const { t } = useTranslation('source')
  return <StatusTag tone={runTones[run.state]}>{t(`run.state.${run.state}`)}</StatusTag>
}

/** 1 箱 = 12 件, as people say a ratio. */
export function useRatio(): (s: { unit?: string; num: number; den: number }, base: string) => string {
  const { t } = useTranslation('source')
  return (s, base) => t(s.den === 1 ? 'ratio.whole' : 'ratio.part', { unit: s.unit || t('ratio.unit'), num: s.num, den: s.den, base })
}
