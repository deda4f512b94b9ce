import { useQueries, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { DocPage } from '@/components/DocPage'
import { useCan } from '@/hooks/session'
import { CostEntry } from '../CostEntry'
import { costQuery } from '../costs'
import { CostView } from '../CostView'
import { receiptQuery } from '../receipts'

/** A late cost: entered while new, for the receipts named in the address, shown after that. */
export default function CostPage() {
  const { t } = useTranslation('purchase')
  const { id } = useParams({ strict: false }) as { id: string }
  const { receipts } = useSearch({ strict: false }) as { receipts?: string | number }
  const navigate = useNavigate()
  const can = useCan()
  const isNew = id === 'new' && can('purchase.cost')
  const query = useQuery({ ...costQuery(id), enabled: id !== 'new' })
  const named = isNew && receipts !== undefined ? String(receipts).split(',') : []
  const chosen = useQueries({ queries: named.map((r) => receiptQuery(r)) })
  const waiting = isNew ? chosen.find((q) => !q.data) : query.data ? undefined : query
  if (waiting) {
    return (
      <DocPage title={t('cost.one')} back="/purchase-costs" loading={waiting.isPending} problem={waiting.isError ? toProblem(waiting.error) : null} onRetry={() => void waiting.refetch()}>
        {null}
      </DocPage>
    )
  }
  if (isNew) {
    return (
      <CostEntry
        key={named.join()}
        receipts={chosen.flatMap((q) => q.data ?? [])}
        onSaved={(saved) => void navigate({ to: '/purchase-costs/$id', params: { id: saved.id }, replace: true, ignoreBlocker: true })}
      />
    )
  }
  return query.data ? <CostView key={id} cost={query.data} /> : null
}
