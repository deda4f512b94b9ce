import { Alert, Form, Input, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { FormDrawer } from '@/components/FormDrawer'
import { HistoryFold } from '@/components/RecordHistory'
import { stockKeys, type Warehouse, warehouseKeys } from './queries'

type Values = Pick<Warehouse, 'code' | 'name' | 'address' | 'default' | 'active'>

/** A warehouse, new or changed. */
export function WarehouseDrawer({ warehouse, onClose }: { warehouse?: Warehouse; onClose: () => void }) {
  const { t } = useTranslation('stock')
  const [form] = Form.useForm<Values>()
  const isDefault = Form.useWatch('default', form)
  const save = useWrite({
    fn: (body: Values, write) =>
      warehouse
        ? data(api.PUT('/api/v1/warehouses/{id}', { params: { path: { id: warehouse.id } }, body: { ...body, version: warehouse.version }, ...write }))
        : data(api.POST('/api/v1/warehouses', { body, ...write })),
    form,
    invalidate: [warehouseKeys.all, stockKeys.all],
    success: t('saved'),
    onSuccess: onClose,
  })
  return (
    <FormDrawer open onClose={onClose} title={warehouse ? warehouse.name : t('warehouse.new')} form={form} initial={warehouse ?? { active: true, default: false }} onSave={save.mutate} saving={save.isPending}>
      <Form.Item name="code" label={t('warehouse.code')} rules={[{ required: true, whitespace: true, message: t('warehouse.codeRequired') }]}>
        <Input maxLength={20} autoFocus={!warehouse} autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t('warehouse.name')} rules={[{ required: true, whitespace: true, message: t('warehouse.nameRequired') }]}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="address" label={t('warehouse.address')}>
        <Input.TextArea maxLength={200} autoSize={{ minRows: 2, maxRows: 4 }} />
      </Form.Item>
      <Form.Item name="default" label={t('warehouse.default')} extra={t('warehouse.defaultHint')} valuePropName="checked">
        <Switch disabled={warehouse?.default} />
      </Form.Item>
      <Form.Item name="active" label={t('warehouse.active')} extra={t('warehouse.activeHint')} valuePropName="checked">
        <Switch disabled={isDefault} />
      </Form.Item>
      {warehouse?.default && <Alert type="info" showIcon title={t('warehouse.isDefault')} />}
      {warehouse && <HistoryFold path="/api/v1/warehouses/{id}/history" id={warehouse.id} of={warehouseKeys.detail(warehouse.id)} />}
    </FormDrawer>
  )
}
