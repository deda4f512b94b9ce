import { useTranslation } from 'react-i18next'
import type { Rule } from './queries'

/** What a rule or an entry of the demand calendar is for, in words. */
export function useScopeText(): (r: Pick<Rule, 'skuId' | 'productName' | 'spec' | 'categoryId' | 'categoryName'>) => string {
  const { t } = useTranslation('suggest')
  return (r) => (r.skuId ? [r.productName, r.spec].filter(Boolean).join(' ') : r.categoryId ? t('scope.ofCategory', { name: r.categoryName }) : t('scope.all'))
}
