import { RedoOutlined, StopOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { DataTable, type Column } from '@/components/DataTable'
import { PageHead } from '@/components/PageHead'
import { Instant } from '@/components/Instant'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { cancelJobs, type Job, jobKeys, jobList, retryJobs } from '../queries'

const states = ['queued', 'scheduled', 'running', 'retrying', 'succeeded', 'failed', 'cancelled'] as const
const tones: Record<(typeof states)[number], StatusTone> = {
  queued: 'neutral',
  scheduled: 'neutral',
  running: 'progress',
  retrying: 'attention',
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'neutral',
}

/** Background jobs: what waits, what failed and why, and the way to try again. */
export default function JobsPage() {
  const { t } = useTranslation('jobs')
  const can = useCan()
  const client = useQueryClient()
  useLive('task', () => void client.invalidateQueries({ queryKey: jobKeys.lists }))

  const kind = (j: Job) => t(`kinds.${j.kind.replaceAll('.', '_')}`, { defaultValue: j.kind })
  const words = (of: 'kinds') => t(of, { returnObjects: true }) as Record<string, string>
  const kinds = Object.entries(words('kinds')).map(([key, label]) => ({ value: key.replace('_', '.'), label }))
  const state = (job: Job) => <StatusTag tone={tones[job.state]}>{t(`state.${job.state}`)}</StatusTag>
  const columns: Column<Job>[] = [
    { key: 'kind', title: t('kind'), width: 200, always: true, render: kind },
    { key: 'subject', title: t('subject'), width: 200, render: (j) => j.subject },
    { key: 'state', title: t('stateTitle'), width: 100, render: state, text: (j) => t(`state.${j.state}`) },
    { key: 'attempt', title: t('attempt'), width: 90, align: 'right', render: (j) => `${j.attempt}/${j.maxAttempts}` },
    { key: 'lastError', title: t('error'), width: 380, render: (j) => <span title={j.lastError}>{j.lastError}</span>, text: (j) => j.lastError },
    { key: 'createdAt', title: t('createdAt'), width: 150, sortable: true, render: (j) => <Instant at={j.createdAt} />, text: (j) => j.createdAt },
    { key: 'runAt', title: t('runAt'), width: 150, render: (j) => <Instant at={j.runAt} />, text: (j) => j.runAt },
    { key: 'endedAt', title: t('endedAt'), width: 150, hidden: true, render: (j) => <Instant at={j.endedAt} />, text: (j) => j.endedAt },
  ]

  return (
    <>
      <PageHead title={t('menu:jobs')} hint={t('hint')} />
      <DataTable
        id="jobs"
        query={jobList}
        columns={columns}
        defaultSort="-createdAt"
        searchHint={t('search')}
        filters={[
          { kind: 'select', name: 'kind', label: t('kind'), options: kinds },
          { kind: 'select', name: 'state', label: t('stateTitle'), options: states.map((s) => ({ value: s, label: t(`state.${s}`) })), multiple: true },
        ]}
        rowName={kind}
        batch={
          can('job.manage')
            ? [
                { key: 'retry', label: t('retry'), icon: <RedoOutlined />, run: retryJobs },
                { key: 'cancel', label: t('cancel'), icon: <StopOutlined />, danger: true, confirm: (count) => t('cancelConfirm', { count }), run: cancelJobs },
              ]
            : []
        }
        empty={{ title: t('empty'), hint: t('emptyHint') }}
        mobileCard={(j) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between">
              <strong>
                {kind(j)} {j.subject}
              </strong>
              {state(j)}
            </Flex>
            <Instant at={j.createdAt} />
            {j.lastError && <span className="muted">{j.lastError}</span>}
          </Flex>
        )}
      />
    </>
  )
}
