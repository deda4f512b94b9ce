import { useQuery } from '@tanstack/react-query'
import { Button, ConfigProvider, Skeleton } from 'antd'
import { useState } from 'react'
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

const pageSize = 20

/** The history proper, loaded when a page shows it: page under page, as far back as somebody asks. */
export default function History(props: HistoryProps) {
  const [pages, setPages] = useState(1)
  return (
    // Also under a form that may only be read.
    <ConfigProvider componentDisabled={false}>
      {Array.from({ length: pages }, (_, i) => (
        <HistoryPage key={i} {...props} page={i + 1} onMore={i + 1 === pages ? () => setPages(pages + 1) : undefined} />
      ))}
    </ConfigProvider>
  )
}

function HistoryPage({ path, id, of, page, onMore }: HistoryProps & { page: number; onMore?: () => void }) {
  const { t } = useTranslation('common')
  const query = useQuery({
    queryKey: [...of, 'history', page],
    queryFn: ({ signal }) => data((api.GET as Read)(path, { params: { path: { id }, query: { page, pageSize } }, signal })) as Promise<Page<Schema<'AuditEntry'>>>,
  })
  if (query.isPending) return <Skeleton active />
  if (query.isError) return <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
  const { items, total } = query.data
  return (
    <>
      <AuditTimeline lines={items ?? []} />
      {onMore && total > page * pageSize && <Button onClick={onMore}>{t('audit.earlier')}</Button>}
    </>
  )
}
