import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { Money } from '@/components/Decimal'
import { Section } from '@/components/Section'
import type { SectionProps } from '@/lib/feature'
import { orderKeys, ordersOfQuery } from './queries'
import { RefundTag, StateTag } from './tags'
import { Parcels } from './Way'
import './platform.css'

/** The orders of 1688 that a purchase order was placed as, with their parcels; nothing while there are none. */
export default function OrdersOfPurchase({ id }: SectionProps) {
  const { t } = useTranslation('platform')
  const client = useQueryClient()
  useLive('platform_order', (e) => ('resync' in e || e.purchaseOrderId === id) && void client.invalidateQueries({ queryKey: orderKeys.lists }))
  const list = useQuery(ordersOfQuery(id)).data ?? []
  if (list.length === 0) return null
  return (
    <Section title={t('menu:platform')}>
      <ul className="platform-list">
        {list.map((o) => (
          <li key={o.id}>
            <Flex vertical gap={6}>
              <Flex gap={10} align="center" wrap>
                <Link to="/platform-orders/$id" params={{ id: o.id }} className="num">
                  {o.no}
                </Link>
                <StateTag order={o} />
                <RefundTag order={o} />
                {o.total !== undefined && (
                  <span>
                    {t('total')} <Money value={o.total} /> · {t('paid')} <Money value={o.paid} />
                  </span>
                )}
                <span className="muted">{o.accountName}</span>
              </Flex>
              <Parcels parcels={o.parcels} />
            </Flex>
          </li>
        ))}
      </ul>
    </Section>
  )
}
