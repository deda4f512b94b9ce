import { Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import type { Shop } from './queries'

const tones: Record<Shop['state'], StatusTone> = { valid: 'good', expiring: 'attention', expired: 'bad', revoked: 'bad' }

/** How pressing the state of an authorisation is: its end comes near by itself, and on the last day nothing must come between. */
function toneOf(shop: Shop): StatusTone {
  if (shop.state !== 'expiring') return tones[shop.state]
  const days = shop.endsInDays ?? 0
  return days <= 1 ? 'bad' : days <= 7 ? 'attention' : 'progress'
}

/** Whether the owner must act before 1688 can be called for the shop again. */
export function isLost(shop: Shop): boolean {
  return shop.state === 'expired' || shop.state === 'revoked'
}

/** How good the authorisation is, and whether the shop is switched off. */
export function ShopStateTags({ shop }: { shop: Shop }) {
  const { t } = useTranslation('shop')
  return (
    <Flex gap={4} wrap>
      <StatusTag tone={toneOf(shop)}>{t(`state.${shop.state}`, { count: shop.endsInDays ?? 0 })}</StatusTag>
      {!shop.enabled && <StatusTag tone="neutral">{t('disabled')}</StatusTag>}
    </Flex>
  )
}
