import { useTranslation } from 'react-i18next'
import { api, data, type Schema } from '@/api/client'
import { asWorkbook } from '@/api/files'
import { ImportDrawer } from '@/components/ImportDrawer'
import { ruleKeys } from './queries'

type Result = Schema<'ImportReplenishmentRulesImportOutputBody'>

/** Rules out of a workbook, in place of those that are for the same goods and warehouse. */
export default function RuleImport({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('suggest')
  const columns: Record<string, string> = {
    skuId: t('code'),
    categoryId: t('scope.category'),
    warehouseId: t('warehouse'),
    model: t('model.label'),
    target: t('target.label'),
    serviceBps: t('service'),
    min: t('min'),
    max: t('max'),
    coverDays: t('coverDays'),
    reviewDays: t('reviewDays'),
    safetyStock: t('safetyStock'),
    rateDays: t('rateDays'),
    leadDays: t('leadDays'),
    perDay: t('perDay'),
    note: t('note'),
  }
  return (
    <ImportDrawer<Result>
      title={t('import.title')}
      hint={t('import.hint')}
      template="/api/v1/replenishment-rules/template"
      send={(file, query, write) => data(api.POST('/api/v1/replenishment-rules/import', { params: { query }, ...asWorkbook(file, write) }))}
      leftOut={(r) => r.problems}
      summary={(r) => t('import.sum', { created: r.created, changed: r.changed })}
      column={(key) => columns[key] ?? key}
      onClose={onClose}
      success={(r) => t('import.done', { created: r.created, changed: r.changed })}
      invalidate={[ruleKeys.all]}
    />
  )
}
