import { Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Money, Price, Qty } from '@/components/Decimal'
import { usePhone } from '@/hooks/usePhone'
import { compare, divide } from '@/lib/decimal'
import type { Sale, SaleLine } from './queries'
import { skuLabel } from './sources'

/** The lines of a document that is not being entered: a table, or cards on a phone. */
export function ViewLines({ sale, cost, tax }: { sale: Sale; cost: boolean; tax: boolean }) {
  const { t } = useTranslation('sale')
  const phone = usePhone()
  const rate = (bps: number) => `${divide(String(bps), '100')}%`
  const name = (l: SaleLine) => (
    <>
      <div>{skuLabel(l)}</div>
      <div className="muted num">{l.skuCode}</div>
    </>
  )
  if (phone) {
    return (
      <ul className="sale-cards">
        {sale.lines.map((l) => (
          <li key={l.id}>
            {name(l)}
            <Flex justify="space-between" gap={8}>
              <span>
                <Qty value={l.quantity} unit={l.unitName} /> × <Price value={l.price} />
                {compare(l.discount, '0') > 0 && (
                  <span className="muted">
                    {' '}
                    −<Money value={l.discount} />
                  </span>
                )}
              </span>
              <strong>
                <Money value={l.amount} />
              </strong>
            </Flex>
            {l.issued !== undefined && (
              <div className="muted">
                {t('line.issued')} <Qty value={l.issued} /> · {t('line.remaining')} <Qty value={l.remaining} />
              </div>
            )}
            {l.note && <div className="muted">{l.note}</div>}
          </li>
        ))}
      </ul>
    )
  }
  const discounted = sale.lines.some((l) => compare(l.discount, '0') !== 0)
  const ordered = sale.fulfilment !== undefined
  const noted = sale.lines.some((l) => l.note)
  return (
    <div className="sale-view-scroll">
      <table className="sale-view-lines" aria-label={t('lines')}>
        <thead>
          <tr>
            <th>#</th>
            <th>{t('line.sku')}</th>
            <th className="right">{t('line.quantity')}</th>
            {ordered && <th className="right">{t('line.issued')}</th>}
            {ordered && <th className="right">{t('line.remaining')}</th>}
            <th className="right">{t('line.price')}</th>
            {discounted && <th className="right">{t('line.discount')}</th>}
            {tax && <th className="right">{t('line.tax')}</th>}
            <th className="right">{t('line.amount')}</th>
            {cost && <th className="right">{t('cost')}</th>}
            {noted && <th>{t('line.note')}</th>}
          </tr>
        </thead>
        <tbody>
          {sale.lines.map((l, i) => (
            <tr key={l.id}>
              <td className="muted num">{i + 1}</td>
              <td>{name(l)}</td>
              <td className="right">
                <Qty value={l.quantity} unit={l.unitName} />
              </td>
              {ordered && (
                <td className="right">
                  <Qty value={l.issued} />
                </td>
              )}
              {ordered && (
                <td className="right">
                  <Qty value={l.remaining} />
                </td>
              )}
              <td className="right">
                <Price value={l.price} />
              </td>
              {discounted && (
                <td className="right">
                  <Money value={l.discount} />
                  {l.discountBps > 0 && <div className="muted">{rate(l.discountBps)}</div>}
                </td>
              )}
              {tax && (
                <td className="right">
                  <Money value={l.taxAmount} />
                  <div className="muted">{rate(l.taxRateBps)}</div>
                </td>
              )}
              <td className="right">
                <Money value={l.amount} />
              </td>
              {cost && (
                <td className="right">
                  <Money value={l.cost} />
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
