import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { Money } from '@/components/Decimal'
import { MoneyInput } from '@/components/DecimalInput'
import { DocPage } from '@/components/DocPage'
import { compare, sum } from '@/lib/decimal'
import { decimalRule } from '@/lib/rules'
import { MoneyForm } from '@/components/money/MoneyForm'
import { activeFundsQuery, transferKeys, type TransferSave, transferredKeys } from './queries'

/** 资金转账: from which account to which, how much arrives, and what it cost. */
export function TransferEntry() {
  const { t } = useTranslation('receivable')
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { from?: string }
  const [form] = Form.useForm<TransferSave>()
  const from = Form.useWatch('fromAccountId', { form, preserve: true }) ?? search.from
  const to = Form.useWatch('toAccountId', { form, preserve: true })
  const amount = Form.useWatch('amount', { form, preserve: true })
  const fee = Form.useWatch('fee', { form, preserve: true })
  const funds = useQuery(activeFundsQuery).data ?? []
  const [dirty, setDirty] = useState(false)
  const save = useWrite({
    fn: (body: TransferSave, write) => data(api.POST('/api/v1/fund-transfers', { body, ...write })),
    form,
    invalidate: [transferKeys.all, ...transferredKeys],
    success: (r) => t('moneySaved', { no: r.no }),
    onSuccess: (r) => void navigate({ to: '/fund-transfers/$id', params: { id: r.id }, search: {} as never, replace: true, ignoreBlocker: true }),
  })
  const leaves = sum([amount, fee])
  const balance = funds.find((f) => f.id === from)?.balance // for those only who may see it
  const options = (other: string | undefined) => funds.map((f) => ({ value: f.id, label: f.name, disabled: f.id === other }))

  return (
    <DocPage
      title={t('transfer.title')}
      back="/fund-transfers"
      dirty={dirty && !save.isSuccess}
      footer={
        <>
          <span>
            {t('transfer.leaves')} <strong data-testid="leaves"><Money value={leaves} sign /></strong>
          </span>
          <Button type="primary" size="large" data-hotkey="save" loading={save.isPending} onClick={() => form.submit()}>
            {t('transfer.save')}
          </Button>
        </>
      }
    >
      <MoneyForm<TransferSave> form={form} initial={{ fromAccountId: search.from }} onChange={() => setDirty(true)} onFinish={save.mutate}>
        <Form.Item
          name="fromAccountId"
          label={t('transfer.from')}
          rules={[{ required: true, message: t('fundRequired') }]}
          extra={
            balance !== undefined && (
              <>
                {compare(leaves, balance) > 0 ? <strong>{t('transfer.beyond')}</strong> : t('account.balance')} <Money value={balance} />
              </>
            )
          }
        >
          <Select autoFocus={!search.from} options={options(to)} />
        </Form.Item>
        <Form.Item name="toAccountId" label={t('transfer.to')} rules={[{ required: true, message: t('fundRequired') }]}>
          <Select autoFocus={search.from !== undefined} options={options(from)} />
        </Form.Item>
        <Form.Item name="amount" label={t('transfer.amount')} rules={[decimalRule({ maxPlaces: 2, min: '0.01', required: t('amountRequired') })]}>
          <MoneyInput />
        </Form.Item>
        <Form.Item name="fee" label={t('transfer.fee')} extra={t('transfer.feeHint')} rules={[decimalRule({ maxPlaces: 2 })]}>
          <MoneyInput />
        </Form.Item>
      </MoneyForm>
    </DocPage>
  )
}
