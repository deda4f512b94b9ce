import { useQuery } from '@tanstack/react-query'
import { Select, type SelectProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { allWarehouses } from './queries'

type Props = Omit<SelectProps<string>, 'options' | 'value' | 'onChange'> & { value?: string; onChange?: (id: string | undefined) => void; activeOnly?: boolean }

/** Chooses a warehouse; there are never so many that one has to search the server. */
export function WarehouseSelect({ activeOnly, onChange, ...rest }: Props) {
  const { t } = useTranslation('stock')
  const warehouses = useQuery(allWarehouses)
  const items = (warehouses.data?.items ?? []).filter((w) => !activeOnly || w.active || w.id === rest.value)
  return (
    <Select<string>
      placeholder={t('warehouse.name')}
      aria-label={t('warehouse.name')}
      style={{ width: '100%' }}
      loading={warehouses.isPending}
      popupMatchSelectWidth={false}
      showSearch={items.length > 8 ? { optionFilterProp: 'label' } : false}
      {...rest}
      options={items.map((w) => ({ value: w.id, label: w.name }))}
      onChange={(v) => onChange?.(v || undefined)}
    />
  )
}
