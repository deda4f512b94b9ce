import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { allRoles } from './queries'

/** Chooses roles of the account set; controlled, for forms. */
export function RoleSelect({ value, onChange, id }: { value?: string[]; onChange?: (ids: string[]) => void; id?: string }) {
  const { t } = useTranslation('people')
  const roles = useQuery(allRoles)
  return (
    <Select
      id={id}
      mode="multiple"
      value={value}
      onChange={onChange}
      loading={roles.isPending}
      placeholder={t('rolesPlaceholder')}
      options={(roles.data?.items ?? []).map((r) => ({ value: r.id, label: r.name }))}
      optionFilterProp="label"
    />
  )
}
