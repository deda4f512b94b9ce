import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Button, Flex, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { TaskProgress } from '@/components/TaskProgress'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { AuthorizeDialog } from '../AuthorizeDialog'
import { DownloadAlert } from '../DownloadAlert'
import { DownloadFigures } from '../DownloadFigures'
import { DownloadStateTag } from '../DownloadStateTag'
import { IssueTable } from '../IssueTable'
import { allShops, downloadKeys, issueList, useDownload } from '../queries'

/** One download: how far it is, what it did, and what became of the offers that failed. */
export default function DownloadPage() {
  const { t } = useTranslation('shop')
  const { id } = useParams({ strict: false }) as { id: string }
  const can = useCan()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const [authorizing, setAuthorizing] = useState(false)
  const query = useDownload(id)
  const shops = useQuery(allShops)
  const refused = useQuery(issueList(id, 'refused')({ page: 1, pageSize: 1 })).data?.total ?? 0
  const cancel = useWrite({
    fn: (_: void, write) => data(api.POST('/api/v1/downloads/{id}/actions/cancel', { params: { path: { id } }, ...write })),
    invalidate: [downloadKeys.all],
    // It may have ended while the question was open.
    onProblem: () => void query.refetch(),
  })
  const retry = useWrite({
    fn: (_: void, write) => data(api.POST('/api/v1/downloads/{id}/actions/retry', { params: { path: { id } }, ...write })),
    invalidate: [downloadKeys.all],
    // Offers that failed are read again by a new download; a stopped one goes on under its own number.
    onSuccess: (d) => d.id !== id && void navigate({ to: '/downloads/$id', params: { id: d.id } }),
  })

  const d = query.data
  if (!d) {
    return (
      <>
        <PageHead title={t('menu:shop.download')} back="/downloads" />
        {query.isError ? <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} /> : <Section><Skeleton active /></Section>}
      </>
    )
  }
  const shop = shops.data?.items?.find((s) => s.id === d.shopId)
  const open = d.state === 'running' || d.state === 'paused'
  return (
    <>
      <PageHead
        title={shop ? t('download.of', { name: shop.name }) : t('menu:shop.download')}
        tag={<DownloadStateTag download={d} />}
        hint={
          <>
            {t(`mode.${d.mode}`)} · {d.asked > 0 ? t('download.asked', { count: d.asked }) : t('download.all')} · {d.startedBy} <Instant at={d.createdAt} />
          </>
        }
        back="/downloads"
        actions={
          open &&
          can('download.run') && (
            <Button
              danger
              loading={cancel.isPending}
              onClick={async () => {
                if (await confirm({ title: t('download.cancelConfirm'), content: t('download.cancelHint'), ok: t('download.cancel'), cancel: t('download.goOn'), danger: true })) cancel.mutate()
              }}
            >
              {t('download.cancel')}
            </Button>
          )
        }
      />
      <Flex vertical gap={12}>
        <Section>
          <Flex vertical gap={14}>
            {open && <TaskProgress id={d.taskId} onFinished={() => void query.refetch()} />}
            <DownloadAlert download={d} refused={refused} busy={retry.isPending} onRetry={() => retry.mutate()} onAuthorize={() => setAuthorizing(true)} />
            <DownloadFigures download={d} refused={refused} />
          </Flex>
        </Section>
        {d.issues > 0 && (
          <section aria-label={t('issue.heading')}>
            <h2 style={{ fontSize: 15, margin: '4px 0 8px' }}>{t('issue.heading')}</h2>
            <IssueTable downloadId={id} />
          </section>
        )}
      </Flex>
      {authorizing && <AuthorizeDialog shop={shop} onClose={() => setAuthorizing(false)} />}
    </>
  )
}
