import { Descriptions, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Money } from '@/components/Decimal'
import { Instant } from '@/components/Instant'
import { StatusTag } from '@/components/StatusTag'
import { type Escrow, isOverdue, stateTone } from './escrow'

/** How far it has come, and why a person must look at it. */
export function EscrowTag({ escrow: e, today }: { escrow: Escrow; today?: string }) {
  const { t } = useTranslation('escrow')
  return (
    <Flex gap={4} wrap>
      <StatusTag tone={stateTone[e.state]}>{t(`state.${e.state}`)}</StatusTag>
      {e.hold && <StatusTag tone="bad">{t(`hold.${e.hold}`)}</StatusTag>}
      {!e.hold && isOverdue(e, today) && <StatusTag tone="attention">{t('overdue')}</StatusTag>}
    </Flex>
  )
}

/** The day it is expected on, or what that waits for. */
export function EscrowExpected({ escrow: e }: { escrow: Escrow }) {
  const { t } = useTranslation('escrow')
  if (e.expectedOn) return <span className="num">{e.expectedOn}</span>
  if (e.state === 'released' || e.state === 'refunded') return <span className="muted">—</span>
  return <span className="muted">{e.pickUp ? t('afterHandOver') : t('afterShipping')}</span>
}

/** What 1688 holds of a payment, as its pre-order shows it. */
export function EscrowSummary({ escrow: e }: { escrow: Escrow }) {
  const { t } = useTranslation('escrow')
  return (
    <Descriptions
      size="small"
      column={1}
      title={t('menu:escrow')}
      items={[
        { key: 'state', label: t('stateLabel'), children: <EscrowTag escrow={e} /> },
        { key: 'held', label: t('held'), children: <Money value={e.held} sign /> },
        { key: 'expectedOn', label: t('expectedOn'), children: <EscrowExpected escrow={e} /> },
        { key: 'releasedAt', label: t('releasedAt'), children: <Instant at={e.releasedAt} /> },
      ]}
    />
  )
}
