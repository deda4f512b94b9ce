import { Checkbox, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWrite } from '@/api/useWrite'
import { useAsk } from '@/components/useAsk'
import { type Agreement, agreementKeys, sayOfOrder } from './queries'

interface Values {
  note?: string
  accept?: boolean
}

/** Asks what a person says about an order whose figures differ: `await say(agreement)`. */
export function useSay() {
  const { t } = useTranslation('paying')
  const { ask, holder } = useAsk()
  const save = useWrite({
    fn: ({ a, values }: { a: Agreement; values: Values }, write) => sayOfOrder(a, { note: values.note || undefined, accept: values.accept, ownerId: a.ownerId }, write),
    invalidate: [agreementKeys.all],
    success: t('done'),
  })
  const say = async (a: Agreement) => {
    const values = await ask<Values>({
      title: t('sayTitle', { no: a.no }),
      initial: { note: a.note, accept: a.standing === 'accepted' },
      fields: (form) => (
        <>
          <Form.Item name="accept" valuePropName="checked" extra={t('acceptHint')}>
            <Checkbox>{t('accept')}</Checkbox>
          </Form.Item>
          <Form.Item
            name="note"
            label={t('note')}
            dependencies={['accept']}
            rules={[{ validator: (_, value?: string) => (form.getFieldValue('accept') && !value?.trim() ? Promise.reject(new Error(t('acceptNote'))) : Promise.resolve()) }]}
          >
            <Input.TextArea maxLength={500} autoFocus autoSize={{ minRows: 2, maxRows: 6 }} />
          </Form.Item>
        </>
      ),
    })
    if (values) save.mutate({ a, values })
  }
  return { say, holder }
}
