import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Descriptions, Flex, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { ChatLink } from '@/components/ChatLink'
import { Amount, baseCurrency, titleIn } from '@/components/Amount'
import { Money, Price, Qty } from '@/components/Decimal'
import { DocPage } from '@/components/DocPage'
import { Instant } from '@/components/Instant'
import { PageSections } from '@/components/PageSections'
import { RecordHistory } from '@/components/RecordHistory'
import { Section } from '@/components/Section'
import { Thumb } from '@/components/Thumb'
import { usePhone } from '@/hooks/usePhone'
import { compare, subtract } from '@/lib/decimal'
import { fromBps } from '@/lib/figures'
import { LineDemands } from './LineDemands'
import { PurchaseActions } from './PurchaseActions'
import { type Purchase, purchaseKeys, type PurchaseLine } from './queries'
import { receiptsOfQuery } from './receipts'
import { ReceiptTag } from './ReceiptView'
import { skuLabel } from './sources'
import { StageTag } from './tags'
import './purchase.css'

/** People have approved what it says. */
const stands = (purchase: Purchase) => ['open', 'partial', 'done', 'closed'].includes(purchase.stage)

/** A purchase order as it stands: lines and money, who approved it, its history, and what can be done with it. */
export function PurchaseView({ purchase, onEdit }: { purchase: Purchase; onEdit: () => void }) {
  const { t } = useTranslation('purchase')
  const client = useQueryClient()
  useLive('purchase', (e) => ('resync' in e || e.id === purchase.id) && void client.invalidateQueries({ queryKey: purchaseKeys.detail(purchase.id) }))
  return (
    <DocPage
      title={`${t('one')} ${purchase.no}`}
      tag={<StageTag stage={purchase.stage} />}
      hint={
        <>
          {purchase.date} · {purchase.createdByName} · <Instant at={purchase.createdAt} />
        </>
      }
      back="/purchase-orders"
      actions={<PurchaseActions purchase={purchase} onEdit={onEdit} />}
    >
      {purchase.rejectedReason && <Alert type="warning" showIcon title={t('rejectedBecause', { reason: purchase.rejectedReason })} />}
      {purchase.closedReason && <Alert type="info" showIcon title={t('closedBecause', { reason: purchase.closedReason })} />}
      {purchase.mergedIntoId && (
        <Alert
          type="info"
          showIcon
          title={
            <>
              {t('mergedInto')}{' '}
              <Link to="/purchase-orders/$id" params={{ id: purchase.mergedIntoId }}>
                {purchase.mergedIntoNo}
              </Link>
            </>
          }
        />
      )}
      <Section title={t('basics')}>
        <Basics purchase={purchase} />
      </Section>
      <Section title={t('lines')} flush>
        <Lines purchase={purchase} />
        <Sums purchase={purchase} />
      </Section>
      <PageSections page="purchase" id={purchase.id} stands={stands(purchase)} fallback={<Skeleton active paragraph={{ rows: 2 }} />} />
      <Received purchase={purchase} />
      <Section title={t('common:audit.title')}>
        <RecordHistory path="/api/v1/purchase-orders/{id}/history" id={purchase.id} of={purchaseKeys.detail(purchase.id)} />
      </Section>
    </DocPage>
  )
}

