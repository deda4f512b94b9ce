import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { supplierSource } from '@/components/choices'
import { PriceInput } from '@/components/DecimalInput'
import { EntitySelect } from '@/components/EntitySelect'
import { FormDrawer } from '@/components/FormDrawer'
import { HistoryFold } from '@/components/RecordHistory'
import { useCan, useModule } from '@/hooks/session'
import { decimalRule } from '@/lib/rules'
import { AccountSelect } from './AccountSelect'
import { type Source, sourceKeys, type SourcedSku, type SourceSave } from './queries'
import { RatioFields } from './RatioFields'
import './source.css'

type Count = string | number
type Values = Omit<SourceSave, 'num' | 'den' | 'multiple' | 'minimum' | 'leadDays'> & { num: Count; den: Count; multiple: Count; minimum: Count; leadDays: Count }

/** A source as people enter it; what 1688 says of an offer is not entered. */
export function SourceDrawer({ sku, source, onClose }: { sku: SourcedSku; source?: Source; onClose: () => void }) {
  const { t } = useTranslation('source')
  const can = useCan()
  const buys = useModule('buy1688') && can('buyer_account.read')
  const [form] = Form.useForm<Values>()
  const unit = Form.useWatch('unit', form) ?? source?.unit
  const matched = source !== undefined && source.offerId !== undefined && source.state !== 'unmatched'
  const save = useWrite({
    fn: (v: Values, write) => {
      const body = { ...v, num: Number(v.num), den: Number(v.den), multiple: Number(v.multiple), minimum: Number(v.minimum), leadDays: Number(v.leadDays) }
      return source
        ? data(api.PUT('/api/v1/sources/{id}', { params: { path: { id: source.id } }, body: { ...body, version: source.version }, ...write }))
        : data(api.POST('/api/v1/sources', { body: { ...body, skuId: sku.id }, ...write }))
    },
    form,
    invalidate: [sourceKeys.all],
    success: t('saved'),
    onSuccess: onClose,
  })
  const count = [{ pattern: /^\d{1,9}$/, message: t('countWrong') }]
  return (
    <FormDrawer<Values>
      open
      onClose={onClose}
      width={560}
      title={source ? t('edit') : t('new')}
      form={form}
      initial={source ? { ...source, link: source.offerUrl } : { num: 1, den: 1, multiple: 1, minimum: 1, leadDays: 0 }}
      onSave={save.mutate}
      saving={save.isPending}
    >
      <p className="muted" style={{ marginTop: 0 }}>
        {sku.productName} {sku.spec} <code>{sku.code}</code>
      </p>
      <div className="source-fields">
        <Form.Item name="supplierId" label={t('supplier')} className="wide" extra={matched ? t('supplierFixed') : undefined} rules={[{ required: true, message: t('supplierRequired') }]}>
          <EntitySelect source={supplierSource} disabled={matched} autoFocus={!source} />
        </Form.Item>
        {!matched && buys && (
          <Form.Item name="link" label={t('link.label')} extra={t('link.later')} className="wide">
            <Input autoComplete="off" maxLength={2000} placeholder="https://detail.1688.com/offer/…" />
          </Form.Item>
        )}
        <Form.Item name="code" label={t('code')}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="unit" label={t('unit')} extra={t('unitHint')}>
          <Input maxLength={20} autoComplete="off" />
        </Form.Item>
      </div>
      <RatioFields unit={unit} base={sku.unit} />
      <div className="source-fields">
        {can('cost.see') && (
          <Form.Item name="price" label={t('priceOf')} extra={t('priceIn')} rules={[decimalRule()]}>
            <PriceInput />
          </Form.Item>
        )}
        <Form.Item name="leadDays" label={t('leadDays')} rules={count}>
          <Input inputMode="numeric" autoComplete="off" maxLength={4} />
        </Form.Item>
        <Form.Item name="minimum" label={t('minimum')} rules={count}>
          <Input inputMode="numeric" autoComplete="off" maxLength={9} />
        </Form.Item>
        <Form.Item name="multiple" label={t('multiple')} rules={count}>
          <Input inputMode="numeric" autoComplete="off" maxLength={9} />
        </Form.Item>
        {buys && (
          <Form.Item name="accountId" label={t('account')}>
            <AccountSelect allowClear />
          </Form.Item>
        )}
        <Form.Item name="note" label={t('note')} className="wide">
          <Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </div>
      {source && <HistoryFold path="/api/v1/sources/{id}/history" id={source.id} of={[...sourceKeys.all, 'history', source.id]} />}
    </FormDrawer>
  )
}
