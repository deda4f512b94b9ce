import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from '@tanstack/react-router'
import { api, data, type Schema } from '@/api/client'
import { asWorkbook } from '@/api/files'
import { tradeKeys } from '@/api/keys'
import { ImportDrawer } from '@/components/ImportDrawer'
import { formatDecimal } from '@/lib/decimal'
import { documentPath } from './queries'

type Result = Schema<'ImportOpeningStockImportOutputBody'>

/** Opening stock out of a workbook: checked as a whole, then entered as one document. */
export function OpeningImport({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('stock')
  const { message } = App.useApp()
  const navigate = useNavigate()
  return (
    <ImportDrawer<Result>
      title={t('opening.importTitle')}
      hint={t('opening.importHint')}
      template="/api/v1/stock/opening/template"
      send={(file, { dryRun }, write) => data(api.POST('/api/v1/stock/opening/import', { params: { query: { dryRun } }, ...asWorkbook(file, write) }))}
      summary={(r) => (
        <>
          {t('opening.importSum', { rows: r.rows, quantity: formatDecimal(r.quantity, 0) })}
          {r.value !== undefined && t('opening.importValue', { value: formatDecimal(r.value, 2, 2) })}
        </>
      )}
      column={(key) => t(`opening.column.${key}`, { defaultValue: key })}
      onClose={onClose}
      success={(r) => t('opening.imported', { no: r.documentNo })}
      invalidate={tradeKeys}
      onDone={(r) => {
        if (r.state === 'draft') void message.info(t('doc.waits'))
        if (r.documentId) void navigate({ to: documentPath('opening_stock', r.documentId) ?? '/opening-stock' })
      }}
    />
  )
}
