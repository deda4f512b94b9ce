import { useTranslation } from 'react-i18next'

/** The product's mark and name. */
export function Brand({ dark }: { dark?: boolean }) {
  const { t } = useTranslation('common')
  return (
    <div className={dark ? 'brand dark' : 'brand'}>
      <img src="/icon.svg" alt="" />
      <span>{t('brand')}</span>
    </div>
  )
}
