import { Link } from '@tanstack/react-router'
import { Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Money, Qty } from '@/components/Decimal'
import { usePhone } from '@/hooks/usePhone'
import type { Cost, CostLine } from './costs'
import { skuLabel } from './sources'
import './purchase.css'

/** What each line of the receipts bears of a cost: what became stock, and what became cost of sales. */
export function CostLines({ cost }: { cost: Pick<Cost, 'lines' | 'stockValue' | 'soldValue'> }) {
  const { t } = useTranslation('purchase')
  const phone = usePhone()
  const priced = cost.stockValue !== undefined
  const receipt = (l: CostLine) => (
    <Link to="/purchase-receipts/$id" params={{ id: l.receiptId }}>
      {l.receiptNo}
    </Link>
  )
  const key = (l: CostLine, i: number) => `${l.receiptId}:${l.skuId}:${i}`
  const sums = priced && (
    <dl className="purchase-sums">
      <Flex justify="space-between" gap={24}>
        <dt>{t('cost.intoStock')}</dt>
        <dd>
          <Money value={cost.stockValue} />
        </dd>
      </Flex>
      <Flex justify="space-between" gap={24}>
        <dt>{t('cost.intoSold')}</dt>
        <dd>
          <Money value={cost.soldValue} />
        </dd>
      </Flex>
    </dl>
  )
  if (phone) {
    return (
      <>
        <ul className="purchase-cards">
          {cost.lines.map((l, i) => (
            <li key={key(l, i)}>
              <div>{skuLabel(l)}</div>
              <div className="muted">
                <span className="num">{l.skuCode}</span> · {receipt(l)}
              </div>
              <Flex justify="space-between" gap={8}>
                <span>
                  <Qty value={l.quantity} unit={l.unitName} /> · {t('cost.stillThere')} <Qty value={l.stillThere} />
                </span>
                {priced && (
                  <strong>
                    <Money value={l.amount} />
                  </strong>
                )}
              </Flex>
            </li>
          ))}
        </ul>
        {sums}
      </>
    )
  }
  return (
    <>
      <div className="purchase-view-scroll">
        <table className="purchase-view" aria-label={t('cost.shares')}>
          <thead>
            <tr>
              <th>#</th>
              <th>{t('receipt.kind.receipt')}</th>
              <th>{t('line.sku')}</th>
              <th className="right">{t('quantity')}</th>
              <th className="right">{t('cost.stillThere')}</th>
              {priced && <th className="right">{t('cost.share')}</th>}
              {priced && <th className="right">{t('cost.intoStock')}</th>}
              {priced && <th className="right">{t('cost.intoSold')}</th>}
            </tr>
          </thead>
          <tbody>
            {cost.lines.map((l, i) => (
              <tr key={key(l, i)}>
                <td className="muted num">{i + 1}</td>
                <td>{receipt(l)}</td>
                <td>
                  <div>{skuLabel(l)}</div>
                  <div className="muted num">{l.skuCode}</div>
                </td>
                <td className="right">
                  <Qty value={l.quantity} unit={l.unitName} />
                </td>
                <td className="right">
                  <Qty value={l.stillThere} />
                </td>
                {priced && (
                  <td className="right">
                    <Money value={l.amount} />
                  </td>
                )}
                {priced && (
                  <td className="right">
                    <Money value={l.stockValue} />
                  </td>
                )}
                {priced && (
                  <td className="right">
                    <Money value={l.soldValue} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sums}
    </>
  )
}
