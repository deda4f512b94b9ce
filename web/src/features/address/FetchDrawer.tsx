import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Checkbox, Drawer, Empty, Flex, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { fieldText, toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { buyerAccountsQuery } from '@/components/choices'
import { ProblemView } from '@/components/ProblemView'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import { usePhone } from '@/hooks/usePhone'
import { addressKeys, entriesQuery, type Entry } from './queries'

const tones: Record<Entry['state'], StatusTone> = { new: 'progress', here: 'neutral', changed: 'attention' }

/** The address book an account has on 1688: what of it is new or has changed is ticked, and taken over. */
export default function FetchDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('address')
  const phone = usePhone()
  const accounts = useQuery(buyerAccountsQuery)
  const working = (accounts.data ?? []).filter((a) => a.enabled && (a.state === 'valid' || a.state === 'expiring'))
  const [chosen, setChosen] = useState<string>()
  const account = chosen ?? working[0]?.id
  const book = useQuery({ ...entriesQuery(account ?? ''), enabled: account !== undefined })
  const entries = book.data ?? []
  const [marks, setMarks] = useState<Record<string, boolean>>({})
  const marked = (e: Entry) => marks[e.id] ?? (e.problems.length === 0 && e.state !== 'here')
  const ids = entries.filter((e) => e.problems.length === 0 && marked(e)).map((e) => e.id)
  const adopt = useWrite({
    fn: (platformIds: string[], write) => data(api.POST('/api/v1/receiving-addresses/adopt', { body: { accountId: account ?? '', platformIds }, ...write })),
    invalidate: [addressKeys.all],
    success: ({ results }) => t('fetch.done', { count: results.filter((r) => r.state !== 'refused').length }),
    onSuccess: ({ results }) => results.every((r) => r.state !== 'refused') && onClose(),
  })
  const body = () => {
    if (accounts.isError) return <ProblemView problem={toProblem(accounts.error)} onRetry={() => void accounts.refetch()} />
    if (accounts.isPending) return <Skeleton active />
    if (account === undefined) {
      return (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('fetch.noAccount')}>
          <Link to="/buyer-accounts">
            <Button type="primary">{t('menu:shop.buyer')}</Button>
          </Link>
        </Empty>
      )
    }
    if (book.isError) return <ProblemView problem={toProblem(book.error)} onRetry={() => void book.refetch()} />
    if (book.isPending) return <Skeleton active />
    if (entries.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('fetch.empty')} />
    return entries.map((e) => (
      <Checkbox key={e.id} checked={e.problems.length === 0 && marked(e)} disabled={e.problems.length > 0} onChange={(x) => setMarks({ ...marks, [e.id]: x.target.checked })}>
        <Flex vertical gap={2}>
          <Flex gap={6} wrap align="center">
            <strong>{e.address.contact}</strong>
            <span>{e.address.mobile}</span>
            <StatusTag tone={tones[e.state]}>{t(`fetch.state.${e.state}`)}</StatusTag>
            {e.default && <StatusTag tone="neutral">{t('fetch.default')}</StatusTag>}
          </Flex>
          <span className="muted">{e.text}</span>
          {e.problems.map((p) => (
            <span key={`${p.field}:${p.code}`} role="alert">
              {t('fetch.problem', { field: t(p.field, { defaultValue: p.field }), text: fieldText(p) })}
            </span>
          ))}
        </Flex>
      </Checkbox>
    ))
  }
  return (
    <Drawer
      open
      onClose={onClose}
      title={t('fetch.title')}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? '92%' : 560}
      footer={
        <Flex gap={8} justify="flex-end">
          <Button onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button type="primary" data-hotkey="save" disabled={ids.length === 0} loading={adopt.isPending} onClick={() => adopt.mutate(ids)}>
            {t('fetch.take', { count: ids.length })}
          </Button>
        </Flex>
      }
    >
      <Flex vertical gap={14}>
        <span className="muted">{t('fetch.hint')}</span>
        {working.length > 1 && (
          <Select<string>
            aria-label={t('fetch.account')}
            value={account}
            options={working.map((a) => ({ value: a.id, label: a.name }))}
            onChange={(next) => {
              setChosen(next)
              setMarks({})
            }}
          />
        )}
        {body()}
      </Flex>
    </Drawer>
  )
}
