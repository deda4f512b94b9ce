import { SearchOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { FormDrawer } from '@/components/FormDrawer'
import { Said } from '@/components/Said'
import { AccountSelect, NoAccount, useAccounts } from './AccountSelect'
import { OfferHead } from './OfferHead'
import { type Looked, lookUp, type Source, sourceKeys, type SourcedSku } from './queries'
import { RatioFields } from './RatioFields'
import { SpecPicker } from './SpecPicker'

interface Values {
  accountId?: string
  link: string
  spec?: string
  num: string | number
  den: string | number
  leadDays?: string | number
}

/** 1688商品匹配: paste a link, look the offer up, choose the spec. Enter looks up first and saves then. */
export function MatchDrawer({ sku, source, onClose }: { sku: SourcedSku; source?: Source; onClose: () => void }) {
  const { t } = useTranslation('source')
  const { pending, usable } = useAccounts()
  const [form] = Form.useForm<Values>()
  const [looked, setLooked] = useState<{ link: string; of: Looked }>()
  const [refused, setRefused] = useState<string>()
  const link = (Form.useWatch('link', form) ?? '').trim()
  const account = source?.accountId ?? usable[0]?.id
  const asked = looked?.link === link ? looked.of : undefined

  const look = useWrite({
    fn: (v: Values) => lookUp({ accountId: v.accountId ?? '', link: v.link.trim(), skuId: sku.id }),
    form,
    onSuccess: (of, v) => {
      setLooked({ link: v.link.trim(), of })
      setRefused(undefined)
      form.setFieldValue('spec', of.guess)
    },
  })
  const save = useWrite({
    fn: ({ accept, ...v }: Values & { accept?: boolean }, write) => {
      const body = {
        accountId: v.accountId,
        offerId: asked?.offer.offerId ?? '',
        spec: asked?.offer.specs.length ? v.spec : undefined,
        num: Number(v.num),
        den: Number(v.den),
        leadDays: Number(v.leadDays ?? 0),
        acceptSupplier: accept,
      }
      return source
        ? data(api.PUT('/api/v1/sources/{id}/match', { params: { path: { id: source.id } }, body: { ...body, note: source.note, version: source.version }, ...write }))
        : data(api.POST('/api/v1/sources/actions/match', { body: { ...body, skuId: sku.id }, ...write }))
    },
    form,
    invalidate: [sourceKeys.all, ['supplier']],
    success: t('saved'),
    onSuccess: onClose,
    onProblem: (p) => {
      const other = p.errors.find((e) => e.code === 'source.other_supplier')
      setRefused(other?.detail)
      return other !== undefined
    },
  })
  const submit = (v: Values) => (asked ? save.mutate(v) : look.mutate(v))
  if (pending) return null
  return (
    <FormDrawer<Values>
      open
      onClose={onClose}
      width={660}
      title={source ? t('match.again') : t('match.title')}
      form={form}
      initial={{ accountId: account, link: source?.offerUrl ?? '', num: source?.num ?? 1, den: source?.den ?? 1, leadDays: source?.leadDays }}
      onSave={submit}
      saving={save.isPending || look.isPending}
      saveText={asked ? undefined : t('look.do')}
    >
      <p className="muted" style={{ marginTop: 0 }}>
        {sku.productName} {sku.spec} <code>{sku.code}</code>
      </p>
      {usable.length === 0 && <NoAccount />}
      <Form.Item name="accountId" label={t('account')} rules={[{ required: true, message: t('accountRequired') }]}>
        <AccountSelect />
      </Form.Item>
      <Form.Item name="link" label={t('link.label')} extra={t('link.hint')} rules={[{ required: true, whitespace: true, message: t('link.required') }]}>
        <Input autoFocus autoComplete="off" maxLength={2000} placeholder="https://detail.1688.com/offer/…" suffix={<Button size="small" type="text" icon={<SearchOutlined />} aria-label={t('look.do')} loading={look.isPending} onClick={() => void form.validateFields(['accountId', 'link']).then(() => look.mutate(form.getFieldsValue(true) as Values))} />} />
      </Form.Item>
      {look.isPending && <Skeleton active />}
      {asked && !look.isPending && (
        <>
          <OfferHead looked={asked} />
          {asked.notice && <Alert type="warning" showIcon title={<Said said={asked.notice} />} style={{ marginBottom: 12 }} />}
          {refused && (
            <Alert
              type="warning"
              showIcon
              role="alert"
              title={refused}
              style={{ marginBottom: 12 }}
              action={
                <Button size="small" onClick={() => save.mutate({ ...(form.getFieldsValue(true) as Values), accept: true })}>
                  {t('match.accept')}
                </Button>
              }
            />
          )}
          {asked.offer.specs.length > 0 && (
            <Form.Item name="spec" label={t('spec.label')} extra={asked.guess ? undefined : t('spec.noGuess')} rules={[{ required: true, message: t('spec.required') }]}>
              <SpecPicker looked={asked} />
            </Form.Item>
          )}
          <RatioFields unit={asked.offer.unit} base={sku.unit} />
          <Form.Item name="leadDays" label={t('leadDays')} rules={[{ pattern: /^\d{0,4}$/, message: t('leadWrong') }]}>
            <Input inputMode="numeric" autoComplete="off" maxLength={4} style={{ width: 120 }} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  )
}
