import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Button, Flex, Form, Input, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { MoneyInput } from '@/components/DecimalInput'
import { FormPage } from '@/components/FormPage'
import { RecordHistory } from '@/components/RecordHistory'
import { Section } from '@/components/Section'
import { StatusTag } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { compare } from '@/lib/decimal'
import { decimalRule } from '@/lib/rules'
import { LastPrices } from '../LastPrices'
import { LevelSelect } from '../LevelSelect'
import { customerKeys, customerQuery, type CustomerSave, levelsQuery } from '../queries'
import { OwedSection } from '../OwedSection'

/** One customer: who it is, at which level it buys, what it owes and what it paid last. */
export default function CustomerPage() {
  const { t } = useTranslation('customer')
  const { id } = useParams({ strict: false }) as { id: string }
  const can = useCan()
  const navigate = useNavigate()
  const confirm = useConfirm()
  const [form] = Form.useForm<CustomerSave>()
  const isNew = id === 'new'
  const query = useQuery({ ...customerQuery(id), enabled: !isNew })
  const levels = useQuery(levelsQuery)
  const customer = isNew ? undefined : query.data
  const readOnly = !can('customer.write')

  const save = useWrite({
    // A limit nobody has set is no limit.
    fn: ({ creditLimit = '0', ...rest }: CustomerSave, write) => {
      const body = { ...rest, creditLimit }
      return customer
        ? data(api.PUT('/api/v1/customers/{id}', { params: { path: { id } }, body: { ...body, version: customer.version }, ...write }))
        : data(api.POST('/api/v1/customers', { body, ...write }))
    },
    form,
    invalidate: [customerKeys.all],
    success: t('saved'),
  })
  const remove = useWrite({
    fn: (_: void, write) => data(api.DELETE('/api/v1/customers/{id}', { params: { path: { id } }, ...write })),
    invalidate: [customerKeys.lists],
    success: t('deleted'),
    onSuccess: () => void navigate({ to: '/customers', replace: true, ignoreBlocker: true }),
  })
  const retail = levels.data?.find((l) => l.builtin === 'retail')?.id
  const initial = isNew
    ? levels.isPending
      ? undefined
      : { active: true, levelId: retail }
    : customer && { ...customer, creditLimit: compare(customer.creditLimit, '0') > 0 ? customer.creditLimit : undefined }

  return (
    <FormPage<CustomerSave>
      key={customer ? `${customer.id}:${customer.version}` : id}
      title={isNew ? t('new') : (customer?.name ?? t('one'))}
      tag={customer && !customer.active && <StatusTag tone="neutral">{t('off')}</StatusTag>}
      hint={customer?.code}
      back="/customers"
      form={form}
      initial={initial}
      readOnly={readOnly}
      saving={save.isPending}
      problem={query.isError ? toProblem(query.error) : null}
      onRetry={() => void query.refetch()}
      onSave={async (values) => {
        const saved = await save.mutateAsync(values)
        if (isNew) void navigate({ to: '/customers/$id', params: { id: saved.id }, replace: true, ignoreBlocker: true })
      }}
      actions={
        customer &&
        !readOnly && (
          <Button danger loading={remove.isPending} onClick={async () => (await confirm({ title: t('deleteConfirm', { name: customer.name }), content: t('deleteHint'), danger: true })) && remove.mutate()}>
            {t('common:action.delete')}
          </Button>
        )
      }
    >
      <Flex vertical gap={12}>
        {customer && can('receivable.read') && <OwedSection customer={customer} />}
        <Section title={t('basics')}>
          <div className="form-fields">
            <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameRequired') }]}>
              <Input maxLength={100} autoFocus={isNew} autoComplete="off" />
            </Form.Item>
            <Form.Item name="code" label={t('code')} extra={isNew && t('codeHint')}>
              <Input maxLength={60} autoComplete="off" />
            </Form.Item>
            <Form.Item name="levelId" label={t('level.name')} extra={t('level.hint')}>
              <LevelSelect />
            </Form.Item>
            <Form.Item name="creditLimit" label={t('creditLimit')} extra={t('creditHint')} rules={[decimalRule({ maxPlaces: 2 })]}>
              <MoneyInput placeholder={t('creditNone')} />
            </Form.Item>
            <Form.Item name="contact" label={t('contact')}>
              <Input maxLength={60} autoComplete="off" />
            </Form.Item>
            <Form.Item name="phone" label={t('phone')}>
              <Input maxLength={40} type="tel" autoComplete="off" />
            </Form.Item>
            <Form.Item name="address" label={t('address')} className="wide">
              <Input maxLength={200} autoComplete="off" />
            </Form.Item>
            <Form.Item name="note" label={t('note')} className="wide">
              <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
            </Form.Item>
            <Form.Item name="active" label={t('active')} extra={t('activeHint')} valuePropName="checked">
              <Switch />
            </Form.Item>
          </div>
        </Section>
        {customer && <LastPrices customerId={customer.id} />}
        {customer && (
          <Section title={t('common:audit.title')}>
            <RecordHistory path="/api/v1/customers/{id}/history" id={customer.id} of={customerKeys.detail(customer.id)} />
          </Section>
        )}
      </Flex>
    </FormPage>
  )
}
