import { useQuery } from '@tanstack/react-query'
import { Form, Radio, Select, TreeSelect } from 'antd'
import { useTranslation } from 'react-i18next'
import { warehousesQuery } from '@/components/choices'
import { EntitySelect } from '@/components/EntitySelect'
import { useReachable } from '@/hooks/reach'
import type { Rule } from './queries'
import { useScopeText } from './scope'
import { categoriesQuery, skuSource } from './sources'

/** What a rule or an entry of the demand calendar is for, as it is chosen. */
export interface ScopeValues {
  scope: 'sku' | 'category' | 'all'
  skuId?: string
  categoryId?: string
  warehouseId?: string
}

/** What was chosen, as the API takes it. */
export const scopeOf = (v: ScopeValues) => ({ skuId: v.scope === 'sku' ? v.skuId : undefined, categoryId: v.scope === 'category' ? v.categoryId : undefined, warehouseId: v.warehouseId })

/** Chooses a SKU, a category or all goods, and a warehouse. */
export function ScopeFields({ ofSku, warehouse }: { ofSku?: boolean; warehouse: 'ofSku' | 'required' | 'optional' }) {
  const { t } = useTranslation('suggest')
  const form = Form.useFormInstance<ScopeValues>()
  const scope = Form.useWatch('scope', form)
  const warehouses = useQuery(warehousesQuery)
  const categories = useQuery({ ...categoriesQuery, enabled: scope === 'category' })
  const { warehouses: reach } = useReachable()
  const required = warehouse === 'required' || (warehouse === 'ofSku' && scope === 'sku') || !reach.mayAll
  return (
    <>
      <Form.Item name="scope" label={t('scope.label')} hidden={ofSku}>
        <Radio.Group
          options={[
            { value: 'sku', label: t('scope.sku') },
            { value: 'category', label: t('scope.category') },
            { value: 'all', label: t('scope.all') },
          ]}
        />
      </Form.Item>
      {scope === 'sku' && (
        <Form.Item name="skuId" label={t('scope.sku')} rules={[{ required: true, message: t('skuRequired') }]}>
          <EntitySelect source={skuSource} placeholder={t('skuSearch')} />
        </Form.Item>
      )}
      {scope === 'category' && (
        <Form.Item name="categoryId" label={t('scope.category')} extra={t('scope.categoryHint')} rules={[{ required: true, message: t('categoryRequired') }]}>
          <TreeSelect
            treeDataSimpleMode
            showSearch={{ treeNodeFilterProp: 'title' }}
            loading={categories.isPending}
            treeData={(categories.data ?? []).map((c) => ({ id: c.id, value: c.id, pId: c.parentId ?? 0, title: c.name }))}
          />
        </Form.Item>
      )}
      <Form.Item name="warehouseId" label={t('warehouse')} extra={required ? undefined : t('warehouseHint')} rules={required ? [{ required: true, message: t('warehouseRequired') }] : []}>
        <Select allowClear={!required} loading={warehouses.isPending} placeholder={required ? undefined : t('allWarehouses')} options={(warehouses.data ?? []).map((w) => ({ value: w.id, label: w.name }))} />
      </Form.Item>
    </>
  )
}

type Scoped = Pick<Rule, 'skuId' | 'skuCode' | 'productName' | 'spec' | 'categoryId' | 'categoryName' | 'warehouseName'>

/** What something is for, where that does not change any more. */
export function ScopeText({ of }: { of: Scoped }) {
  const { t } = useTranslation('suggest')
  const scope = useScopeText()
  return (
    <p style={{ marginTop: 0 }}>
      <strong>{scope(of)}</strong> {of.skuCode && <code>{of.skuCode}</code>}
      <br />
      <span className="muted">{of.warehouseName ?? t('allWarehouses')}</span>
    </p>
  )
}
