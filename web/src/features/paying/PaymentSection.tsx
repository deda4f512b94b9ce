import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { Money } from '@/components/Decimal'
import { Instant } from '@/components/Instant'
import { Said } from '@/components/Said'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import type { SectionProps } from '@/lib/feature'
import { Gaps } from './Gaps'
import { agreementKeys, agreementQuery, moneyKeys, moneyOfQuery, requestKeys, requestsOfQuery } from './queries'
import { MoneyTag, StandingTag, StateTag } from './tags'
import { useSay } from './useSay'
import './paying.css'

/** What was ordered, charged, received and paid of a purchase order, what was asked for and what was paid; nothing before the order stands. */
export default function PaymentSection({ id, stands }: SectionProps) {
  const { t } = useTranslation('paying')
  const can = useCan()
  const client = useQueryClient()
  const { say, holder } = useSay()
  const again = () => {
    for (const queryKey of [requestKeys.all, moneyKeys.all, agreementKeys.all]) void client.invalidateQueries({ queryKey })
  }
  useLive('payment_request', again)
  useLive('purchase', (e) => ('resync' in e || e.id === id) && again())
  const figures = useQuery({ ...agreementQuery(id), enabled: stands }).data
  const requests = useQuery(requestsOfQuery(id)).data ?? []
  const paid = useQuery(moneyOfQuery({ orderId: id })).data ?? []
  if (!figures) return null
  const shown = [
    ['ordered', figures.ordered],
    ['platformTotal', figures.platform],
    ['difference', figures.difference],
    ['received', figures.received],
    ['expected', figures.expected],
    ['paid', figures.paid],
  ] as const
  return (
    <Section
      title={t('sectionTitle')}
      extra={
        can('payment_request.create') && (
          <Link to="/payment-requests/$id" params={{ id: 'new' }} search={{ orders: id } as never}>
            <Button size="small">{t('new')}</Button>
          </Link>
        )
      }
    >
      <Flex vertical gap={12}>
        <div className="order-figures">
          {shown.map(([key, value]) => (
            <div key={key}>
              <span className="muted">{t(key)}</span>
              <strong>
                <Money value={value} />
              </strong>
            </div>
          ))}
        </div>
        <Flex gap={10} wrap align="center">
          <StandingTag standing={figures.standing} />
          <Gaps gaps={figures.gaps} />
          {figures.note && <span className="muted">{figures.note}</span>}
          {figures.gaps.length > 0 && can('order_agreement.update') && (
            <Button size="small" onClick={() => void say(figures)}>
              {t('act.say')}
            </Button>
          )}
        </Flex>
        {requests.map((r) => (
          <Flex key={r.id} gap={10} wrap align="center">
            <Link to="/payment-requests/$id" params={{ id: r.id }}>
              {r.no}
            </Link>
            {t(`kind.${r.kind}`)}
            <Money value={r.orders.find((o) => o.id === id)?.amount ?? r.amount} sign />
            <StateTag state={r.state} />
            <Said said={r.attention} />
          </Flex>
        ))}
        {paid.map((m) => (
          <Flex key={m.id} gap={10} wrap align="center">
            <Instant at={m.happenedAt} />
            {t(`moneyKind.${m.kind}`)}
            <Money value={m.amount} sign />
            <MoneyTag state={m.state} />
            <Said said={m.reason} />
          </Flex>
        ))}
      </Flex>
      {holder}
    </Section>
  )
}
