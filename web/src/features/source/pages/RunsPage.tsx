import { OrderedListOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '@/components/DataTable'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { useCan } from '@/hooks/session'
import { type Run, runList, useRunEvents } from '../queries'
import { RunDialog } from '../RunDialog'
import { RunTag } from '../SourceTags'

const states = ['running', 'paused', 'failed', 'cancelled', 'ready'] as const

/** 批量匹配: the lists that were matched together. */
export default function RunsPage() {
  const { t } = useTranslation('source')
  const can = useCan()
  const navigate = useNavigate()
  const [starting, setStarting] = useState(false)
  useRunEvents()
  const start = can('source.write') && (
    <Button type="primary" icon={<OrderedListOutlined />} data-hotkey="new" onClick={() => setStarting(true)}>
      {t('run.start')}
    </Button>
  )
  const number = (key: 'total' | 'found' | 'open' | 'bad' | 'failed' | 'saved'): Column<Run> => ({
    key,
    title: t(`run.figure.${key}`),
    width: 90,
    align: 'right',
    render: (r) => <span className={r[key] === 0 ? 'num muted' : 'num'}>{r[key]}</span>,
    text: (r) => String(r[key]),
  })
  const columns: Column<Run>[] = [
    { key: 'createdAt', title: t('run.at'), width: 150, always: true, sortable: true, render: (r) => <Link to="/match-runs/$id" params={{ id: r.id }}><Instant at={r.createdAt} /></Link>, text: (r) => r.createdAt },
    { key: 'state', title: t('stateColumn'), width: 110, render: (r) => <RunTag run={r} />, text: (r) => t(`run.state.${r.state}`) },
    { key: 'origin', title: t('run.originColumn'), width: 130, render: (r) => t(`run.origin.${r.origin}`) },
    { key: 'account', title: t('account'), width: 160, render: (r) => r.accountName ?? '' },
    number('total'),
    number('found'),
    number('open'),
    number('bad'),
    number('failed'),
    number('saved'),
    { key: 'startedBy', title: t('run.by'), width: 110, render: (r) => r.startedBy },
  ]
  return (
    <>
      <PageHead title={t('menu:source.runs')} hint={t('run.hint')} actions={start} />
      <DataTable
        id="match-runs"
        query={runList}
        columns={columns}
        searchHint={t('run.search')}
        filters={[{ kind: 'select', name: 'state', label: t('stateColumn'), options: states.map((s) => ({ value: s, label: t(`run.state.${s}`) })) }]}
        defaultSort="-createdAt"
        rowLink={(r) => `/match-runs/${r.id}`}
        empty={{ title: t('run.empty'), hint: t('run.emptyHint'), action: start }}
        mobileCard={(r) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8}>
              <Instant at={r.createdAt} />
              <RunTag run={r} />
            </Flex>
            <span className="muted">
              {t('run.sum', { total: r.total, found: r.found, saved: r.saved })} · {r.startedBy}
            </span>
          </Flex>
        )}
      />
      {starting && <RunDialog onClose={() => setStarting(false)} onStarted={(id) => void navigate({ to: '/match-runs/$id', params: { id } })} />}
    </>
  )
}
