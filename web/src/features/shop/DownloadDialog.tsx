import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Flex, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { entriesOf, without, type WrongEntry, wrongEntries } from './offerText'
import { type Download, downloadKeys, type Shop } from './queries'
import './shop.css'

interface Values {
  mode: Download['mode']
  which: 'all' | 'some'
  offerIds?: string
}

/** Starts a download. Given ids are checked by the server as a whole: nothing starts while one is wrong, and each wrong one is shown with its reason. */
export function DownloadDialog({ shop, onClose }: { shop: Shop; onClose: () => void }) {
  const { t } = useTranslation('shop')
  const navigate = useNavigate()
  const [form] = Form.useForm<Values>()
  const [wrong, setWrong] = useState<WrongEntry[]>([])
  const which = Form.useWatch('which', form)
  const count = entriesOf(Form.useWatch('offerIds', form) ?? '').length
  const start = useWrite({
    fn: (v: Values, write) =>
      data(api.POST('/api/v1/shops/{id}/downloads', { params: { path: { id: shop.id } }, body: { mode: v.mode, offerIds: v.which === 'some' ? v.offerIds : undefined }, ...write })),
    form,
    invalidate: [downloadKeys.lists],
    onSuccess: (d) => void navigate({ to: '/downloads/$id', params: { id: d.id } }),
    onProblem: (p) => {
      const found = wrongEntries(p.errors)
      setWrong(found)
      return found.length > 0
    },
  })
  const drop = () => {
    form.setFieldValue('offerIds', without(form.getFieldValue('offerIds') as string, wrong.map((w) => w.at)))
    setWrong([])
  }
  return (
    <Modal open onCancel={onClose} title={t('download.title', { name: shop.name })} okText={t('download.go')} okButtonProps={{ loading: start.isPending }} onOk={() => form.submit()} width={560}>
      <Form<Values> form={form} layout="vertical" initialValues={{ mode: 'create', which: 'all' }} onFinish={start.mutate} onValuesChange={(change) => 'offerIds' in change && setWrong([])}>
        <Form.Item name="mode" label={t('download.mode')}>
          <Radio.Group>
            <Flex vertical gap={8}>
              <Radio value="create">
                <strong>{t('mode.create')}</strong>
                <div className="muted">{t('download.createHint')}</div>
              </Radio>
              <Radio value="online_only">
                <strong>{t('mode.online_only')}</strong>
                <div className="muted">{t('download.onlineOnlyHint')}</div>
              </Radio>
            </Flex>
          </Radio.Group>
        </Form.Item>
        <Form.Item name="which" label={t('download.which')}>
          <Radio.Group
            options={[
              { value: 'all', label: t('download.all') },
              { value: 'some', label: t('download.some') },
            ]}
          />
        </Form.Item>
        {which === 'some' && (
          <Form.Item
            label={t('download.offers')}
            extra={count > 0 ? t('download.offersCount', { count }) : t('download.offersHint')}
            required
            htmlFor="download-offers"
            help={wrong.length > 0 ? <WrongEntries wrong={wrong} onDrop={drop} /> : undefined}
            validateStatus={wrong.length > 0 ? 'error' : undefined}
          >
            <Form.Item name="offerIds" noStyle rules={[{ validator: (_, text?: string) => (entriesOf(text ?? '').length > 0 ? Promise.resolve() : Promise.reject(new Error(t('download.offersRequired')))) }]}>
              <Input.TextArea id="download-offers" rows={5} maxLength={100_000} placeholder={t('download.offersPlaceholder')} autoFocus />
            </Form.Item>
          </Form.Item>
        )}
        <Alert type="info" showIcon title={t('download.background')} style={{ marginBlock: 12 }} />
      </Form>
    </Modal>
  )
}

function WrongEntries({ wrong, onDrop }: { wrong: WrongEntry[]; onDrop: () => void }) {
  const { t } = useTranslation('shop')
  return (
    <div role="alert">
      <Flex justify="space-between" align="center" gap={8}>
        <span>{t('download.wrong', { count: wrong.length })}</span>
        <Button size="small" type="link" onClick={onDrop}>
          {t('download.dropWrong')}
        </Button>
      </Flex>
      <ul className="wrong-entries">
        {wrong.map((w) => (
          <li key={w.at}>
            <strong>{t('download.place', { n: w.at + 1 })}</strong> {w.why}
          </li>
        ))}
      </ul>
    </div>
  )
}
