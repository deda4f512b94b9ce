import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Column } from '@/components/DataTable'
import { Money, Price, Qty } from '@/components/Decimal'
import { StatusTag } from '@/components/StatusTag'
import { Thumb } from '@/components/Thumb'
import { useCan } from '@/hooks/session'
import { compare, round } from '@/lib/decimal'
import { QuantityCell } from './QuantityCell'
import type { State, Suggestion } from './queries'
import { skuLabel } from './sources'
import './suggest.css'

/** What is kept of the reason: the word, and how soon it runs short. */
function Reason({ s }: { s: Suggestion }) {
  const { t } = useTranslation('suggest')
  const text = t(`reason.${s.reason}`, { defaultValue: s.reason })
  return s.state === 'left' ? <span title={t(`reasonHint.${s.reason}`, { defaultValue: '' })}>{text}</span> : <>{text}</>
}

/** In how many days it runs short; the sooner the louder. */
function ShortIn({ s }: { s: Suggestion }) {
  const { t } = useTranslation('suggest')
  if (s.shortIn === undefined) return <span className="muted">—</span>
  const tone = s.shortIn <= 0 ? 'bad' : s.shortIn <= 7 ? 'attention' : 'neutral'
  return <StatusTag tone={tone}>{s.shortIn <= 0 ? t('shortNow') : t('count.days', { count: s.shortIn })}</StatusTag>
}

function Where({ s }: { s: Suggestion }) {
  return (
    <span title={[s.supplierName, s.offerTitle].filter(Boolean).join(' · ')}>
      {s.offerId ? (
        <a href={`https://detail.1688.com/offer/${s.offerId}.html`} target="_blank" rel="noreferrer">
          {s.supplierName}
        </a>
      ) : (
        s.supplierName
      )}
    </span>
  )
}

/** The columns of a state of the list; several says that there is more than one warehouse. */
export function useSuggestionColumns(state: State, several: boolean): Column<Suggestion>[] {
  const { t } = useTranslation('suggest')
  const can = useCan()
  const priced = can('cost.see')
  const editable = state === 'open' && can('suggest.run')
  const quantity = (key: 'onHand' | 'reserved' | 'coming' | 'available' | 'perDay', title: string, hidden?: boolean): Column<Suggestion> => ({
    key,
    title,
    width: key === 'perDay' ? 66 : 58,
    align: 'right',
    hidden,
    render: (s) => <Qty value={round(s[key], 2)} />,
    text: (s) => s[key],
  })
  const all: (Column<Suggestion> | false)[] = [
    {
      key: 'code',
      title: t('sku'),
      width: state === 'left' ? 280 : 200,
      always: true,
      sortable: true,
      render: (s) => (
        <span className="suggest-sku">
          <Thumb src={s.picture} size={28} />
          <span title={`${s.skuCode} ${skuLabel(s)}`}>
            <code>{s.skuCode}</code> {skuLabel(s)}
          </span>
        </span>
      ),
      text: (s) => s.skuCode,
    },
    several && { key: 'warehouse', title: t('warehouse'), width: 90, render: (s) => s.warehouseName, text: (s) => s.warehouseName },
    { key: 'urgency', title: t('shortIn'), width: 90, sortable: true, render: (s) => <ShortIn s={s} />, text: (s) => (s.shortIn === undefined ? '' : String(s.shortIn)) },
    quantity('onHand', t('onHand')),
    quantity('reserved', t('reserved')),
    quantity('coming', t('coming')),
    quantity('available', t('available'), true),
    quantity('perDay', t('sellsPerDay')),
    { key: 'need', title: t('need'), width: 86, align: 'right', sortable: true, render: (s) => <Qty value={round(s.need, 2)} unit={s.unit} />, text: (s) => s.need },
    state !== 'left' && {
      key: 'quantity',
      title: t('quantity'),
      width: 106,
      align: 'right',
      sortable: true,
      render: (s) => (editable ? <QuantityCell s={s} /> : <Qty value={String(s.quantity)} unit={s.saleUnit || s.unit} />),
      text: (s) => String(s.quantity),
    },
    state !== 'left' && { key: 'base', title: t('baseQuantity'), width: 72, align: 'right', render: (s) => <Qty value={s.baseQuantity} unit={s.unit} />, text: (s) => s.baseQuantity },
    state !== 'left' && { key: 'supplier', title: t('supplier'), width: 116, sortable: true, render: (s) => <Where s={s} />, text: (s) => s.supplierName },
    state !== 'left' && { key: 'offer', title: t('offer'), width: 180, hidden: true, render: (s) => s.offerTitle ?? '', text: (s) => s.offerTitle },
    state !== 'left' && { key: 'account', title: t('account'), width: 120, hidden: true, render: (s) => s.accountName ?? '', text: (s) => s.accountName },
    state !== 'left' && { key: 'minimum', title: t('minimum'), width: 80, align: 'right', hidden: true, render: (s) => <span className="num">{s.minimum}</span>, text: (s) => String(s.minimum) },
    state !== 'left' && priced && { key: 'price', title: t('price'), width: 76, align: 'right', render: (s) => (s.ownPrice ? <span title={`${s.currency} ${s.ownPrice}`}><Price value={s.price} /></span> : <Price value={s.price} />), text: (s) => s.price },
    state !== 'left' && priced && { key: 'amount', title: t('amount'), width: 92, align: 'right', sortable: true, render: (s) => <Money value={s.amount} />, text: (s) => s.amount },
    state === 'ordered' && {
      key: 'order',
      title: t('order'),
      width: 150,
      render: (s) =>
        s.orderId ? (
          <Link to="/purchase-orders/$id" params={{ id: s.orderId }}>
            {s.orderNo}
          </Link>
        ) : (
          ''
        ),
      text: (s) => s.orderNo,
    },
    { key: 'reason', title: t('reasonLabel'), width: state === 'left' ? 240 : 92, render: (s) => <Reason s={s} />, text: (s) => t(`reason.${s.reason}`, { defaultValue: s.reason }) },
    state === 'left' && { key: 'next', title: t('nextStep'), width: 130, render: (s) => <NextStep s={s} />, text: () => '' },
  ]
  return all.filter((c) => c !== false)
}

