import { RedoOutlined, StopOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Descriptions, Drawer, Flex, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { buyerAccountsQuery } from '@/components/choices'
import { type Column, DataTable } from '@/components/DataTable'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { ProblemView } from '@/components/ProblemView'
import { Said } from '@/components/Said'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { usePhone } from '@/hooks/usePhone'
import { dismissMessages, type Message, messageList, messageQuery, retryMessages } from '../queries'

const states = ['waiting', 'stuck', 'handled', 'unused', 'dismissed'] as const
const groups = ['order', 'refund', 'logistics', 'product', 'access', 'other'] as const
const tones: Record<Message['state'], StatusTone> = { waiting: 'progress', stuck: 'bad', handled: 'good', unused: 'neutral', dismissed: 'neutral' }

/** 1688 消息: what 1688 told of the accounts, what became of it, and why something waits. */
export default function MessagesPage() {
  const { t } = useTranslation('message')
  const can = useCan()
  const phone = usePhone()
  const [open, setOpen] = useState<Message>()
  const accounts = useQuery({ ...buyerAccountsQuery, enabled: can('buyer_account.read') })
  const state = (m: Message) => <StatusTag tone={tones[m.state]}>{t(`state.${m.state}`)}</StatusTag>
  const columns: Column<Message>[] = [
    { key: 'receivedAt', title: t('receivedAt'), width: 150, sortable: true, render: (m) => <Instant at={m.receivedAt} />, text: (m) => m.receivedAt },
    { key: 'topic', title: t('topic'), width: 190, always: true, render: (m) => m.topicName },
    { key: 'subject', title: t('subject'), width: 200, render: (m) => <span className="num">{m.subject}</span>, text: (m) => m.subject },
    { key: 'account', title: t('account'), width: 160, render: (m) => m.accountName },
    { key: 'state', title: t('stateTitle'), width: 110, render: state, text: (m) => t(`state.${m.state}`) },
    { key: 'reason', title: t('reason'), width: 320, render: (m) => <Said said={m.reason} />, text: (m) => m.reason?.detail },
    { key: 'nextAt', title: t('nextAt'), width: 150, hidden: true, render: (m) => <Instant at={m.nextAt} />, text: (m) => m.nextAt },
    { key: 'bornAt', title: t('bornAt'), width: 150, hidden: true, render: (m) => <Instant at={m.bornAt} />, text: (m) => m.bornAt },
    { key: 'messageId', title: t('messageId'), width: 150, hidden: true, render: (m) => m.messageId },
  ]
  return (
    <>
      <PageHead
        title={t('menu:message')}
        hint={t('hint')}
        actions={
          can('buyer_account.manage') && (
            <Link to="/shops/examine">
              <Button>{t('examine')}</Button>
            </Link>
          )
        }
      />
      <DataTable
        id="messages"
        query={messageList}
        columns={columns}
        defaultSort="-receivedAt"
        searchHint={t('search')}
        filters={[
          { kind: 'select', name: 'state', label: t('stateTitle'), options: states.map((s) => ({ value: s, label: t(`state.${s}`) })), multiple: true },
          { kind: 'select', name: 'group', label: t('about'), options: groups.map((g) => ({ value: g, label: t(`group.${g}`) })) },
          { kind: 'select', name: 'accountId', label: t('account'), options: (accounts.data ?? []).map((a) => ({ value: a.id, label: a.name })) },
        ]}
        onRowClick={setOpen}
        rowName={(m) => `${m.topicName} ${m.subject ?? ''}`}
        batch={
          can('message.handle')
            ? [
                { key: 'retry', label: t('retry'), icon: <RedoOutlined />, run: retryMessages },
                { key: 'dismiss', label: t('dismiss'), icon: <StopOutlined />, danger: true, confirm: (count) => t('dismissConfirm', { count }), run: dismissMessages },
              ]
            : []
        }
        empty={{ title: t('empty'), hint: t('emptyHint') }}
        mobileCard={(m) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8}>
              <strong>{m.topicName}</strong>
              {state(m)}
            </Flex>
            <span className="num">{m.subject}</span>
            <span className="muted">
              {m.accountName} · <Instant at={m.receivedAt} />
            </span>
            <Said said={m.reason} />
          </Flex>
        )}
      />
      <Drawer open={open !== undefined} onClose={() => setOpen(undefined)} title={open?.topicName} placement={phone ? 'bottom' : 'right'} size={phone ? '80%' : 560}>
        {open && <Detail key={open.id} id={open.id} />}
      </Drawer>
    </>
  )
}

function Detail({ id }: { id: string }) {
  const { t } = useTranslation('message')
  const query = useQuery(messageQuery(id))
  const m = query.data
  if (query.isError) return <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
  if (!m) return <Skeleton active />
  return (
    <Flex vertical gap={12}>
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'messageId', label: t('messageId'), children: m.messageId },
          { key: 'topic', label: t('topic'), children: `${m.topicName} ${m.topic}` },
          { key: 'subject', label: t('subject'), children: m.subject ?? '—' },
          { key: 'account', label: t('account'), children: m.accountName },
          { key: 'bornAt', label: t('bornAt'), children: m.bornAt ? <Instant at={m.bornAt} /> : '—' },
          { key: 'receivedAt', label: t('receivedAt'), children: <Instant at={m.receivedAt} /> },
          { key: 'how', label: t('how'), children: m.replayed ? t('fetched') : t('pushed') },
          { key: 'state', label: t('stateTitle'), children: t(`state.${m.state}`) },
          { key: 'attempts', label: t('attempts'), children: m.attempts },
          ...(m.nextAt ? [{ key: 'nextAt', label: t('nextAt'), children: <Instant at={m.nextAt} /> }] : []),
        ]}
      />
      <Said said={m.reason} />
      <section aria-label={t('body')}>
        <strong>{t('body')}</strong>
        <pre style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0 }}>{JSON.stringify(m.body, null, 2)}</pre>
      </section>
    </Flex>
  )
}
