import { Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { QtyInput } from '@/components/DecimalInput'
import { FormDrawer } from '@/components/FormDrawer'
import { RecordHistory } from '@/components/RecordHistory'
import { multiply } from '@/lib/decimal'
import { decimalRule } from '@/lib/rules'
import { type Entry, entryKeys, kinds } from './calendar'
import { ScopeFields, type ScopeValues, ScopeText, scopeOf } from './ScopeFields'
import { SpanFields } from './SpanFields'

interface Values extends ScopeValues {
  name: string
  kind: Entry['kind']
  from: string
  to: string
  factorBps?: string
  perDay?: string
}

/** What is expected or known of the demand of some days; what it is for is chosen once, when it is made. */
export default function EntryDrawer({ entry, onClose }: { entry?: Entry; onClose: () => void }) {
  const { t } = useTranslation('calendar')
  const [form] = Form.useForm<Values>()
  const kind = Form.useWatch('kind', form)
  const save = useWrite({
    fn: (v: Values, write) => {
      const body = {
        name: v.name,
        kind: v.kind,
        from: v.from,
        to: v.to,
        factorBps: v.kind === 'factor' ? Number(multiply(v.factorBps, '100')) : undefined,
        perDay: v.kind === 'per_day' ? v.perDay : undefined,
      }
      return entry
        ? data(api.PUT('/api/v1/demand-calendar/{id}', { params: { path: { id: entry.id } }, body: { ...body, skuId: entry.skuId, categoryId: entry.categoryId, warehouseId: entry.warehouseId, version: entry.version }, ...write }))
        : data(api.POST('/api/v1/demand-calendar', { body: { ...body, ...scopeOf(v) }, ...write }))
    },
    form,
    invalidate: [entryKeys.all],
    success: t('entry.saved'),
    onSuccess: onClose,
  })
  const allowed = entry && !(entry.skuId && entry.warehouseId) ? kinds.filter((k) => k !== 'per_day') : kinds
  return (
    <FormDrawer<Values>
      open
      onClose={onClose}
      title={entry ? t('entry.edit') : t('entry.new')}
      width={520}
      form={form}
      initial={entry ? { name: entry.name, kind: entry.kind, from: entry.from, to: entry.to, factorBps: entry.kind === 'factor' ? multiply(String(entry.factorBps ?? 0), '0.01') : undefined, perDay: entry.kind === 'per_day' ? (entry.perDay ?? '0') : undefined } : { kind: 'factor', scope: 'all' }}
      onSave={(v) => save.mutate(v)}
      saving={save.isPending}
    >
      {entry && <ScopeText of={entry} />}
      <Form.Item name="name" label={t('name')} rules={[{ required: true, message: t('nameRequired') }]}>
        <Input maxLength={50} autoComplete="off" placeholder={t('entry.example')} />
      </Form.Item>
      <Form.Item name="kind" label={t('entry.kind')} extra={kind && t(`kindHint.${kind}`)}>
        <Radio.Group options={allowed.map((k) => ({ value: k, label: t(`kind.${k}`) }))} onChange={(e) => e.target.value === 'per_day' && !entry && form.setFieldValue('scope', 'sku')} />
      </Form.Item>
      <SpanFields />
      {kind === 'factor' && (
        <Form.Item name="factorBps" label={t('entry.factor')} extra={t('entry.factorHint')} rules={[decimalRule({ maxPlaces: 2, max: '1000', required: t('entry.factorRequired') })]}>
          <Input inputMode="decimal" autoComplete="off" suffix="%" style={{ width: 140 }} />
        </Form.Item>
      )}
      {kind === 'per_day' && (
        <Form.Item name="perDay" label={t('entry.perDay')} extra={t('entry.perDayHint')} rules={[decimalRule({ required: t('entry.perDayRequired') })]}>
          <QtyInput style={{ width: 140 }} />
        </Form.Item>
      )}
      {!entry && <ScopeFields ofSku={kind === 'per_day'} warehouse={kind === 'per_day' ? 'required' : 'optional'} />}
      {entry && <RecordHistory path="/api/v1/demand-calendar/{id}/history" id={entry.id} of={entryKeys.detail(entry.id)} />}
    </FormDrawer>
  )
}
