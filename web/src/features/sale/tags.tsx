import { useTranslation } from 'react-i18next'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import type { SaleRow, SaleState } from './queries'

const stateTone: Record<SaleState, StatusTone> = { draft: 'neutral', submitted: 'progress', posted: 'good', void: 'neutral' }
const fulfilmentTone: Record<NonNullable<SaleRow['fulfilment']>, StatusTone> = { open: 'attention', partial: 'progress', done: 'good', closed: 'neutral' }
const payTone: Record<NonNullable<SaleRow['pay']>, StatusTone> = { unpaid: 'attention', partial: 'progress', paid: 'good' }

/** Where the document stands; a reversed one says so, a posted order how far it has been served. */
export function SaleStateTag({ sale }: { sale: Pick<SaleRow, 'state' | 'fulfilment' | 'reversedById' | 'reversesId'> }) {
  const { t } = useTranslation('sale')
  const state = sale.state as SaleState
  if (sale.reversedById) return <StatusTag tone="bad">{t('state.reversed')}</StatusTag>
  if (sale.reversesId) return <StatusTag tone="bad">{t('state.reversal')}</StatusTag>
  if (sale.fulfilment) return <FulfilmentTag fulfilment={sale.fulfilment} />
  return <StatusTag tone={stateTone[state]}>{t(`state.${state}`)}</StatusTag>
}

/** How far an order has been served. */
export function FulfilmentTag({ fulfilment }: { fulfilment: NonNullable<SaleRow['fulfilment']> }) {
  const { t } = useTranslation('sale')
  return <StatusTag tone={fulfilmentTone[fulfilment]}>{t(`fulfilment.${fulfilment}`)}</StatusTag>
}

/** How much of it has been paid. */
export function SalePayTag({ pay }: { pay: SaleRow['pay'] }) {
  const { t } = useTranslation('sale')
  if (!pay) return <span className="muted">—</span>
  return <StatusTag tone={payTone[pay]}>{t(`pay.${pay}`)}</StatusTag>
}
