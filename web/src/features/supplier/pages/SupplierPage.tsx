import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Button, Flex, Form, Input, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { baseCurrency } from '@/components/Amount'
import { useCurrencyOptions } from '@/components/currencies'
import { FormPage } from '@/components/FormPage'
import { RecordHistory } from '@/components/RecordHistory'
import { Section } from '@/components/Section'
import { StatusTag } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { OwingSection } from '../OwingSection'
import { supplierKeys, supplierQuery, type SupplierSave } from '../queries'
import { TermsFields } from '../TermsFields'

/** One supplier: who it is, here and on 1688, and when it is paid. */
export default function SupplierPage() {
  const { t } = useTranslation('supplier')
  const { id } = useParams({ strict: false }) as { id: string }
  const can = useCan()
  const navigate = useNavigate()
  const confirm = useConfirm()
  const [form] = Form.useForm<SupplierSave>()
  const isNew = id === 'new'
  const query = useQuery({ ...supplierQuery(id), enabled: !isNew })
  const supplier = isNew ? undefined : query.data
  const currencies = useCurrencyOptions(t('yuan'), supplier?.currency)
  const readOnly = !can('supplier.write')

  const save = useWrite({
    fn: (body: SupplierSave, write) =>
      supplier
        ? data(api.PUT('/api/v1/suppliers/{id}', { params: { path: { id } }, body: { ...body, version: supplier.version }, ...write }))
        : data(api.POST('/api/v1/suppliers', { body, ...write })),
    form,
    invalidate: [supplierKeys.all],
    success: t('saved'),
  })
  const remove = useWrite({
    fn: (_: void, write) => data(api.DELETE('/api/v1/suppliers/{id}', { params: { path: { id } }, ...write })),
    invalidate: [supplierKeys.lists],
    success: t('deleted'),
    onSuccess: () => void navigate({ to: '/suppliers', replace: true, ignoreBlocker: true }),
  })
  // A figure that the terms do not use is empty, not nought.
  const initial: Partial<SupplierSave> | undefined = isNew
    ? { active: true, terms: 'prepaid', currency: baseCurrency }
    : supplier && { ...supplier, prepaidShare: supplier.terms === 'share' ? supplier.prepaidShare : undefined, creditDays: supplier.terms === 'credit' ? supplier.creditDays : undefined }

  return (
    <FormPage<SupplierSave>
      key={supplier ? `${supplier.id}:${supplier.version}` : id}
      title={isNew ? t('new') : (supplier?.name ?? t('one'))}
      tag={supplier && !supplier.active && <StatusTag tone="neutral">{t('off')}</StatusTag>}
      hint={supplier?.code}
      back="/suppliers"
      form={form}
      initial={initial}
      readOnly={readOnly}
      saving={save.isPending}
      problem={query.isError ? toProblem(query.error) : null}
      onRetry={() => void query.refetch()}
      onSave={async (values) => {
        const saved = await save.mutateAsync(values)
        if (isNew) void navigate({ to: '/suppliers/$id', params: { id: saved.id }, replace: true, ignoreBlocker: true })
      }}
      actions={
        supplier &&
        !readOnly && (
          <Button danger loading={remove.isPending} onClick={async () => (await confirm({ title: t('deleteConfirm', { name: supplier.name }), content: t('deleteHint'), danger: true })) && remove.mutate()}>
            {t('common:action.delete')}
          </Button>
        )
      }
    >
      <Flex vertical gap={12}>
        {supplier && can('payable.read') && <OwingSection id={supplier.id} />}
        <Section title={t('basics')}>
          <div className="form-fields">
            <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameRequired') }]}>
              <Input maxLength={100} autoFocus={isNew} autoComplete="off" />
            </Form.Item>
            <Form.Item name="code" label={t('code')} extra={isNew && t('codeHint')}>
              <Input maxLength={60} autoComplete="off" />
            </Form.Item>
            <Form.Item name="loginId" label={t('loginId')} extra={t('loginIdHint')}>
              <Input maxLength={100} autoComplete="off" />
            </Form.Item>
            <TermsFields />
            {currencies.length > 1 && (
              <Form.Item name="currency" label={t('currency')} extra={t('currencyHint')}>
                <Select<string> showSearch={{ optionFilterProp: 'label' }} options={currencies} />
              </Form.Item>
            )}
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
        {supplier && (
          <Section title={t('common:audit.title')}>
            <RecordHistory path="/api/v1/suppliers/{id}/history" id={supplier.id} of={supplierKeys.detail(supplier.id)} />
          </Section>
        )}
      </Flex>
    </FormPage>
  )
}
