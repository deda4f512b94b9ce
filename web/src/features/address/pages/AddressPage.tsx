import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Button, Descriptions, Flex, Form, Input, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { FormPage } from '@/components/FormPage'
import { RecordHistory } from '@/components/RecordHistory'
import { Section } from '@/components/Section'
import { StatusTag } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { ParseBox } from '../ParseBox'
import { PlaceFields } from '../PlaceFields'
import { addressKeys, addressQuery, type AddressSave, warehouseAddressKeys } from '../queries'

/** One receiving address: who takes the goods, where 1688 sends them, and what it serves. */
export default function AddressPage() {
  const { t } = useTranslation('address')
  const { id } = useParams({ strict: false }) as { id: string }
  const can = useCan()
  const navigate = useNavigate()
  const confirm = useConfirm()
  const [form] = Form.useForm<AddressSave>()
  const [filled, setFilled] = useState(false)
  const isNew = id === 'new'
  const query = useQuery({ ...addressQuery(id), enabled: !isNew })
  const address = isNew ? undefined : query.data
  const readOnly = !can('address.write')

  const save = useWrite({
    fn: (body: AddressSave, write) =>
      address
        ? data(api.PUT('/api/v1/receiving-addresses/{id}', { params: { path: { id } }, body: { ...body, version: address.version }, ...write }))
        : data(api.POST('/api/v1/receiving-addresses', { body, ...write })),
    form,
    invalidate: [addressKeys.all, warehouseAddressKeys.all],
    success: t('saved'),
  })
  const remove = useWrite({
    fn: (_: void, write) => data(api.DELETE('/api/v1/receiving-addresses/{id}', { params: { path: { id } }, ...write })),
    invalidate: [addressKeys.lists],
    success: t('deleted'),
    onSuccess: () => void navigate({ to: '/receiving-addresses', replace: true, ignoreBlocker: true }),
  })
  const initial: Partial<AddressSave> | undefined = isNew ? { active: true } : address && fieldsOf(address)

  return (
    <FormPage<AddressSave>
      key={address ? `${address.id}:${address.version}` : id}
      title={isNew ? t('new') : (address?.name ?? t('one'))}
      tag={address && !address.active && <StatusTag tone="neutral">{t('off')}</StatusTag>}
      hint={t('kind.receive_1688')}
      back="/receiving-addresses"
      form={form}
      initial={initial}
      filled={filled}
      onUndo={() => setFilled(false)}
      readOnly={readOnly}
      saving={save.isPending}
      problem={query.isError ? toProblem(query.error) : null}
      onRetry={() => void query.refetch()}
      onSave={async (values) => {
        const saved = await save.mutateAsync(values)
        setFilled(false)
        if (isNew) void navigate({ to: '/receiving-addresses/$id', params: { id: saved.id }, replace: true, ignoreBlocker: true })
      }}
      actions={
        address &&
        !readOnly && (
          <Button danger loading={remove.isPending} onClick={async () => (await confirm({ title: t('deleteConfirm', { name: address.name }), content: t('deleteHint'), danger: true })) && remove.mutate()}>
            {t('common:action.delete')}
          </Button>
        )
      }
    >
      <Flex vertical gap={12}>
        {!readOnly && <ParseBox form={form} autoFocus={isNew} onParsed={() => setFilled(true)} />}
        <Section title={t('who')}>
          <div className="form-fields">
            <Form.Item name="name" label={t('name')} extra={t('nameHint')} rules={[{ required: true, whitespace: true, message: t('required.name') }]}>
              <Input maxLength={60} autoComplete="off" />
            </Form.Item>
            <Form.Item name="contact" label={t('contact')} rules={[{ required: true, whitespace: true, message: t('required.contact') }]}>
              <Input maxLength={40} autoComplete="off" />
            </Form.Item>
            <Form.Item name="mobile" label={t('mobile')} rules={[{ required: true, whitespace: true, message: t('required.mobile') }]}>
              <Input maxLength={24} type="tel" autoComplete="off" />
            </Form.Item>
            <Form.Item name="phone" label={t('phone')}>
              <Input maxLength={24} type="tel" autoComplete="off" />
            </Form.Item>
            <Form.Item name="company" label={t('company')}>
              <Input maxLength={100} autoComplete="off" />
            </Form.Item>
            <Form.Item name="fax" label={t('fax')}>
              <Input maxLength={24} type="tel" autoComplete="off" />
            </Form.Item>
            <Form.Item name="email" label={t('email')}>
              <Input maxLength={100} type="email" autoComplete="off" />
            </Form.Item>
          </div>
        </Section>
        <Section title={t('where')}>
          <div className="form-fields">
            <Form.Item label={t('country')} htmlFor="address-country">
              <Input id="address-country" value={t('china')} disabled />
            </Form.Item>
            <PlaceFields />
            <Form.Item name="postcode" label={t('postcode')} extra={t('postcodeHint')}>
              <Input maxLength={6} inputMode="numeric" autoComplete="off" />
            </Form.Item>
            <Form.Item name="line1" label={t('line1')} className="wide" rules={[{ required: true, whitespace: true, message: t('required.line1') }]}>
              <Input maxLength={120} autoComplete="off" />
            </Form.Item>
            <Form.Item name="line2" label={t('line2')} className="wide">
              <Input maxLength={120} autoComplete="off" />
            </Form.Item>
            <Form.Item name="doorNumber" label={t('doorNumber')}>
              <Input maxLength={40} autoComplete="off" />
            </Form.Item>
            <Form.Item name="detail" label={t('detail')} extra={t('detailHint')} className="wide">
              <Input maxLength={120} autoComplete="off" />
            </Form.Item>
          </div>
        </Section>
        <Section title={t('more')}>
          <div className="form-fields">
            <Form.Item name="note" label={t('note')} extra={t('noteHint')} className="wide">
              <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
            </Form.Item>
            <Form.Item name="active" label={t('active')} extra={t('activeHint')} valuePropName="checked">
              <Switch />
            </Form.Item>
          </div>
          {address && (
            <Descriptions
              column={1}
              items={[
                { key: 'sent', label: t('sent'), children: address.text },
                { key: 'code', label: t('divisionCode'), children: [address.divisionCode, address.townCode].filter(Boolean).join(' ') },
                { key: 'warehouses', label: t('warehouses'), children: address.warehouses.map((w) => w.name).join(t('and')) || t('warehousesNone') },
                { key: 'accounts', label: t('accounts'), children: address.accounts.map((a) => t('accountEntry', { name: a.name, id: a.platformId })).join(t('and')) || t('accountsNone') },
              ]}
            />
          )}
        </Section>
        {address && (
          <Section title={t('common:audit.title')}>
            <RecordHistory path="/api/v1/receiving-addresses/{id}/history" id={address.id} of={addressKeys.detail(address.id)} />
          </Section>
        )}
      </Flex>
    </FormPage>
  )
}

/** What people enter of an address. The place goes back by its names, which are those of its codes. */
function fieldsOf(a: AddressSave): Partial<AddressSave> {
  const { name, company, contact, province, city, district, town, postcode, mobile, phone, fax, email, line1, line2, doorNumber, detail, note, active } = a
  return { name, company, contact, province, city, district, town, postcode, mobile, phone, fax, email, line1, line2, doorNumber, detail, note, active }
}
