import { Alert, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { tradeKeys } from '@/api/keys'
import { useWrite } from '@/api/useWrite'
import { DayInput } from '@/components/DayInput'
import { FormDrawer } from '@/components/FormDrawer'
import { today } from '@/lib/time'
import type { StockDocument } from './queries'

interface Values {
  date?: string
  note?: string
}

/** Takes a posted document back by a counter-document. */
export function ReverseDrawer({ doc, onClose, onDone }: { doc: StockDocument; onClose: () => void; onDone: (counter: StockDocument) => void }) {
  const { t } = useTranslation('stock')
  const [form] = Form.useForm<Values>()
  const reverse = useWrite({
    fn: (v: Values, write) => data(api.POST('/api/v1/stock-documents/{id}/actions/reverse', { params: { path: { id: doc.id } }, body: { date: v.date, note: v.note || undefined }, ...write })),
    form,
    invalidate: tradeKeys,
    success: (counter) => t('doc.reversed', { no: counter.no }),
    onSuccess: onDone,
  })
  return (
    <FormDrawer open onClose={onClose} title={t('doc.reverseTitle', { no: doc.no })} form={form} initial={{ date: today() }} onSave={reverse.mutate} saving={reverse.isPending} saveText={t('doc.reverse')}>
      <Alert type="info" showIcon title={t('doc.reverseHint')} style={{ marginBottom: 16 }} />
      <Form.Item name="date" label={t('doc.date')}>
        <DayInput style={{ width: '100%' }} allowClear={false} />
      </Form.Item>
      <Form.Item name="note" label={t('doc.note')}>
        <Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 5 }} />
      </Form.Item>
    </FormDrawer>
  )
}
