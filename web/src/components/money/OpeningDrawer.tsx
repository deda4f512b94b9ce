import { Form, Input } from 'antd'
import { tradeKeys } from '@/api/keys'
import { useWrite } from '@/api/useWrite'
import { MoneyInput } from '@/components/DecimalInput'
import { FormDrawer } from '@/components/FormDrawer'
import { decimalRule } from '@/lib/rules'
import { useMoneySide, useMoneyTexts } from './side'

interface Values {
  customerId?: string
  supplierId?: string
  amount: string
  note?: string
}

/** 期初应收、期初应付: what was owed before the books began. */
export function OpeningDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useMoneyTexts()
  const { partyKey, PartySelect, open } = useMoneySide()
  const [form] = Form.useForm<Values>()
  const save = useWrite({
    fn: (v: Values, write) => open(v[partyKey] ?? '', v.amount, v.note, write),
    form,
    invalidate: tradeKeys,
    success: t('opening.saved'),
    onSuccess: onClose,
  })
  return (
    <FormDrawer<Values> open onClose={onClose} title={t('opening.title')} form={form} initial={{}} onSave={save.mutate} saving={save.isPending}>
      <p className="muted">{t('opening.hint')}</p>
      <Form.Item name={partyKey} label={t('party')} rules={[{ required: true, message: t('partyRequired') }]}>
        <PartySelect />
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
