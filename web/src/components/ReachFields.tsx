import { Flex, Form, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Reachable, type Scope, useReachable } from '@/hooks/reach'

interface SelectProps {
  value?: Scope
  onChange?: (scope: Scope) => void
  id?: string
  from: Reachable
  label: string
  all: string
  placeholder: string
  /** What the person has now may stay, also where it is more than one may give. */
  had?: Scope
}

/** All records of a kind, or chosen ones. */
function ReachSelect({ value = { all: true }, onChange, id, from, label, all, placeholder, had }: SelectProps) {
  const { t } = useTranslation('common')
  const ids = value.ids ?? []
  const known = from.items ?? []
  const options = known.map((x) => ({ value: x.id, label: x.name }))
  // Not to be seen by whoever asks, or removed: they can be kept or taken away.
  if (from.items) for (const unknown of ids) if (!known.some((x) => x.id === unknown)) options.push({ value: unknown, label: t('reach.hidden') })
  return (
    <Flex vertical gap={8}>
      <Radio.Group
        id={id}
        aria-label={label}
        value={value.all}
        onChange={(e) => onChange?.(e.target.value ? { all: true } : { all: false, ids })}
        options={[
          { value: true, label: all, disabled: !from.mayAll && !had?.all },
          { value: false, label: t('reach.chosen') },
        ]}
      />
      {!value.all && (
        <Select
          mode="multiple"
          aria-label={`${label} · ${t('reach.chosen')}`}
          value={from.items ? ids : []}
          loading={from.loading}
          onChange={(next: string[]) => onChange?.({ all: false, ids: next })}
          placeholder={placeholder}
          options={options}
          optionFilterProp="label"
        />
      )}
    </Flex>
  )
}

/** The warehouses and shops a person or program may work with, as the fields `warehouses` and `shops` of a form. Left out where one may not look. */
export function ReachFields({ had }: { had?: { warehouses: Scope; shops: Scope } }) {
  const { t } = useTranslation('common')
  const { warehouses, shops } = useReachable()
  return (
    <>
      {warehouses.shown && (
        <Form.Item name="warehouses" label={t('reach.warehouses')} extra={t('reach.hint')}>
          <ReachSelect from={warehouses} label={t('reach.warehouses')} all={t('reach.allWarehouses')} placeholder={t('reach.noWarehouses')} had={had?.warehouses} />
        </Form.Item>
      )}
      {shops.shown && (
        <Form.Item name="shops" label={t('reach.shops')}>
          <ReachSelect from={shops} label={t('reach.shops')} all={t('reach.allShops')} placeholder={t('reach.noShops')} had={had?.shops} />
        </Form.Item>
      )}
    </>
  )
}
