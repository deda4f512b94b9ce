import { DeleteOutlined } from '@ant-design/icons'
import { Button, Flex, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { Instant } from '@/components/Instant'
import { StatusTag } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { type Order, orderKeys, type Parcel } from './queries'

/** The parcels of an order. */
export function Parcels({ parcels }: { parcels: Parcel[] }) {
  const { t } = useTranslation('platform')
  if (parcels.length === 0) return <span className="muted">{t('way.noParcel')}</span>
  return (
    <ul className="platform-list">
      {parcels.map((p) => (
        <li key={p.logisticsId}>
          <Flex gap={10} align="center" wrap>
            <span>{p.carrierName}</span>
            <span className="num">{p.waybill ?? t('way.byHand')}</span>
            {p.status && <StatusTag tone={p.status === 'SIGN' ? 'good' : p.status === 'UNSIGN' || p.status === 'NOGET' ? 'bad' : 'progress'}>{t(`parcel.${p.status}`, { defaultValue: p.status })}</StatusTag>}
            <span className="muted">
              <Instant at={p.sentAt} />
            </span>
          </Flex>
        </li>
      ))}
    </ul>
  )
}

/** 轨迹: the parcels, what carriers said of them and what people know, the newest first. */
export function Way({ order: o }: { order: Order }) {
  const { t } = useTranslation('platform')
  const can = useCan()
  const remove = useWrite({
    fn: (noteId: string, write) => data(api.DELETE('/api/v1/platform-orders/{id}/notes/{noteId}', { params: { path: { id: o.id, noteId } }, ...write })),
    invalidate: [orderKeys.detail(o.id)],
  })
  return (
    <Flex vertical gap={12}>
      <Parcels parcels={o.parcels} />
      {can('platform_order.fetch') && <AddNote order={o} />}
      {o.way.length > 0 && (
        <ul className="platform-way" aria-label={t('way.title')}>
          {o.way.map((s) => (
            <li key={s.id}>
              <span className="muted">
                <Instant at={s.at} />
              </span>
              <span className="text">
                {s.content}
                {s.waybill && o.parcels.length > 1 && <span className="muted num"> {s.waybill}</span>}
              </span>
              {s.byPerson ? (
                <span className="muted">
                  {t('way.by', { name: s.addedBy })} <Instant at={s.addedAt} />
                  {can('platform_order.fetch') && <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('way.remove', { content: s.content })} onClick={() => remove.mutate(s.id)} />}
                </span>
              ) : (
                <span className="muted">
                  {t('way.by', { name: s.addedBy })} <Instant at={s.addedAt} />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Flex>
  )
}

function AddNote({ order: o }: { order: Order }) {
  const { t } = useTranslation('platform')
  const [form] = Form.useForm<{ content: string; logisticsId?: string }>()
  const add = useWrite({
    fn: (body: { content: string; logisticsId?: string }, write) => data(api.POST('/api/v1/platform-orders/{id}/notes', { params: { path: { id: o.id } }, body, ...write })),
    form,
    invalidate: [orderKeys.detail(o.id)],
    onSuccess: () => form.resetFields(),
  })
  return (
    <Form form={form} onFinish={(v) => add.mutate(v)}>
      <Flex gap={8} wrap>
        <Form.Item name="content" rules={[{ required: true, whitespace: true, message: t('way.noteRequired') }]} style={{ flex: '1 1 220px', marginBottom: 0 }}>
          <Input maxLength={300} placeholder={t('way.note')} aria-label={t('way.note')} />
        </Form.Item>
        {o.parcels.length > 1 && (
          <Form.Item name="logisticsId" style={{ flex: '0 1 200px', marginBottom: 0 }}>
            <Select allowClear placeholder={t('way.whole')} aria-label={t('way.of')} options={o.parcels.map((p) => ({ value: p.logisticsId, label: p.waybill ?? t('way.byHand') }))} />
          </Form.Item>
        )}
        <Button htmlType="submit" loading={add.isPending}>
          {t('way.add')}
        </Button>
      </Flex>
    </Form>
  )
}