/** Where to go for what keeps a SKU from being suggested. */
function NextStep({ s }: { s: Suggestion }) {
  const { t } = useTranslation('suggest')
  const can = useCan()
  if ((s.reason === 'no_source' || s.reason === 'seller_stock' || s.reason === 'below_minimum' || s.reason === 'purchase_limit') && can('source.read')) {
    return (
      <Link to="/sources/$id" params={{ id: s.skuId }}>
        <Button size="small" type="link">
          {t('next.source')}
        </Button>
      </Link>
    )
  }
  if (s.reason === 'no_history' || s.reason === 'excluded' || s.reason === 'rule_invalid' || s.reason === 'no_demand') {
    return (
      <Link to="/replenishment-rules" search={{ q: s.skuCode } as never}>
        <Button size="small" type="link">
          {t('next.rule')}
        </Button>
      </Link>
    )
  }
  return null
}

/** A suggestion as a card on a phone. */
export function SuggestionCard({ s }: { s: Suggestion }) {
  const { t } = useTranslation('suggest')
  const can = useCan()
  return (
    <Flex gap={10} align="flex-start">
      <Thumb src={s.picture} size={48} />
      <Flex vertical gap={3} style={{ minWidth: 0, flex: 1, overflowWrap: 'anywhere' }}>
        <strong>{skuLabel(s)}</strong>
        <span className="muted">
          {s.skuCode} · {s.warehouseName}
        </span>
        <span>
          {t('onHand')} <Qty value={s.onHand} /> · {t('coming')} <Qty value={s.coming} /> · {t('need')} <Qty value={round(s.need, 2)} unit={s.unit} />
        </span>
        {s.state === 'left' ? (
          <Flex justify="space-between" gap={8} align="center">
            <Reason s={s} />
            <NextStep s={s} />
          </Flex>
        ) : (
          <>
            <span className="muted">{s.supplierName}</span>
            <Flex justify="space-between" gap={8} align="center" onClick={(e) => e.stopPropagation()}>
              <span style={{ width: 130 }}>{s.state === 'open' && can('suggest.run') ? <QuantityCell s={s} /> : <Qty value={String(s.quantity)} unit={s.saleUnit || s.unit} />}</span>
              {s.amount && compare(s.amount, '0') > 0 && (
                <strong>
                  <Money value={s.amount} sign />
                </strong>
              )}
            </Flex>
          </>
        )}
      </Flex>
    </Flex>
  )
}
