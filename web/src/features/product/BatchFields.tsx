import { Form, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DecimalInput, PriceInput } from '@/components/DecimalInput'
import { decimalRule } from '@/lib/rules'
import { CategorySelect } from './CategorySelect'

/** What is asked before prices of many products are changed. */
export interface PriceValues {
  levelId: string
  how: 'set' | 'percent'
  price?: string
  percent?: string
}

/** The fields that a batch action on products asks for; loaded when one does. */
export default function BatchFields({ of, levels = [] }: { of: 'category' | 'negativeStock' | 'price'; levels?: { value: string; label: string }[] }) {
  const { t } = useTranslation('product')
  if (of === 'category') {
    return (
      <Form.Item name="categoryId" label={t('category.name')} rules={[{ required: true, message: t('category.required') }]}>
        <CategorySelect />
      </Form.Item>
    )
  }
  if (of === 'price') return <PriceFields levels={levels} />
  return (
    <Form.Item name="negativeStock" extra={t('negativeStockHint')}>
      <Radio.Group
        options={[
          { value: true, label: t('allowed') },
          { value: false, label: t('refused') },
        ]}
      />
    </Form.Item>
  )
}

function PriceFields({ levels }: { levels: { value: string; label: string }[] }) {
  const { t } = useTranslation('product')
  const how = Form.useWatch<PriceValues['how'] | undefined>('how')
  return (
    <>
      <Form.Item name="levelId" label={t('level')} rules={[{ required: true, message: t('levelRequired') }]}>
        <Select options={levels} />
      </Form.Item>
      <Form.Item name="how">
        <Radio.Group
          options={[
            { value: 'percent', label: t('batch.percent') },
            { value: 'set', label: t('batch.set') },
          ]}
        />
      </Form.Item>
      {how === 'set' ? (
        <Form.Item name="price" label={t('batch.newPrice')} rules={[decimalRule({ required: t('batch.priceRequired') })]}>
          <PriceInput prefix="¥" />
        </Form.Item>
      ) : (
        <Form.Item name="percent" label={t('batch.percentBy')} extra={t('batch.percentHint')} rules={[decimalRule({ required: t('batch.percentRequired'), maxPlaces: 2, min: '-100', max: '1000' })]}>
          <DecimalInput allowNegative maxPlaces={2} suffix="%" placeholder="5" />
        </Form.Item>
      )}
    </>
  )
}
