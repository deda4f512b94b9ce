import { Form, Input, Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useWrite } from '@/api/useWrite'
import { FormDrawer } from '@/components/FormDrawer'
import { createCustomer, type Customer, levelsQuery } from './sources'

interface Values {
  name: string
  phone?: string
  levelId?: string
}

/** Takes a new customer down without leaving the document. */
export function NewCustomerDrawer({ name, onClose }: { name: string; onClose: (made: Customer | undefined) => void }) {
  const { t } = useTranslation('sale')
  const [form] = Form.useForm<Values>()
  const levels = useQuery(levelsQuery)
  const save = useWrite({ fn: (values: Values, write) => createCustomer(values, write), form, invalidate: [['customer']], success: t('customer.created'), onSuccess: onClose })
  return (
    <FormDrawer<Values> open onClose={() => onClose(undefined)} title={t('customer.new')} form={form} initial={{ name }} onSave={save.mutate} saving={save.isPending}>
      <Form.Item name="name" label={t('customer.name')} rules={[{ required: true, message: t('customer.nameRequired') }]}>
        <Input autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label={t('customer.phone')}>
        <Input inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item name="levelId" label={t('customer.level')} extra={t('customer.levelHint')}>
        <Select allowClear options={(levels.data ?? []).map((l) => ({ value: l.id, label: l.customerName }))} />
      </Form.Item>
    </FormDrawer>
  )
}
