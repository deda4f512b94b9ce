import { useQuery } from '@tanstack/react-query'
import { Button, Flex, Form, Input, Select, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWrite } from '@/api/useWrite'
import { Money } from '@/components/Decimal'
import { DecimalInput } from '@/components/DecimalInput'
import { activeFundsQuery } from '@/components/money/funds'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { compare, sum } from '@/lib/decimal'
import { agreementKeys, type Due, kinds, payMethods, type Request, requestKeys, saveRequest } from './queries'

interface Values {
  kind: (typeof kinds)[number]
  payMethod: (typeof payMethods)[number]
  fundAccountId?: string
  note?: string
  lines: { orderId: string; amount?: string }[]
}

/** What is suggested to ask for: 1688 takes whole orders. */
const suggested = (d: Due, kind: Values['kind'], method: Values['payMethod']) => (method === '1688' && d.platform ? d.platform.unpaid : kind === 'prepayment' ? d.prepayment : d.balance)

/** A request for orders of one supplier, as it is entered: how much of each, beside what is owed and what 1688 says. */
export function RequestEntry({ dues, request, onSaved, onCancel }: { dues: Due[]; request?: Request; onSaved: (r: Request) => void; onCancel?: () => void }) {
  const { t } = useTranslation('paying')
  const can = useCan()
  const [form] = Form.useForm<Values>()
  const funds = useQuery({ ...activeFundsQuery, enabled: can('fund_account.read') }).data ?? []
  const first = dues[0]
  const kind = request?.kind ?? (first && compare(first.received, '0') === 0 && compare(first.prepaid, '0') > 0 ? 'prepayment' : 'balance')
  const payMethod = request?.payMethod ?? payMethods.find((m) => m === first?.payMethod) ?? 'bank'
  const amounts = Form.useWatch('lines', form)
  const save = useWrite({
    fn: ({ values, submit }: { values: Values; submit: boolean }, write) => saveRequest(request, { ...values, submit, lines: values.lines.map((l) => ({ orderId: l.orderId, amount: l.amount || undefined })) }, write),
    form,
    invalidate: [requestKeys.all, agreementKeys.all],
    success: (r) => t('saved', { no: r.no }),
    onSuccess: onSaved,
  })
  const submit = async (sent: boolean) => {
    const values = await form.validateFields().catch(() => undefined)
    if (values) save.mutate({ values, submit: sent })
  }
  const again = () => {
    const now = form.getFieldsValue()
    form.setFieldValue('lines', dues.map((d) => ({ orderId: d.orderId, amount: suggested(d, now.kind, now.payMethod) })))
  }
  return (
    <Section title={request?.supplierName ?? first?.supplierName ?? ''}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          kind,
          payMethod,
          fundAccountId: request?.fundAccountId,
          note: request?.note,
          lines: request ? request.lines.map((l) => ({ orderId: l.orderId, amount: l.amount })) : dues.map((d) => ({ orderId: d.orderId, amount: suggested(d, kind, payMethod) })),
        }}
        onFinish={() => void submit(true)}
      >
        <Flex gap={12} wrap>
          <Form.Item name="kind" label={t('kindLabel')} style={{ width: 140 }}>
            <Select options={kinds.map((k) => ({ value: k, label: t(`kind.${k}`) }))} onChange={again} />
          </Form.Item>
          <Form.Item name="payMethod" label={t('payMethod')} style={{ width: 160 }}>
            <Select options={payMethods.map((m) => ({ value: m, label: t(`method.${m}`) }))} onChange={again} />
          </Form.Item>
          {funds.length > 0 && (
            <Form.Item name="fundAccountId" label={t('fund')} style={{ width: 180 }}>
              <Select allowClear options={funds.map((f) => ({ value: f.id, label: f.name }))} />
            </Form.Item>
          )}
          <Form.Item name="note" label={t('note')} style={{ flex: 1, minWidth: 200 }}>
            <Input maxLength={500} />
          </Form.Item>
        </Flex>
        <Table<Due>
          size="small"
          pagination={false}
          rowKey="orderId"
          scroll={{ x: 'max-content' }}
          dataSource={dues}
          columns={[
            { key: 'no', title: t('order'), dataIndex: 'no' },
            { key: 'total', title: t('ordered'), align: 'right', render: (_, d) => <Money value={d.total} /> },
            { key: 'platform', title: t('platformUnpaid'), align: 'right', render: (_, d) => (d.platform ? <Money value={d.platform.unpaid} /> : '—') },
            { key: 'received', title: t('received'), align: 'right', render: (_, d) => <Money value={d.received} /> },
            { key: 'paid', title: t('paid'), align: 'right', render: (_, d) => <Money value={d.paid} /> },
            { key: 'asked', title: t('asked'), align: 'right', render: (_, d) => <Money value={d.asked} /> },
            { key: 'left', title: t('left'), align: 'right', render: (_, d) => <Money value={d.left} /> },
            {
              key: 'amount',
              title: t('amount'),
              width: 150,
              render: (_, d, i) => (
                <>
                  <Form.Item name={['lines', i, 'orderId']} style={{ margin: 0 }}>
                    <Input type="hidden" />
                  </Form.Item>
                  <Form.Item name={['lines', i, 'amount']} style={{ margin: 0 }}>
                    <DecimalInput maxPlaces={2} aria-label={`${t('amount')} ${d.no}`} />
                  </Form.Item>
                </>
              ),
            },
          ]}
        />
        <Flex justify="flex-end" gap={8} align="center" style={{ marginTop: 12 }} wrap>
          <strong>
            {t('sum')} <Money value={sum((amounts ?? []).map((l) => l?.amount ?? '0'))} sign />
          </strong>
          {onCancel && <Button onClick={onCancel}>{t('common:action.cancel')}</Button>}
          <Button onClick={() => void submit(false)} loading={save.isPending}>
            {t('saveDraft')}
          </Button>
          <Button type="primary" data-hotkey="save" loading={save.isPending} onClick={() => void submit(true)}>
            {t('act.submit')}
          </Button>
        </Flex>
      </Form>
    </Section>
  )
}
