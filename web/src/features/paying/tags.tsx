import { useTranslation } from 'react-i18next'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import type { Agreement, Money, State } from './queries'

const tones: Record<State, StatusTone> = { draft: 'neutral', submitted: 'attention', approved_once: 'attention', approved: 'progress', paid: 'good', void: 'neutral' }
const moneyTones: Record<Money['state'], StatusTone> = { booked: 'good', held: 'attention', taken_back: 'neutral', dismissed: 'neutral' }
const standingTones: Record<Agreement['standing'], StatusTone> = { agree: 'good', open: 'progress', gap: 'bad', accepted: 'neutral' }

/** Where a request stands. */
export function StateTag({ state }: { state: State }) {
  const { t } = useTranslation('paying')
  return <StatusTag tone={tones[state]}>{t(`state.${state}`)}</StatusTag>
}

/** Where money stands in the books. */
export function MoneyTag({ state }: { state: Money['state'] }) {
  const { t } = useTranslation('paying')
  return <StatusTag tone={moneyTones[state]}>{t(`moneyState.${state}`)}</StatusTag>
}

/** How the four figures of an order stand to each other. */
export function StandingTag({ standing }: { standing: Agreement['standing'] }) {
  const { t } = useTranslation('paying')
  return <StatusTag tone={standingTones[standing]}>{t(`standing.${standing}`)}</StatusTag>
}
