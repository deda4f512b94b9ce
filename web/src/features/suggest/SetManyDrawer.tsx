import { useQuery } from '@tanstack/react-query'
import { Alert, Flex, Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWrite } from '@/api/useWrite'
import { warehousesQuery } from '@/components/choices'
import { type Column, DataTable } from '@/components/DataTable'
import { FormDrawer } from '@/components/FormDrawer'
import { Thumb } from '@/components/Thumb'
import { ruleKeys, setRules } from './queries'
import { contentOf, newRule, RuleFields, type RuleValues } from './RuleFields'
import { type Sku, skuLabel, skuList } from './sources'

interface Values extends RuleValues {
  warehouseIds: string[]
}

/** Gives SKUs the same rule: those that were chosen already, or to be chosen here. */
export default function SetManyDrawer({ skuIds, warehouseIds, onClose }: { skuIds?: string[]; warehouseIds?: string[]; onClose: () => void }) {
  const { t } = useTranslation('suggest')
  const [form] = Form.useForm<Values>()
  const [chosen, setChosen] = useState<string[]>(skuIds ?? [])
  const [missing, setMissing] = useState(false)
  const warehouses = useQuery(warehousesQuery)
  const only = warehouses.data?.length === 1 ? warehouses.data[0]?.id : undefined
  const save = useWrite({
    fn: (v: Values, write) => setRules({ ...contentOf(v), skuIds: chosen, warehouseIds: v.warehouseIds }, write),
    form,
    invalidate: [ruleKeys.all],
    success: (r) => t('many.done', { created: r.created, changed: r.changed }),
    onSuccess: onClose,
  })
  const columns: Column<Sku>[] = [
    { key: 'code', title: t('code'), width: 130, always: true, sortable: true, render: (s) => s.code },
    {
      key: 'name',
      title: t('sku'),
      width: 260,
      render: (s) => (
        <span className="suggest-sku">
          <Thumb src={s.picture} size={26} />
          <span>{skuLabel(s)}</span>
        </span>
      ),
      text: skuLabel,
    },
  ]
  if (warehouses.isPending) return null
  return (
    <FormDrawer<Values>
      open
      onClose={onClose}
      title={t('many.title')}
      width={640}
      form={form}
      initial={{ ...newRule, warehouseIds: warehouseIds ?? (only ? [only] : []) }}
      saveText={t('many.save', { count: chosen.length })}
      saving={save.isPending}
      onSave={(v) => {
        setMissing(chosen.length === 0)
        if (chosen.length > 0) save.mutate(v)
      }}
    >
      <p className="muted" style={{ marginTop: 0 }}>
        {t('many.hint')}
      </p>
      {skuIds ? (
        <p>{t('many.chosen', { count: skuIds.length })}</p>
      ) : (
        <Flex vertical gap={8} style={{ marginBottom: 16 }}>
          <div className="suggest-skus">
            <DataTable
              id="skus-to-rule"
              local
              query={skuList}
              columns={columns}
              searchHint={t('skuSearch')}
              rowName={(s) => s.code}
              onSelect={(ids) => {
                setChosen(ids)
                setMissing(false)
              }}
              empty={{ title: t('many.noSkus') }}
              mobileCard={(s) => (
                <>
                  <strong>{skuLabel(s)}</strong> <span className="muted">{s.code}</span>
                </>
              )}
            />
          </div>
          {missing && <Alert type="error" showIcon role="alert" title={t('many.chooseSkus')} />}
        </Flex>
      )}
      <Form.Item name="warehouseIds" label={t('warehouse')} rules={[{ required: true, message: t('warehouseRequired') }]}>
        <Select mode="multiple" optionFilterProp="label" options={(warehouses.data ?? []).map((w) => ({ value: w.id, label: w.name }))} />
      </Form.Item>
      <RuleFields />
    </FormDrawer>
  )
}