/** The receipts of the order. */
function Received({ purchase }: { purchase: Purchase }) {
  const { t } = useTranslation('purchase')
  const list = useQuery(receiptsOfQuery({ orderId: purchase.id })).data ?? []
  if (list.length === 0) return null
  return (
    <Section title={t('receipts')}>
      <ul className="purchase-cards" style={{ padding: 0 }}>
        {list.map((r) => (
          <li key={r.id}>
            <Flex gap={12} align="center" wrap>
              <Link to="/purchase-receipts/$id" params={{ id: r.id }}>
                {r.no}
              </Link>
              <span className="muted num">{r.date}</span>
              {r.waybill && <span className="muted">{r.waybill}</span>}
              <ReceiptTag receipt={r} />
            </Flex>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Basics({ purchase: p }: { purchase: Purchase }) {
  const { t } = useTranslation('purchase')
  const step = (s: Purchase['submitted']) =>
    s && (
      <>
        {s.name} <Instant at={s.at} />
      </>
    )
  const items = [
    {
      key: 'supplier',
      label: t('supplier'),
      children: (
        <Flex gap={6} align="center">
          <Link to="/suppliers/$id" params={{ id: p.supplierId }}>
            {p.supplierName}
          </Link>
          <ChatLink login={p.loginId} />
        </Flex>
      ),
    },
    { key: 'warehouse', label: t('warehouse'), children: p.warehouseName },
    p.expectedOn && { key: 'expectedOn', label: t('expectedOn'), children: p.expectedOn },
    p.exchangeRate && {
      key: 'currency',
      label: t('currency'),
      children: (
        <Flex gap={6} wrap>
          {p.currency}
          <span className="muted num">{t('exchangeRateTold', { currency: p.currency, rate: p.exchangeRate })}</span>
        </Flex>
      ),
    },
    { key: 'terms', label: t('terms.name'), children: t(`terms.told.${p.terms}`, { share: p.prepaidShare, days: p.creditDays }) },
    p.payMethod && { key: 'payMethod', label: t('payMethod.name'), children: t(`payMethod.${p.payMethod}`) },
    p.accountName && { key: 'account', label: t('account'), children: p.accountName },
    p.purchaserName && { key: 'purchaser', label: t('purchaser'), children: p.purchaserName },
    p.followerName && { key: 'follower', label: t('follower'), children: p.followerName },
    { key: 'delivery', label: t('delivery.name'), children: t(`delivery.${p.delivery}`) },
    p.inspect && { key: 'inspect', label: t('inspect'), children: t('yes') },
    p.onlineOrders.length > 0 && { key: 'onlineOrders', label: t('onlineOrders'), children: p.onlineOrders.join('、') },
    p.trackingNumbers.length > 0 && { key: 'trackingNumbers', label: t('trackingNumbers'), children: p.trackingNumbers.join('、') },
    p.submitted && { key: 'submitted', label: t('step.submitted'), children: step(p.submitted) },
    p.approved && { key: 'approved', label: t('step.approved'), children: step(p.approved) },
    p.approvedAgain && { key: 'approvedAgain', label: t('step.approvedAgain'), children: step(p.approvedAgain) },
    p.note && { key: 'note', label: t('note'), children: p.note },
  ].filter((x) => x !== false && x !== '' && x !== undefined)
  return <Descriptions size="small" column={{ xs: 1, sm: 2, md: 3 }} items={items} />
}

function Lines({ purchase }: { purchase: Purchase }) {
  const { t } = useTranslation('purchase')
  const phone = usePhone()
  const priced = purchase.total !== undefined
  const ordered = stands(purchase)
  const foreign = purchase.currency !== baseCurrency
  const noted = purchase.lines.some((l) => l.note)
  const taxed = purchase.lines.some((l) => l.taxRateBps > 0)
  const name = (l: PurchaseLine) => (
    <Flex gap={8}>
      <Thumb src={l.picture} />
      <div>
        <div>{skuLabel(l)}</div>
        <div className="muted num">{l.skuCode}</div>
        {!foreign && <PageSections page="purchase-line" id={l.skuId} stands={ordered} supplierId={purchase.supplierId} />}
        <LineDemands line={l} />
      </div>
    </Flex>
  )
  if (phone) {
    return (
      <ul className="purchase-cards">
        {purchase.lines.map((l) => (
          <li key={l.id}>
            {name(l)}
            <Flex justify="space-between" gap={8}>
              <span>
                <Qty value={l.quantity} unit={l.unitName} /> {priced && <>× <Price value={l.price} /></>}
              </span>
              {priced && (
                <strong>
                  <Amount value={l.amount} currency={purchase.currency} />
                </strong>
              )}
            </Flex>
            {ordered && (
              <div className="muted">
                {t('line.received')} <Qty value={l.received} /> · {t('line.remaining')} <Qty value={l.remaining} />
              </div>
            )}
            {l.note && <div className="muted">{l.note}</div>}
          </li>
        ))}
      </ul>
    )
  }
  return (
    <div className="purchase-view-scroll">
      <table className="purchase-view" aria-label={t('lines')}>
        <thead>
          <tr>
            <th>#</th>
            <th>{t('line.sku')}</th>
            <th className="right">{t('line.quantity')}</th>
            {ordered && <th className="right">{t('line.received')}</th>}
            {ordered && <th className="right">{t('line.remaining')}</th>}
            {priced && <th className="right">{titleIn(t('line.price'), purchase.currency)}</th>}
            {priced && <th className="right">{t('line.discount')}</th>}
            {priced && taxed && <th className="right">{t('line.taxRate')}</th>}
            {priced && taxed && <th className="right">{t('line.tax')}</th>}
            {priced && <th className="right">{titleIn(t('line.amount'), purchase.currency)}</th>}
            {priced && foreign && <th className="right">{t('yuanTotal')}</th>}
            {noted && <th>{t('line.note')}</th>}
          </tr>
        </thead>
        <tbody>
          {purchase.lines.map((l, i) => (
            <tr key={l.id}>
              <td className="muted num">{i + 1}</td>
              <td>{name(l)}</td>
              <td className="right">
                <Qty value={l.quantity} unit={l.unitName} />
              </td>
              {ordered && (
                <td className="right">
                  <Qty value={l.received} />
                </td>
              )}
              {ordered && (
                <td className="right">
                  <Qty value={l.remaining} />
                </td>
              )}
              {priced && (
                <td className="right">
                  <Price value={l.price} />
                </td>
              )}
              {priced && (
                <td className="right">
                  <Money value={l.discount} />
                </td>
              )}
              {priced && taxed && <td className="right num">{fromBps(l.taxRateBps) ?? '0'}</td>}
              {priced && taxed && (
                <td className="right">
                  <Money value={l.taxAmount} />
                </td>
              )}
              {priced && (
                <td className="right">
                  <Money value={l.amount} />
                </td>
              )}
              {priced && foreign && (
                <td className="right">
                  <Money value={l.yuan?.amount} />
                </td>
              )}
              {noted && <td>{l.note}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Sums({ purchase: p }: { purchase: Purchase }) {
  const { t } = useTranslation('purchase')
  if (p.total === undefined) return null
  const some = (v: string | undefined) => (v === undefined || compare(v, '0') === 0 ? undefined : v)
  const rows: [string, string | undefined, string?][] = [
    [t('goods'), p.goodsAmount],
    [t('discount'), some(p.discount) && subtract('0', p.discount)],
    [t('freight'), some(p.freight)],
    [t('otherFee'), some(p.otherFee)],
    [t('total'), p.total, 'sum'],
    [t('taxWithin'), some(p.taxAmount)],
  ]
  if (p.yuan) {
    rows.push([t('yuanTotal'), p.yuanTotal, 'yuan'])
    if (some(p.yuan.freight)) rows.push([t('yuanFreight'), p.yuan.freight, 'yuan'])
  }
  return (
    <dl className="purchase-sums">
      {rows.map(([label, value, kind]) =>
        value === undefined ? null : (
          <Flex key={label} justify="space-between" gap={24} className={kind}>
            <dt>{label}</dt>
            <dd>
              {kind === 'yuan' ? <Money value={value} sign /> : <Amount value={value} currency={p.currency} />}
            </dd>
          </Flex>
        ),
      )}
    </dl>
  )
}
