import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { EntitySelect } from '@/components/EntitySelect'
import { addressSource, flows } from './queries'

/** What is chosen before an order is placed: kind of order, address, message. */
export function ChoiceFields({ address }: { address?: string }) {
  const { t } = useTranslation('placing')
  return (
    <>
      <Form.Item name="flow" label={t('flow.name')} style={{ minWidth: 190 }}>
        <Select options={flows.map((f) => ({ value: f, label: t(`flow.${f || 'cheapest'}`) }))} />
      </Form.Item>
      <Form.Item name="addressId" label={t('address')} style={{ minWidth: 220 }}>
        <EntitySelect source={addressSource} placeholder={address ? t('ofWarehouse', { name: address }) : t('ofWarehouseAny')} />
      </Form.Item>
      <Form.Item name="message" label={t('message')} style={{ minWidth: 240, flex: 1 }} rules={[{ max: 400 }]}>
        <Input placeholder={t('messageHint')} />
      </Form.Item>
    </>
  )
}
