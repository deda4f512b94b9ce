import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data, type Schema } from '@/api/client'
import { tradeKeys } from '@/api/keys'
import { useWrite } from '@/api/useWrite'
import { MoneyInput } from '@/components/DecimalInput'
import { EntitySelect } from '@/components/EntitySelect'
import { FormDrawer } from '@/components/FormDrawer'
import { decimalRule } from '@/lib/rules'
import { customerSource } from './sources'

type Values = Schema<'FinanceOpeningSave'>

/** 期初应收: what a customer owed before the books began. */
export function OpeningDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('receivable')
  const [form] = Form.useForm<Values>()
  const save = useWrite({
    fn: (body: Values, write) => data(api.POST('/api/v1/receivables/opening', { body, ...write })),
    form,
    invalidate: tradeKeys,
    success: t('opening.saved'),
    onSuccess: onClose,
  })
  return (
    <FormDrawer<Values> open onClose={onClose} title={t('opening.title')} form={form} initial={{}} onSave={save.mutate} saving={save.isPending}>
      <p className="muted">{t('opening.hint')}</p>
      <Form.Item name="customerId" label={t('customer')} rules={[{ required: true, message: t('customerRequired') }]}>
        <EntitySelect source={customerSource} />
      </Form.Item>
      <Form.Item name="amount" label={t('amount')} extra={t('opening.negative')} rules={[decimalRule({ maxPlaces: 2, min: '-99999999999', required: t('amountRequired') })]}>
        <MoneyInput allowNegative />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDrawer>
  )
}
