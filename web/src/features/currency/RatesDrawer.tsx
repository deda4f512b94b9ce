import { DeleteOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Flex, Form, Input, Pagination } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWrite } from '@/api/useWrite'
import { DayInput } from '@/components/DayInput'
import { currencyKeys } from '@/components/currencies'
import { Price } from '@/components/Decimal'
import { DecimalInput } from '@/components/DecimalInput'
import { Instant } from '@/components/Instant'
import { useConfirm } from '@/hooks/useConfirm'
import { usePhone } from '@/hooks/usePhone'
import { decimalRule } from '@/lib/rules'
import { today } from '@/lib/time'
import { type Currency, deleteRate, ratesQuery, setRate } from './queries'

interface Values {
  date: string
  rate: string
  note?: string
}

/** The rates of a currency, and a new one. */
export function RatesDrawer({ currency, name, readOnly, onClose }: { currency: Currency; name: string; readOnly: boolean; onClose: () => void }) {
  const { t } = useTranslation('currency')
  const phone = usePhone()
  const confirm = useConfirm()
  const [form] = Form.useForm<Values>()
  const [page, setPage] = useState(1)
  const list = useQuery(ratesQuery(currency.code, page)).data
  const invalidate = [currencyKeys.all]
  const save = useWrite({ fn: (v: Values, write) => setRate(currency.code, v, write), form, invalidate, success: t('saved'), onSuccess: () => form.resetFields(['rate', 'note']) })
  const remove = useWrite({ fn: (date: string, write) => deleteRate(currency.code, date, write), invalidate })
  return (
    <Drawer open onClose={onClose} title={`${name} ${currency.code}`} placement={phone ? 'bottom' : 'right'} size={phone ? '92%' : 520}>
      {!readOnly && currency.active && (
        <Form<Values> form={form} layout="vertical" initialValues={{ date: today() }} onFinish={save.mutate}>
          <Flex gap={8} wrap align="start">
            <Form.Item name="date" label={t('from')} rules={[{ required: true }]}>
              <DayInput allowClear={false} />
            </Form.Item>
            <Form.Item name="rate" label={t('rate')} rules={[decimalRule({ maxPlaces: 6, required: t('rateRequired') })]} style={{ width: 150 }}>
              <DecimalInput prefix="¥" maxPlaces={6} autoFocus={!phone} />
            </Form.Item>
            <Form.Item name="note" label={t('note')} style={{ flex: 1, minWidth: 120 }}>
              <Input maxLength={200} placeholder={t('noteHint')} />
            </Form.Item>
          </Flex>
          <Button type="primary" htmlType="submit" loading={save.isPending} data-hotkey="save">
            {t('add')}
          </Button>
        </Form>
      )}
      {list && list.items.length === 0 && <p className="muted">{t('empty')}</p>}
      {list && list.items.length > 0 && (
        <table className="currencies" aria-label={t('rates')} style={{ marginTop: 16 }}>
          <thead>
            <tr>
              <th>{t('from')}</th>
              <th className="right">{t('rate')}</th>
              <th>{t('note')}</th>
              <th>{t('common:action.delete')}</th>
            </tr>
          </thead>
          <tbody>
            {list.items.map((r) => (
              <tr key={r.date}>
                <th scope="row" className="num">
                  {r.date}
                </th>
                <td className="right">
                  <Price value={r.rate} />
                </td>
                <td>
                  {r.note}
                  <div className="muted">
                    {r.setByName} <Instant at={r.setAt} />
                  </div>
                </td>
                <td>
                  {!readOnly && (
                    <Button
                      type="text"
                      size="small"
                      icon={<DeleteOutlined />}
                      aria-label={t('remove', { date: r.date })}
                      onClick={async () => {
                        if (await confirm({ title: t('removeConfirm', { date: r.date }), danger: true })) remove.mutate(r.date)
                      }}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {list && list.total > list.pageSize && <Pagination size="small" current={page} pageSize={list.pageSize} total={list.total} onChange={setPage} showSizeChanger={false} style={{ marginTop: 12 }} />}
    </Drawer>
  )
}
