import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Descriptions, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { Money, Price, Qty } from '@/components/Decimal'
import { DocPage } from '@/components/DocPage'
import { Instant } from '@/components/Instant'
import { RecordHistory } from '@/components/RecordHistory'
import { Section } from '@/components/Section'
import { StatusTag } from '@/components/StatusTag'
import { usePhone } from '@/hooks/usePhone'
import { compare, subtract } from '@/lib/decimal'
import { ReceiptActions } from './ReceiptActions'
import { type Receipt, receiptKeys, type ReceiptLine, type ReceiptRow } from './receipts'
import { skuLabel } from './sources'
import './purchase.css'

/** Where a receipt stands; a reversed one says so. */
export function ReceiptTag({ receipt: r }: { receipt: Pick<ReceiptRow, 'state' | 'reversesId' | 'reversedById'> }) {
  const { t } = useTranslation('purchase')
  if (r.reversedById) return <StatusTag tone="bad">{t('receipt.state.reversed')}</StatusTag>
  if (r.reversesId) return <StatusTag tone="bad">{t('receipt.state.reversal')}</StatusTag>
  return <StatusTag tone={r.state === 'posted' ? 'good' : r.state === 'submitted' ? 'attention' : 'neutral'}>{t(`receipt.state.${r.state}`)}</StatusTag>
}

/** A receipt or return: its lines and money, its history, and what can be done with it. */
export function ReceiptView({ receipt: r, onEdit }: { receipt: Receipt; onEdit: () => void }) {
  const { t } = useTranslation('purchase')
  const client = useQueryClient()
  useLive('purchase_receipt', (e) => ('resync' in e || e.id === r.id) && void client.invalidateQueries({ queryKey: receiptKeys.detail(r.id) }))
  const related = (id: string | undefined, no: string | undefined, key: 'source' | 'reverses' | 'reversedBy') =>
    id && (
      <Alert
        type="info"
        showIcon
        title={
          <>
            {t(`receipt.related.${key}`)}{' '}
            <Link to="/purchase-receipts/$id" params={{ id }}>
              {no}
            </Link>
          </>
        }
      />
    )
  const items = [
    {
      key: 'supplier',
      label: t('supplier'),
      children: (
        <Link to="/suppliers/$id" params={{ id: r.supplierId }}>
          {r.supplierName}
        </Link>
      ),
    },
    { key: 'warehouse', label: t('warehouse'), children: r.warehouseName },
    r.orderId && {
      key: 'order',
      label: t('one'),
      children: (
        <Link to="/purchase-orders/$id" params={{ id: r.orderId }}>
          {r.orderNo}
        </Link>
      ),
    },
    r.waybill && { key: 'waybill', label: t('receipt.waybill'), children: r.waybill },
    r.inspectedAt && {
      key: 'inspected',
      label: t('receipt.inspectedBy'),
      children: (
        <>
          {r.inspectedByName} <Instant at={r.inspectedAt} />
        </>
      ),
    },
    r.payments && {
      key: 'payments',
      label: t('receipt.settledBy'),
      children: (
        <Flex vertical>
          {r.payments.map((p) => (
            <span key={p.id}>
              <Link to="/payments/$id" params={{ id: p.id }}>
                {p.no}
              </Link>{' '}
              {p.amount && <Money value={p.amount} sign />}
            </span>
          ))}
        </Flex>
      ),
    },
    r.costs && {
      key: 'costs',
      label: t('receipt.lateCosts'),
      children: (
        <Flex vertical>
          {r.costs.map((c) => (
            <span key={c.id}>
              <Link to="/purchase-costs/$id" params={{ id: c.id }}>
                {c.no}
              </Link>{' '}
              {t(`cost.kind.${c.kind}`)} {c.amount && <Money value={c.amount} sign />}
            </span>
          ))}
        </Flex>
      ),
    },
    r.asCharged && { key: 'charged', label: t('receipt.from1688'), children: t('receipt.on1688') },
    r.overReason && { key: 'over', label: t('receipt.overReason'), children: r.overReason },
    r.note && { key: 'note', label: t('note'), children: r.note },
  ].filter((x) => typeof x === 'object')
  return (
    <DocPage
      title={`${t(`receipt.kind.${r.kind}`)} ${r.no}`}
      tag={<ReceiptTag receipt={r} />}
      hint={
        <>
          {r.date} · {r.createdByName} · <Instant at={r.postedAt ?? r.createdAt} />
        </>
      }
      back="/purchase-receipts"
      actions={<ReceiptActions receipt={r} onEdit={onEdit} />}
    >
      {r.rejectedReason && r.state === 'draft' && <Alert type="warning" showIcon title={t('rejectedBecause', { reason: r.rejectedReason })} />}
      {related(r.sourceId, r.sourceNo, 'source')}
      {related(r.reversesId, r.reversesNo, 'reverses')}
      {related(r.reversedById, r.reversedByNo, 'reversedBy')}
      <Section title={t('basics')}>
        <Descriptions size="small" column={{ xs: 1, sm: 2, md: 3 }} items={items} />
      </Section>
      <Section title={t('lines')} flush>
        <Lines receipt={r} />
        <Sums receipt={r} />
      </Section>
      <Section title={t('common:audit.title')}>
        <RecordHistory path="/api/v1/purchase-receipts/{id}/history" id={r.id} of={receiptKeys.detail(r.id)} />
      </Section>
    </DocPage>
  )
}

