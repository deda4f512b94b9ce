import { useTranslation } from 'react-i18next'
import { api, data, type Schema } from '@/api/client'
import { asWorkbook } from '@/api/files'
import { ImportDrawer } from '@/components/ImportDrawer'
import { addressKeys } from './queries'

type Result = Schema<'ImportReceivingAddressesImportOutputBody'>

/** Receiving addresses out of a workbook. */
export default function AddressImport({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('address')
  return (
    <ImportDrawer<Result>
      title={t('import.title')}
      hint={t('import.hint')}
      template="/api/v1/receiving-addresses/template"
      send={(file, query, write) => data(api.POST('/api/v1/receiving-addresses/import', { params: { query }, ...asWorkbook(file, write) }))}
      leftOut={(r) => r.problems}
      summary={(r) => t('import.sum', { count: r.created })}
      column={(key) => t(key, { defaultValue: key })}
      onClose={onClose}
      success={(r) => t('import.done', { count: r.created })}
      invalidate={[addressKeys.all]}
    />
  )
}
