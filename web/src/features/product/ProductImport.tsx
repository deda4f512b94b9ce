import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data, type Schema } from '@/api/client'
import { asWorkbook } from '@/api/files'
import { ImportDrawer } from '@/components/ImportDrawer'
import { attributeKeys, categoryKeys, productKeys, skuKeys, unitKeys } from './queries'

type Result = Schema<'ImportProductsImportSheetOutputBody'>

/** Products with their SKUs out of a workbook. */
export default function ProductImport({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('product')
  const { message } = App.useApp()
  const client = useQueryClient()
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
      onDone={(r) => {
        void message.success(t('import.done', { products: r.products, skus: r.skus }))
        for (const keys of [productKeys, skuKeys, categoryKeys, attributeKeys, unitKeys]) void client.invalidateQueries({ queryKey: keys.all })
        onClose()
      }}
    />
  )
}
