import { QRCode } from 'antd'
import { useTranslation } from 'react-i18next'
import { Money, Price, Qty } from '@/components/Decimal'
import { Paper } from '@/components/print/Paper'
import type { Preorder } from '@/hooks/preorder'
import { useSession } from '@/hooks/session'
import { compare, sum } from '@/lib/decimal'
import type { Sale } from './queries'
import { skuLabel } from './sources'

/** The document on paper: seen only by the printer. */
export function SalePrint({ sale, preorder }: { sale: Sale; preorder: Preorder | undefined }) {
  const { t } = useTranslation('sale')
  const { set } = useSession()
  const payable = preorder?.payUrl && (preorder.pay === 'unpaid' || preorder.pay === 'ordered')
  return (
    <Paper size="A4" margin="12mm">
      <div className="sale-print">
      <h1>
        {set?.name} {t(`title.${sale.kind as 'issue' | 'order' | 'return'}`)}
      </h1>
      <div className="sale-print-head">
        <span>
          {t('no')}: {sale.no}
        </span>
        <span>
          {t('date')}: {sale.date}
        </span>
        <span>
          {t('customer.label')}: {sale.customerName}
        </span>
        <span>
          {t('warehouse')}: {sale.warehouseName}
        </span>
        {sale.salespersonName && (
          <span>
            {t('salesperson')}: {sale.salespersonName}
          </span>
        )}
      </div>
      <table>
        <thead>
          <tr>
            <th>#</th>
            <th>{t('line.code')}</th>
            <th>{t('line.sku')}</th>
            <th className="right">{t('line.quantity')}</th>
            <th className="right">{t('line.price')}</th>
            <th className="right">{t('line.amount')}</th>
            <th>{t('line.note')}</th>
          </tr>
        </thead>
        <tbody>
          {sale.lines.map((l, i) => (
            <tr key={l.id}>
              <td>{i + 1}</td>
              <td>{l.skuCode}</td>
              <td>{skuLabel(l)}</td>
              <td className="right">
                <Qty value={l.quantity} unit={l.unitName} />
              </td>
              <td className="right">
                <Price value={l.price} />
              </td>
              <td className="right">
                <Money value={l.amount} />
              </td>
              <td>{l.note}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={3}>{t('totals.lines', { count: sale.lines.length })}</td>
            <td className="right">
              <Qty value={sum(sale.lines.map((l) => l.quantity))} />
            </td>
            <td colSpan={3} className="right">
              <Money value={sale.goodsAmount} />
            </td>
          </tr>
        </tfoot>
      </table>
      <div className="sale-print-head">
        {compare(sale.discount, '0') !== 0 && (
          <span>
            {t('discount')}: <Money value={sale.discount} />
          </span>
        )}
        {compare(sale.customerFee, '0') !== 0 && (
          <span>
            {t('customerFee')}: <Money value={sale.customerFee} />
          </span>
        )}
        <strong>
          {t('total')}: <Money value={sale.total} sign />
        </strong>
        {sale.note && (
          <span>
            {t('note')}: {sale.note}
          </span>
        )}
      </div>
      {payable && (
        <div>
          <QRCode value={preorder.payUrl ?? ''} type="svg" size={160} bordered={false} />
          <div>{t('printScan')}</div>
        </div>
      )}
      </div>
    </Paper>
  )
}
