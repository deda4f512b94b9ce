import { useTranslation } from 'react-i18next'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import type { Stage } from './queries'

const tone: Record<Stage, StatusTone> = { draft: 'neutral', review: 'attention', second: 'attention', open: 'progress', partial: 'progress', done: 'good', closed: 'neutral', void: 'neutral' }

/** Where an order stands. */
export function StageTag({ stage }: { stage: Stage }) {
  const { t } = useTranslation('purchase')
  return <StatusTag tone={tone[stage]}>{t(`stage.${stage}`)}</StatusTag>
}
