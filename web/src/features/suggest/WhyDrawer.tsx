import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Drawer, Flex, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { ChatLink } from '@/components/ChatLink'
import { Money, Price, Qty } from '@/components/Decimal'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { Thumb } from '@/components/Thumb'
import { useCan } from '@/hooks/session'
import { usePhone } from '@/hooks/usePhone'
import { compare, subtract, sum } from '@/lib/decimal'
import { type Detail, type Explained, suggestionQuery } from './queries'
import { skuLabel } from './sources'
import { Choices } from './WhyChoices'
import './suggest.css'

/** Where each figure of a suggestion comes from, step by step. */
export default function WhyDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('suggest')
  const phone = usePhone()
  const query = useQuery(suggestionQuery(id))
  return (
    <Drawer open onClose={onClose} title={t('why.title')} placement={phone ? 'bottom' : 'right'} size={phone ? '92%' : 620}>
      {query.isError && <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton active />}
      {query.data && <Why s={query.data} />}
    </Drawer>
  )
}

type Line = false | undefined | '' | 0 | [label: string, value: ReactNode, sum?: boolean]

/** A column of figures that add up. */
export function Figures({ lines }: { lines: Line[] }) {
  return (
    <dl>
      {lines.flatMap((line) =>
        line
          ? [
              <dt key={`label ${line[0]}`} className={line[2] ? 'sum' : undefined}>
                {line[0]}
              </dt>,
              <dd key={`value ${line[0]}`} className={line[2] ? 'sum' : undefined}>
                {line[1]}
              </dd>,
            ]
          : [],
      )}
    </dl>
  )
}

function Why({ s }: { s: Explained }) {
  const { t } = useTranslation('suggest')
  const can = useCan()
  const d = s.detail
  return (
    <Flex vertical gap={12} className="suggest-why">
      <Flex gap={12} align="flex-start">
        <Thumb src={s.picture} size={48} />
        <Flex vertical gap={2} style={{ minWidth: 0 }}>
          <strong>{skuLabel(s)}</strong>
          <span className="muted">
            {s.skuCode} · {s.warehouseName}
          </span>
          <Flex gap={12} wrap>
            {can('product.read') && (
              <Link to="/products/$id" params={{ id: s.productId }}>
                {t('why.product')}
              </Link>
            )}
            {can('stock.read') && <Link to="/stock/ledger" search={{ skuId: s.skuId, warehouseId: s.warehouseId } as never}>{t('why.ledger')}</Link>}
            {can('source.read') && (
              <Link to="/sources/$id" params={{ id: s.skuId }}>
                {t('why.sources')}
              </Link>
            )}
            {s.supplierName && (
              <span>
                {s.supplierName} <ChatLink login={s.loginId} />
              </span>
            )}
            {s.orderId && (
              <Link to="/purchase-orders/$id" params={{ id: s.orderId }}>
                {s.orderNo}
              </Link>
            )}
          </Flex>
        </Flex>
      </Flex>
      <Alert type={s.state === 'left' ? 'info' : 'success'} showIcon title={<Answer s={s} />} description={s.state === 'left' ? t(`reasonHint.${s.reason}`, { defaultValue: '' }) || undefined : undefined} />
      {s.computedNow && <Alert type="info" title={t('why.now')} />}
      {d && <Steps d={d} s={s} />}
      {d && <Choices detail={d} />}
    </Flex>
  )
}

/** In one sentence what is said of the SKU. */
function Answer({ s }: { s: Explained }) {
  const { t } = useTranslation('suggest')
  if (s.state === 'left') return <>{t(`reason.${s.reason}`, { defaultValue: s.reason })}</>
  return (
    <>
      {t('why.buy', { count: s.quantity, unit: s.saleUnit || s.unit, supplier: s.supplierName })}
      {compare(s.baseQuantity, String(s.quantity)) !== 0 && (
        <>
          {' = '}
          <Qty value={s.baseQuantity} unit={s.unit} />
        </>
      )}
      {s.amount && (
        <>
          {' · '}
          <Money value={s.amount} sign />
        </>
      )}
    </>
  )
}

