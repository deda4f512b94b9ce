import { SaveOutlined } from '@ant-design/icons'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Alert, Button, Flex, Segmented, Skeleton } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { type Column, DataTable } from '@/components/DataTable'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { ProblemView } from '@/components/ProblemView'
import { Said } from '@/components/Said'
import { Section } from '@/components/Section'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import { TaskProgress } from '@/components/TaskProgress'
import { Thumb } from '@/components/Thumb'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { type Row, rowList, type RowState, type Run, runKeys, sourceKeys, useRun } from '../queries'
import { RatioCell, SkipCell, SpecCell } from '../RowEditor'
import { RunTag } from '../SourceTags'
import '../source.css'

const filters = ['open', 'found', 'bad', 'failed', 'saved', 'waiting'] as const
const tones: Record<Row['state'], StatusTone> = { waiting: 'neutral', found: 'progress', bad: 'bad', failed: 'bad', saved: 'good' }

/** One bulk match: the rows with what was found, to look over and save at once. */
export default function RunPage() {
  const { t } = useTranslation('source')
  const { id } = useParams({ strict: false }) as { id: string }
  const asked = (useSearch({ strict: false }) as { state?: string }).state
  const state = filters.find((f) => f === asked)
  const can = useCan()
  const navigate = useNavigate()
  const confirm = useConfirm()
  const query = useRun(id)
  const list = useMemo(() => rowList(id, state), [id, state])
  const save = useWrite({
    fn: (_: void, write) => data(api.POST('/api/v1/match-runs/{id}/actions/save', { params: { path: { id } }, ...write })),
    invalidate: [runKeys.all, sourceKeys.all, ['supplier']],
    success: (r) => t(r.failed > 0 ? 'run.savedPartly' : 'run.savedAll', { count: r.saved, failed: r.failed }),
  })
  const cancel = useWrite({
    fn: (_: void, write) => data(api.POST('/api/v1/match-runs/{id}/actions/cancel', { params: { path: { id } }, ...write })),
    invalidate: [runKeys.all],
    // It may have ended while the question was open.
    onProblem: () => void query.refetch(),
  })
  const retry = useWrite({
    fn: (_: void, write) => data(api.POST('/api/v1/match-runs/{id}/actions/retry', { params: { path: { id } }, ...write })),
    invalidate: [runKeys.all],
  })
  const remove = useWrite({
    fn: (_: void, write) => data(api.DELETE('/api/v1/match-runs/{id}', { params: { path: { id } }, ...write })),
    invalidate: [runKeys.lists],
    success: t('run.removed'),
    onSuccess: () => void navigate({ to: '/match-runs', replace: true }),
  })
  const r = query.data
  if (!r) {
    return (
      <>
        <PageHead title={t('menu:source.runs')} back="/match-runs" />
        {query.isError ? <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} /> : <Section><Skeleton active /></Section>}
      </>
    )
  }
  const writes = can('source.write')
  const moving = r.state === 'running' || r.state === 'paused'
  const ready = r.found - r.open
  const done = (row: Row) => !writes || row.state !== 'found'
  const sku = (row: Row) => (
    <span className="source-title">
      <Thumb src={row.skuPicture} size={26} />
      <span title={row.productName}>{[row.productName, row.skuSpec].filter(Boolean).join(' ') || <span className="muted">—</span>}</span>
    </span>
  )
  const offer = (row: Row) =>
    row.offer ? (
      <span className="source-title">
        <Thumb src={row.offer.picture} size={26} />
        <a href={row.offer.url} target="_blank" rel="noreferrer" title={row.offer.title}>
          {row.offer.title}
        </a>
      </span>
    ) : (
      <span className="muted" title={row.link}>
        {row.link}
      </span>
    )
  const tag = (row: Row) => (row.skipped && row.state === 'found' ? <StatusTag tone="neutral">{t('row.skipped')}</StatusTag> : <StatusTag tone={tones[row.state]}>{t(`row.${row.state}`)}</StatusTag>)
  const why = (row: Row) => <Said said={row.why} />
  // Why there is nothing to choose stands where one would choose.
  const spec = (row: Row) => (
    <>
      <SpecCell runId={id} row={row} disabled={done(row)} />
      {why(row)}
    </>
  )
  const columns: Column<Row>[] = [
    { key: 'number', title: t('row.number'), width: 50, align: 'right', render: (row) => <span className="num">{row.number}</span>, text: (row) => row.id },
    { key: 'code', title: t('sku.code'), width: 120, always: true, sortable: true, render: (row) => (row.skuId ? <Link to="/sources/$id" params={{ id: row.skuId }}>{row.skuCode}</Link> : (row.skuCode ?? '')), text: (row) => row.skuCode },
    { key: 'state', title: t('stateColumn'), width: 90, render: tag, text: (row) => t(`row.${row.state}`) },
    { key: 'sku', title: t('sku.name'), width: 170, render: sku, text: (row) => [row.productName, row.skuSpec].filter(Boolean).join(' ') },
    { key: 'offer', title: t('offer'), width: 200, render: offer, text: (row) => row.offer?.title ?? row.link },
    { key: 'spec', title: t('offerSpec'), width: 240, always: true, render: spec, text: (row) => row.offer?.specs.find((k) => k.key === row.spec)?.name ?? [row.why?.detail, row.why?.remedy].filter(Boolean).join(' ') },
    { key: 'seller', title: t('row.seller'), width: 150, render: (row) => row.supplier ?? row.offer?.seller ?? '' },
    { key: 'ratio', title: t('ratio.label'), width: 110, render: (row) => <RatioCell runId={id} row={row} disabled={done(row)} />, text: (row) => `${row.num}/${row.den}` },
    { key: 'do', title: t('row.do'), width: 80, fixed: 'right', render: (row) => (done(row) ? null : <SkipCell runId={id} row={row} />), text: () => '' },
  ]
  return (
    <>
      <PageHead
        title={t('menu:source.runs')}
        tag={<RunTag run={r} />}
        hint={
          <>
            {t(`run.origin.${r.origin}`)} · {r.accountName} · {r.startedBy} <Instant at={r.createdAt} />
          </>
        }
        back="/match-runs"
        actions={
          writes && (
            <>
              {moving && (
                <Button danger loading={cancel.isPending} onClick={async () => (await confirm({ title: t('run.cancelConfirm'), content: t('run.cancelHint'), ok: t('run.cancel'), cancel: t('run.goOn'), danger: true })) && cancel.mutate()}>
                  {t('run.cancel')}
                </Button>
              )}
              {!moving && r.failed + r.waiting > 0 && (
                <Button loading={retry.isPending} onClick={() => retry.mutate()}>
                  {t('run.retry', { count: r.failed + r.waiting })}
                </Button>
              )}
              {!moving && (
                <Button danger loading={remove.isPending} onClick={async () => (await confirm({ title: t('run.removeConfirm'), content: t('run.removeHint'), danger: true })) && remove.mutate()}>
                  {t('common:action.delete')}
                </Button>
              )}
              <Button type="primary" icon={<SaveOutlined />} data-hotkey="save" disabled={ready === 0} loading={save.isPending} onClick={() => save.mutate()}>
                {t('run.save', { count: ready })}
              </Button>
            </>
          )
        }
      />
      <Flex vertical gap={12}>
        <Standing run={r} onEnd={() => void query.refetch()} />
        <DataTable
          id="match-run-rows"
          query={list}
          columns={columns}
          searchHint={t('row.search')}
          extra={
            <Segmented
              size="small"
              aria-label={t('stateColumn')}
              value={state ?? 'all'}
              onChange={(v) => void navigate({ to: '.', search: ((old: object) => ({ ...old, page: undefined, state: v === 'all' ? undefined : v })) as never, replace: true })}
              options={[{ value: 'all', label: t('row.all', { count: r.total }) }, ...filters.filter((f) => count(r, f) > 0 || f === state).map((f) => ({ value: f, label: `${t(`row.${f}`)} ${count(r, f)}` }))]}
            />
          }
          empty={{ title: t('row.empty'), hint: t('row.emptyHint') }}
          mobileCard={(row) => (
            <Flex vertical gap={6}>
              <Flex justify="space-between" gap={8}>
                <strong>{row.skuCode}</strong>
                {tag(row)}
              </Flex>
              {sku(row)}
              {offer(row)}
              <SpecCell runId={id} row={row} disabled={done(row)} />
              {why(row)}
              <Flex justify="space-between" gap={8}>
                <RatioCell runId={id} row={row} disabled={done(row)} />
                {!done(row) && <SkipCell runId={id} row={row} />}
              </Flex>
            </Flex>
          )}
        />
      </Flex>
    </>
  )
}

function count(r: Run, state: RowState): number {
  return r[state]
}

/** How far it is, or why it waits or stopped. */
function Standing({ run: r, onEnd }: { run: Run; onEnd: () => void }) {
  const { t } = useTranslation('source')
  const can = useCan()
  switch (r.state) {
    case 'running':
      return (
        <Section>
          <TaskProgress id={r.taskId} onFinished={onEnd} />
        </Section>
      )
    case 'paused':
      return (
        <Alert
          type="warning"
          showIcon
          title={t('run.paused')}
          description={
            <Flex vertical gap={8} align="flex-start">
              <Said said={r.reason} />
              {can('buyer_account.manage') && (
                <Link to="/buyer-accounts">
                  <Button size="small" type="primary">
                    {t('toAccounts')}
                  </Button>
                </Link>
              )}
            </Flex>
          }
        />
      )
    case 'failed':
      return <Alert type="error" showIcon title={t('run.stopped')} description={<Said said={r.reason} />} />
    case 'cancelled':
      return <Alert type="info" showIcon title={t('run.cancelled')} />
    case 'ready':
      return r.open > 0 ? <Alert type="info" showIcon title={t('run.toChoose', { count: r.open })} /> : null
  }
}
