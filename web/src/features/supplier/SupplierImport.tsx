import { useTranslation } from 'react-i18next'
import { api, data, type Schema } from '@/api/client'
import { asWorkbook } from '@/api/files'
import { ImportDrawer } from '@/components/ImportDrawer'
import { supplierKeys } from './queries'

type Result = Schema<'ImportSuppliersImportOutputBody'>

/** Suppliers out of a workbook. */
export default function SupplierImport({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('supplier')
  return (
    <ImportDrawer<Result>
      title={t('import.title')}
      hint={t('import.hint')}
      template="/api/v1/suppliers/template"
      send={(file, query, write) => data(api.POST('/api/v1/suppliers/import', { params: { query }, ...asWorkbook(file, write) }))}
      leftOut={(r) => r.problems}
      summary={(r) => t('import.sum', { count: r.created })}
      column={(key) => t(`import.column.${key}`, { defaultValue: key })}
      onClose={onClose}
      success={(r) => t('import.done', { count: r.created })}
      invalidate={[supplierKeys.all]}
    />
  )
}
