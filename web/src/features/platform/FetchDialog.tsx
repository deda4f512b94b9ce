import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Flex, Form, Modal, Progress, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useLive } from '@/api/live'
import { useWrite } from '@/api/useWrite'
import { DayInput } from '@/components/DayInput'
import { buyerAccountsQuery } from '@/components/choices'
import { Instant } from '@/components/Instant'
import { Said } from '@/components/Said'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import { today } from '@/lib/time'
import { actOnFetch, type Fetch, fetchesQuery, fetchKeys, orderKeys } from './queries'

interface Values {
  accountId: string
  from: string
  to: string
  byChange: boolean
}

/** 同步1688订单: the orders of an account over some days, with how far that is. */
export function FetchDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('platform')
  const client = useQueryClient()
  const [form] = Form.useForm<Values>()
  const accounts = useQuery(buyerAccountsQuery)
  const fetches = useQuery(fetchesQuery)
  useLive('platform_fetch', () => {
    void client.invalidateQueries({ queryKey: fetchKeys.all })
    void client.invalidateQueries({ queryKey: orderKeys.all })
  })
  const usable = (accounts.data ?? []).filter((a) => a.enabled && (a.state === 'valid' || a.state === 'expiring'))
  const start = useWrite({
    fn: (v: Values, write) =>
      data(api.POST('/api/v1/platform-order-fetches', { body: v, ...write })),
    form,
    invalidate: [fetchKeys.all],
    success: t('fetch.started'),
  })
  if (accounts.isPending) return null
  const day = (name: 'from' | 'to') => (
    <Form.Item name={name} label={t(`fetch.${name}`)} rules={[{ required: true, message: t('fetch.dayRequired') }]} style={{ flex: '1 1 140px' }}>
      <DayInput style={{ width: '100%' }} allowClear={false} />
    </Form.Item>
  )
  return (
    <Modal open onCancel={onClose} width={620} title={t('fetch.open')} okText={t('fetch.go')} cancelText={t('fetch.close')} okButtonProps={{ loading: start.isPending, disabled: usable.length === 0 }} onOk={() => form.submit()}>
      {usable.length === 0 && (
        <Alert
          type="info"
          showIcon
          title={t('fetch.noAccount')}
          description={
            <Link to="/buyer-accounts">
              <Button size="small" type="primary">
                {t('fetch.toAccounts')}
              </Button>
            </Link>
          }
        />
      )}
      <Form<Values> form={form} layout="vertical" initialValues={{ accountId: usable[0]?.id, from: dayjs().subtract(29, 'day').format('YYYY-MM-DD'), to: today(), byChange: false }} onFinish={(v) => start.mutate(v)}>
        <Form.Item name="accountId" label={t('account')} rules={[{ required: true, message: t('fetch.accountRequired') }]}>
          <Select options={usable.map((a) => ({ value: a.id, label: a.name }))} />
        </Form.Item>
        <Flex gap={12} wrap>
          {day('from')}
          {day('to')}
        </Flex>
        <Form.Item name="byChange" label={t('fetch.of')} extra={t('fetch.hint')}>
          <Segmented options={[{ value: false, label: t('fetch.made') }, { value: true, label: t('fetch.changed') }]} />
        </Form.Item>
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </Form>
      {(fetches.data ?? []).length > 0 && <strong>{t('fetch.last')}</strong>}
      <ul className="platform-list">
        {(fetches.data ?? []).map((f) => (
          <li key={f.id}>
            <FetchLine fetch={f} />
          </li>
        ))}
      </ul>
    </Modal>
  )
}

const tones: Record<Fetch['state'], StatusTone> = { running: 'progress', paused: 'attention', done: 'good', failed: 'bad', cancelled: 'neutral' }

/** How far a fetch is, why it waits, and what can be done with it. */
function FetchLine({ fetch: f }: { fetch: Fetch }) {
  const { t } = useTranslation('platform')
  const act = useWrite({ fn: (verb: 'pause' | 'resume' | 'cancel', write) => actOnFetch(verb, f.id, write), invalidate: [fetchKeys.all] })
  const open = f.state === 'running' || f.state === 'paused'
  const button = (verb: 'pause' | 'resume' | 'cancel') => (
    <Button size="small" danger={verb === 'cancel'} loading={act.isPending && act.variables === verb} onClick={() => act.mutate(verb)}>
      {t(`fetch.${verb}`)}
    </Button>
  )
  return (
    <Flex vertical gap={2} role="status" aria-live="polite">
      <Flex gap={8} align="center" wrap>
        <span>{f.accountName}</span>
        <span className="muted num">
          {dayjs(f.from).format('YYYY-MM-DD')} – {dayjs(f.to).subtract(1, 'second').format('YYYY-MM-DD')}
        </span>
        <StatusTag tone={tones[f.state]}>{t(`fetch.state.${f.state}`)}</StatusTag>
        <span className="muted">{t('fetch.read', { read: f.read, added: f.added })}</span>
        <span style={{ flex: 1 }} />
        {f.state === 'running' ? button('pause') : f.state !== 'done' && button('resume')}
        {open && button('cancel')}
      </Flex>
      {f.state === 'running' && f.total !== undefined && f.total > 0 && <Progress percent={Math.min(100, Math.floor((f.read / f.total) * 100))} size="small" aria-label={t('common:task.progress')} />}
      {f.archive && open && <span className="muted">{t('fetch.archive')}</span>}
      <Said said={f.reason} />
      <span className="muted">
        {f.startedBy} <Instant at={f.createdAt} />
      </span>
    </Flex>
  )
}
