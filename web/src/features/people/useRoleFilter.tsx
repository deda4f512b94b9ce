import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Filter } from '@/components/DataTable'
import { allRoles } from './queries'

/** Narrows a list to those with a role. */
export function useRoleFilter(): Filter {
  const { t } = useTranslation('people')
  const roles = useQuery(allRoles)
  return { kind: 'select', name: 'roleId', label: t('role'), options: (roles.data?.items ?? []).map((r) => ({ value: r.id, label: r.name })) }
}