function Lines({ receipt: r }: { receipt: Receipt }) {
  const { t } = useTranslation('purchase')
  const phone = usePhone()
  const priced = r.total !== undefined
  const rejected = r.lines.some((l) => compare(l.rejected, '0') !== 0)
  const short = r.lines.some((l) => compare(l.short, '0') !== 0)
  const returned = r.lines.some((l) => compare(l.returned, '0') !== 0)
  const name = (l: ReceiptLine) => (
    <>
      <div>{skuLabel(l)}</div>
      <div className="muted num">{l.skuCode}</div>
    </>
  )
  if (phone) {
    return (
      <ul className="purchase-cards">
        {r.lines.map((l) => (
          <li key={l.id}>
            {name(l)}
            <Flex justify="space-between" gap={8}>
              <Qty value={l.quantity} unit={l.unitName} />
              {priced && (
                <strong>
                  <Money value={l.amount} />
                </strong>
              )}
            </Flex>
            {rejected && (
              <div className="muted">
                {t('receipt.rejected')} <Qty value={l.rejected} /> {l.rejectReason && t(`receipt.reason.${l.rejectReason}`)}
              </div>
            )}
            {short && (
              <div className="muted">
                {t('receipt.short')} <Qty value={l.short} />
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
            <th className="right">{t(r.kind === 'return' ? 'receipt.back' : 'receipt.accepted')}</th>
            {rejected && <th className="right">{t('receipt.rejected')}</th>}
            {short && <th className="right">{t('receipt.short')}</th>}
            {returned && <th className="right">{t('receipt.returned')}</th>}
            {priced && <th className="right">{t('line.price')}</th>}
            {priced && <th className="right">{t('line.amount')}</th>}
            {priced && <th className="right">{t('receipt.landed')}</th>}
            {priced && <th className="right">{t('receipt.cost')}</th>}
          </tr>
        </thead>
        <tbody>
          {r.lines.map((l, i) => (
            <tr key={l.id}>
              <td className="muted num">{i + 1}</td>
              <td>
                {name(l)}
                {l.note && <div className="muted">{l.note}</div>}
              </td>
              <td className="right">
                <Qty value={l.quantity} unit={l.unitName} />
              </td>
              {rejected && (
                <td className="right">
                  <Qty value={l.rejected} />
                  {l.rejectReason && <div className="muted">{t(`receipt.reason.${l.rejectReason}`)}</div>}
                </td>
              )}
              {short && (
                <td className="right">
                  <Qty value={l.short} />
                </td>
              )}
              {returned && (
                <td className="right">
                  <Qty value={l.returned} />
                </td>
              )}
              {priced && (
                <td className="right">
                  <Price value={l.price} />
                </td>
              )}
              {priced && (
                <td className="right">
                  <Money value={l.amount} />
                </td>
              )}
              {priced && (
                <td className="right">
                  <Money value={l.landed} />
                </td>
              )}
              {priced && (
                <td className="right">
                  <Money value={l.cost} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Sums({ receipt: r }: { receipt: Receipt }) {
  const { t } = useTranslation('purchase')
  if (r.total === undefined) return null
  const some = (v: string | undefined) => (v === undefined || compare(v, '0') === 0 ? undefined : v)
  const rows: [string, string | undefined, string?][] = [
    [t('goods'), r.goodsAmount],
    [t('discount'), some(r.discount) && subtract('0', r.discount)],
    [t('freight'), some(r.freight)],
    [t('otherFee'), some(r.otherFee)],
    [t('total'), r.total, 'sum'],
    [t('taxWithin'), some(r.taxAmount)],
    [t('receipt.cost'), r.cost],
  ]
  return (
    <dl className="purchase-sums">
      {rows.map(([label, value, kind]) =>
        value === undefined ? null : (
          <Flex key={label} justify="space-between" gap={24} className={kind}>
            <dt>{label}</dt>
            <dd>
              <Money value={value} />
            </dd>
          </Flex>
        ),
      )}
    </dl>
  )
}
