import { useQuery } from '@tanstack/react-query'
import { Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayInput } from '@/components/DayInput'
import { warehousesQuery } from '@/components/choices'
import { EntitySelect } from '@/components/EntitySelect'
import { useCan, useModule } from '@/hooks/session'
import { Field } from '@/components/Field'
import { NewCustomerDrawer } from './NewCustomerDrawer'
import { type Customer, customerSource, peopleQuery, shopsQuery } from './sources'
import type { SaleEntryState } from './useSaleEntry'

/** The customer of the document, chosen or taken down in place. */
export function CustomerField({ entry }: { entry: SaleEntryState }) {
  const { t } = useTranslation('sale')
  const can = useCan()
  const [creating, setCreating] = useState<{ name: string; done: (made: Customer | undefined) => void }>()
  const { draft, patch } = entry
  return (
    <>
      <Field label={t('customer.label')} name="customerId" problems={entry.refused.rest} required>
        <EntitySelect<Customer>
          source={customerSource}
          value={draft.customerId}
          disabled={draft.sourceId !== undefined}
          allowClear={false}
          placeholder={t('customer.choose')}
          onChange={(customerId) => patch({ customerId })}
          onCreate={can('customer.write') ? (name) => new Promise((done) => setCreating({ name, done })) : undefined}
          createText={t('customer.new')}
        />
      </Field>
      {creating && (
        <NewCustomerDrawer
          name={creating.name}
          onClose={(made) => {
            creating.done(made)
            setCreating(undefined)
          }}
        />
      )}
    </>
  )
}

/** Who, when, from where: the head of the document. */
export function SaleHead({ entry, today, tax }: { entry: SaleEntryState; today: string | undefined; tax: boolean }) {
  const { t } = useTranslation('sale')
  const can = useCan()
  const sells = useModule('sell1688')
  const { draft, patch, refused } = entry
  const warehouses = useQuery(warehousesQuery).data ?? []
  const shops = useQuery({ ...shopsQuery, enabled: sells && can('shop.read') }).data ?? []
  const people = useQuery({ ...peopleQuery, enabled: can('user.read') }).data ?? []
  const shop = shops.length === 1 ? shops[0] : shops.find((s) => s.id === draft.shopId)
  const problems = refused.rest
  const options = (list: { id: string; name: string }[]) => list.map((x) => ({ value: x.id, label: x.name }))
  const searchable = { optionFilterProp: 'label' }

  return (
    <div className="sale-head">
      <CustomerField entry={entry} />
      <Field label={t('date')} name="date" problems={problems}>
        <DayInput allowClear={false} value={draft.date ?? today} max={today} onChange={(date) => patch({ date })} />
      </Field>
      <Field label={t('warehouse')} name="warehouseId" problems={problems}>
        <Select<string>
          showSearch={searchable}
          value={draft.warehouseId ?? shop?.warehouseId ?? warehouses.find((w) => w.default)?.id}
          options={options(warehouses)}
          onChange={(warehouseId) => patch({ warehouseId })}
        />
      </Field>
      {sells && shops.length > 0 && (
        <Field label={t('shop')} name="shopId" problems={problems} required={shops.length > 1 && draft.kind === 'issue'}>
          <Select<string>
            allowClear={shops.length > 1}
            showSearch={searchable}
            placeholder={t('shopChoose')}
            value={draft.shopId ?? (shops.length === 1 ? shops[0]?.id : undefined)}
            options={options(shops)}
            onChange={(shopId) => patch({ shopId })}
          />
        </Field>
      )}
      {people.length > 0 && (
        <Field label={t('salesperson')} name="salespersonId" problems={problems}>
          <Select<string> allowClear showSearch={searchable} value={draft.salespersonId} options={options(people)} onChange={(salespersonId) => patch({ salespersonId })} />
        </Field>
      )}
      {tax && (
        <Field label={t('taxIncluded')} name="taxIncluded" problems={problems}>
          <Switch checked={draft.taxIncluded} onChange={(taxIncluded) => patch({ taxIncluded })} style={{ width: 'fit-content' }} />
        </Field>
      )}
      <Field label={t('note')} name="note" problems={problems} className="wide">
        <Input value={draft.note} maxLength={500} autoComplete="off" onChange={(e) => patch({ note: e.target.value || undefined })} />
      </Field>
    </div>
  )
}
