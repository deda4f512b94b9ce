import { useTranslation } from 'react-i18next'
import { api, data, type Schema } from '@/api/client'
import { asWorkbook } from '@/api/files'
import { Amount } from '@/components/Amount'
import { Money } from '@/components/Decimal'
import { ImportDrawer } from '@/components/ImportDrawer'
import { purchaseKeys } from './queries'

type Result = Schema<'ImportPurchaseOrdersImportOutputBody'>

// More are counted, not named.
const shown = 100

/** Drafts of purchase orders out of a workbook. */
export default function PurchaseImport({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('purchase')
  return (
    <ImportDrawer<Result>
      title={t('import.title')}
      hint={t('import.hint')}
      template="/api/v1/purchase-orders/template"
      send={(file, { dryRun }, write) => data(api.POST('/api/v1/purchase-orders/import', { params: { query: { dryRun } }, ...asWorkbook(file, write) }))}
      summary={(r) => (
        <>
          {t('import.sum', { count: r.items.length, lines: r.lineCount })} {r.total !== undefined && <Money value={r.total} sign />}
          <ul className="purchase-import">
            {r.items.slice(0, shown).map((o) => (
              <li key={o.row}>
                <span className="muted num">{t('import.fromRow', { row: o.row })}</span> {o.supplierName} <span className="num">{o.date}</span> {t('import.lines', { count: o.lineCount })}{' '}
                {o.total !== undefined && <Amount value={o.total} currency={o.currency} sign />}
              </li>
            ))}
          </ul>
          {r.items.length > shown && '…'}
        </>
      )}
      column={(key) => t(`import.column.${key}`, { defaultValue: key })}
      success={(r) => t('import.done', { count: r.items.length })}
      invalidate={[purchaseKeys.all]}
      onClose={onClose}
    />
  )
}
