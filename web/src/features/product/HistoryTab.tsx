import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import { AuditTimeline } from '@/components/AuditTimeline'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { productKeys } from './queries'

/** Who changed what of a product, and when: the last fifty changes. */
export function HistoryTab({ productId }: { productId: string }) {
  const { t } = useTranslation('product')
  const audit = useQuery({
    queryKey: [...productKeys.detail(productId), 'audit'],
    queryFn: ({ signal }) => data(api.GET('/api/v1/audit', { params: { query: { entity: 'product', entityId: productId, pageSize: 50 } }, signal })),
  })
  if (audit.isPending) return <Skeleton active />
  if (audit.isError) return <ProblemView problem={toProblem(audit.error)} onRetry={() => void audit.refetch()} />
  return (
    <Section>
      <AuditTimeline lines={audit.data.items.map((e) => ({ id: e.id, at: e.at, who: e.actorName, what: t(`audit:action.${e.action}`, { defaultValue: e.action }), before: e.before, after: e.after }))} />
    </Section>
  )
}