function Steps({ d, s }: { d: Detail; s: Explained }) {
  const { t } = useTranslation('suggest')
  const qty = (v: string | undefined) => <Qty value={v} unit={s.unit} />
  const { rule, demand, lead, stock, decision } = d
  const days = (count: number) => t('count.days', { count })
  const price = (v: string) => <Price value={v} />
  const reviewed = rule.model === 'continuous_review' || rule.model === 'periodic_review'
  const coming = stock.coming
  return (
    <>
      <Section title={t('why.rule')}>
        <Figures
          lines={[
            [t('model.label'), t(`model.${rule.model}`)],
            [t('why.ruleOf'), rule.ofSku ? t('scope.sku') : t('why.default')],
            rule.model === 'min_max' && [t('why.minMax'), <>{qty(rule.min)} – {qty(rule.max)}</>],
            rule.coverDays > 0 && [rule.model === 'days_of_cover' ? t('coverDays') : t('orderDays'), days(rule.coverDays)],
            reviewed && [t(`target.${rule.target === 'fill' ? 'fill' : 'cycle'}`), `${rule.serviceBps / 100} %`],
            rule.model !== 'min_max' && [t('reviewDays'), days(rule.reviewDays)],
            compare(rule.safetyStock, '0') > 0 && [t('safetyStock'), qty(rule.safetyStock)],
          ]}
        />
      </Section>
      <Section title={t('why.demand')}>
        <Figures
          lines={[
            demand.from === 'history' && [t('why.sold', { days: demand.daysInStock }), qty(demand.units)],
            demand.from === 'history' && demand.daysOut > 0 && [t('why.daysOut'), days(demand.daysOut)],
            demand.from === 'history' && [t('why.daysSold'), days(demand.daysSold)],
            demand.capped && [t('why.capped', { count: demand.capped }), qty(demand.cap)],
            [t(`why.from.${demand.from ?? 'none'}`), <>{qty(demand.perDay)} / {t('days')}</>, true],
            demand.season && [t('why.season', { name: demand.season.name }), `${demand.season.factorBps / 100} %`],
            ...(demand.calendar ?? []).map((e): Line => [
              t(`why.entry.${e.kind}`, { name: e.name, from: e.from, to: e.to }),
              <>
                {e.kind === 'factor' && `${(e.factorBps ?? 0) / 100} % · `}
                {e.kind === 'per_day' && <>{qty(e.perDay)} · </>}
                {days(e.days)}
              </>,
            ]),
            reviewed && [t('why.deviation'), qty(demand.deviation)],
            demand.lumpy && [t('why.lumpy'), ''],
          ]}
        />
      </Section>
      <Section title={t('why.lead')}>
        <Figures
          lines={[
            [t(`why.leadFrom.${lead.from}`, { count: lead.samples }), days(lead.days)],
            reviewed && [t('why.leadDeviation'), <>± <Qty value={lead.deviation} unit={t('days')} /></>],
            ...(lead.daysOff ?? []).map((d): Line => d.days > 0 && [t('why.dayOff', { ...d }), days(d.days)]),
            lead.arrives !== lead.days && [t('why.arrives'), days(lead.arrives), true],
            ...(lead.daysOff ?? []).map((d): Line => !!d.next && [t('why.dayOffNext', { ...d }), days(d.next)]),
          ]}
        />
      </Section>
      <Section title={t('why.stock')}>
        <Figures
          lines={[
            [t('onHand'), qty(stock.onHand)],
            compare(stock.reserved, '0') !== 0 && [t('why.minus', { what: t('reserved') }), qty(stock.reserved)],
            ...coming.map((c): Line => [t('why.comes', { on: c.on }), qty(c.quantity)]),
            compare(decision.later, '0') !== 0 && [t('why.later'), qty(subtract('0', decision.later))],
            [t('why.position', { count: decision.protects }), qty(decision.position), true],
            coming.length > 1 && [t('why.comingSum'), qty(sum(coming.map((c) => c.quantity)))],
          ]}
        />
      </Section>
      <Section title={t('why.need')}>
        <Figures
          lines={[
            rule.model !== 'min_max' && [t('why.expected', { count: decision.protects }), qty(decision.expected)],
            decision.method && [t(`why.method.${decision.method}`, { count: decision.windows ?? 0 }), qty(decision.safetyStock)],
            (rule.model === 'min_max' || rule.model === 'continuous_review') && [t('why.trigger'), qty(decision.trigger)],
            [t('why.target'), qty(decision.target)],
            [t('why.minus', { what: t('why.position', { count: decision.protects }) }), qty(decision.position)],
            [t('need'), qty(decision.need), true],
            decision.shortOn && [t('why.shortOn'), decision.shortOn],
            decision.safetyOn && decision.safetyOn !== decision.shortOn && [t('why.safetyOn'), decision.safetyOn],
            compare(decision.waitShort, '0') > 0 && [t('why.waitShort'), qty(decision.waitShort)],
            decision.eoq && [t('why.eoq'), qty(decision.eoq)],
          ]}
        />
      </Section>
      {s.state !== 'left' && (
        <Section title={t('why.units')}>
          <Figures
            lines={[
              [t('why.ratio'), `${s.den} ${s.saleUnit || t('saleUnit')} = ${s.num} ${s.unit}`],
              s.minimum > 1 && [t('minimum'), s.minimum],
              s.multiple > 1 && [t('multiple'), s.multiple],
              s.planned !== s.quantity && [t('why.planned'), s.planned],
              [t('quantity'), <>{s.quantity} {s.saleUnit}</>, true],
              s.price && [t('price'), price(s.price)],
            ]}
          />
        </Section>
      )}
    </>
  )
}
