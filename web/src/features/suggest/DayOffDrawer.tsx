import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { supplierSource } from '@/components/choices'
import { EntitySelect } from '@/components/EntitySelect'
import { FormDrawer } from '@/components/FormDrawer'
import { RecordHistory } from '@/components/RecordHistory'
import { type DayOff, dayOffKeys } from './calendar'
import { SpanFields } from './SpanFields'

type Values = Pick<DayOff, 'name' | 'from' | 'to' | 'supplierId'>

/** When suppliers do not work. */
export default function DayOffDrawer({ dayOff, onClose }: { dayOff?: DayOff; onClose: () => void }) {
  const { t } = useTranslation('calendar')
  const [form] = Form.useForm<Values>()
  const save = useWrite({
    fn: ({ name, from, to, supplierId }: Values, write) => {
      const body = { name, from, to, supplierId: supplierId || undefined }
      return dayOff
        ? data(api.PUT('/api/v1/supplier-days-off/{id}', { params: { path: { id: dayOff.id } }, body: { ...body, version: dayOff.version }, ...write }))
        : data(api.POST('/api/v1/supplier-days-off', { body, ...write }))
    },
    form,
    invalidate: [dayOffKeys.all],
    success: t('off.saved'),
    onSuccess: onClose,
  })
  return (
    <FormDrawer<Values> open onClose={onClose} title={dayOff ? t('off.edit') : t('off.new')} form={form} initial={dayOff ?? {}} onSave={(v) => save.mutate(v)} saving={save.isPending}>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, message: t('nameRequired') }]}>
        <Input maxLength={50} autoComplete="off" placeholder={t('off.example')} />
      </Form.Item>
      <SpanFields />
      <Form.Item name="supplierId" label={t('off.supplier')} extra={t('off.supplierHint')}>
        <EntitySelect source={supplierSource} placeholder={t('off.all')} />
      </Form.Item>
      {dayOff && <RecordHistory path="/api/v1/supplier-days-off/{id}/history" id={dayOff.id} of={dayOffKeys.detail(dayOff.id)} />}
    </FormDrawer>
  )
}
