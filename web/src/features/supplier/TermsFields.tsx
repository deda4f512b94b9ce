import { Form, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DecimalInput } from '@/components/DecimalInput'
import { decimalRule } from '@/lib/rules'
import { allTerms, type Terms } from './queries'

/** When a supplier is paid, with the one figure that the terms need. */
export function TermsFields() {
  const { t } = useTranslation('supplier')
  const terms = Form.useWatch<Terms | undefined>('terms')
  return (
    <>
      <Form.Item name="terms" label={t('terms.name')} rules={[{ required: true, message: t('terms.required') }]}>
        <Select<Terms> options={allTerms.map((value) => ({ value, label: t(`terms.${value}`) }))} />
      </Form.Item>
      {terms === 'share' && (
        <Form.Item name="prepaidShare" label={t('terms.prepaidShare')} rules={[decimalRule({ maxPlaces: 2, min: '0.01', max: '100', required: t('terms.prepaidShareRequired') })]}>
          <DecimalInput maxPlaces={2} suffix="%" />
        </Form.Item>
      )}
      {terms === 'credit' && (
        <Form.Item name="creditDays" label={t('terms.creditDays')} rules={[{ required: true, message: t('terms.creditDaysRequired') }]}>
          <InputNumber min={1} max={365} precision={0} style={{ width: '100%' }} suffix={t('terms.days')} />
        </Form.Item>
      )}
    </>
  )
}
