import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Select, type SelectProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { buyerAccountsQuery } from '@/components/choices'

/** The buyer accounts that can be asked with; the first one is as good as any to begin with. */
export function useAccounts() {
  const query = useQuery(buyerAccountsQuery)
  const usable = (query.data ?? []).filter((a) => a.enabled && (a.state === 'valid' || a.state === 'expiring'))
  return { pending: query.isPending, all: query.data ?? [], usable }
}

/** Chooses a buyer account 采购账号. */
export function AccountSelect(props: SelectProps<string>) {
  const { t } = useTranslation('source')
  const { pending, all } = useAccounts()
  return (
    <Select<string>
      loading={pending}
      placeholder={t('accountAny')}
      {...props}
      options={all.map((a) => ({ value: a.id, label: a.name, disabled: !a.enabled }))}
    />
  )
}

/** Says what to do where there is no buyer account to ask 1688 with. */
export function NoAccount() {
  const { t } = useTranslation('source')
  return (
    <Alert
      type="info"
      showIcon
      title={t('noAccount')}
      description={
        <Link to="/buyer-accounts">
          <Button size="small" type="primary">
            {t('toAccounts')}
          </Button>
        </Link>
      }
    />
  )
}
