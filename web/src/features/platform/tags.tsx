import { useTranslation } from 'react-i18next'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import type { OrderRow, Standing } from './queries'

export { PlatformTag as StateTag } from '@/components/PlatformState'

const tone: Record<Standing, StatusTone> = {
  unpaid: 'attention', review: 'attention', to_ship: 'progress', shipped: 'progress', frozen: 'attention', short: 'bad', problem: 'bad', done: 'good', closed: 'neutral',
}

/** Where an order stands for those who buy. */
export function StandingTag({ order: o }: { order: Pick<OrderRow, 'standing'> }) {
  const { t } = useTranslation('platform')
  return <StatusTag tone={tone[o.standing]}>{t(`standing.${o.standing}`)}</StatusTag>
}

/** Whether somebody has to do something about it, so that the reason is told at once. */
export const stands = (o: Pick<OrderRow, 'standing'>) => o.standing === 'frozen' || o.standing === 'short' || o.standing === 'problem'

/** What was given back of an order, or is asked for. */
export function RefundTag({ order: o }: { order: Pick<OrderRow, 'refundStatus'> }) {
  const { t } = useTranslation('platform')
  if (!o.refundStatus) return null
  return <StatusTag tone={o.refundStatus === 'refundclose' ? 'neutral' : 'attention'}>{t(`refundStatus.${o.refundStatus}`, { defaultValue: o.refundStatus })}</StatusTag>
}
