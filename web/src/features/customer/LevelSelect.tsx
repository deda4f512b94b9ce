import { useQuery } from '@tanstack/react-query'
import { Select, type SelectProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { levelsQuery } from './queries'

/** Chooses what kind of customer somebody is, and so which price they pay. */
export function LevelSelect(props: Omit<SelectProps<string>, 'options'>) {
  const { t } = useTranslation('customer')
  const levels = useQuery(levelsQuery)
  return (
    <Select<string>
      placeholder={t('level.name')}
      aria-label={t('level.name')}
      style={{ width: '100%' }}
      loading={levels.isPending}
      {...props}
      options={(levels.data ?? []).map((l) => ({ value: l.id, label: l.customerName }))}
    />
  )
}
