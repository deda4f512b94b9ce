import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, ConfigProvider, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data, type Schema } from '@/api/client'
import type { Page } from '@/api/list'
import { toProblem } from '@/api/problem'
import type { paths } from '@/api/schema.gen'
import { AuditTimeline } from '@/components/AuditTimeline'
import { ProblemView } from '@/components/ProblemView'

/** The addresses that tell a record's history. */
type HistoryPath = Extract<keyof paths, `${string}/{id}/history`>

export interface HistoryProps {
  path: HistoryPath
  id: string
  /** The query key of the record: what re-reads it re-reads its history. */
  of: readonly string[]
}

type Read = (path: string, init: object) => Promise<{ data?: unknown }>

/** The history proper, loaded when a page shows it. */
export default function History({ path, id, of }: HistoryProps) {
  const { t } = useTranslation('common')
  const query = useInfiniteQuery({
    queryKey: [...of, 'history'],
    queryFn: ({ pageParam, signal }) => data((api.GET as Read)(path, { params: { path: { id }, query: { page: pageParam, pageSize: 20 } }, signal })) as Promise<Page<Schema<'AuditEntry'>>>,
    initialPageParam: 1,
    getNextPageParam: (last) => ((last.items?.length ?? 0) < last.pageSize ? undefined : last.page + 1),
  })
  if (query.isPending) return <Skeleton active />
  if (query.isError) return <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
  return (
    // Also under a form that may only be read.
    <ConfigProvider componentDisabled={false}>
      <AuditTimeline lines={query.data.pages.flatMap((p) => p.items ?? [])} />
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('audit.earlier')}
        </Button>
      )}
    </ConfigProvider>
  )
}
