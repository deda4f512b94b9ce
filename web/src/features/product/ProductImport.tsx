import { useTranslation } from 'react-i18next'
import { api, data, type Schema } from '@/api/client'
import { asWorkbook } from '@/api/files'
import { ImportDrawer } from '@/components/ImportDrawer'
import { attributeKeys, categoryKeys, productKeys, skuKeys, unitKeys } from './queries'

type Result = Schema<'ImportProductsImportSheetOutputBody'>

/** Products with their SKUs out of a workbook. */
export default function ProductImport({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('product')
  return (
    <ImportDrawer<Result>
      title={t('import.title')}
      hint={t('import.hint')}
      template="/api/v1/products/template"
      send={(file, query, write) => data(api.POST('/api/v1/products/import', { params: { query }, ...asWorkbook(file, write) }))}
      leftOut={(r) => r.problems}
      summary={(r) => t('import.sum', { products: r.products, skus: r.skus })}
      // The columns of prices bear the names of the levels.
      column={(key) => (key.startsWith('price ') ? key.slice('price '.length) : t(`import.column.${key}`, { defaultValue: key }))}
      onClose={onClose}
      success={(r) => t('import.done', { products: r.products, skus: r.skus })}
      invalidate={[productKeys.all, skuKeys.all, categoryKeys.all, attributeKeys.all, unitKeys.all]}
    />
  )
}
