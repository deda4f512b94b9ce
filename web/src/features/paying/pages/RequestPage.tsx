import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Button, Empty, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { DocPage } from '@/components/DocPage'
import { useCan } from '@/hooks/session'
import { type Due, quoteQuery, type Request, requestQuery } from '../queries'
import { RequestEntry } from '../RequestEntry'
import { RequestView } from '../RequestView'

/** 付款申请: entered while new, for the purchase orders named in the address, shown after that. */
export default function RequestPage() {
  const { t } = useTranslation('paying')
  const { id } = useParams({ strict: false }) as { id: string }
  const { orders } = useSearch({ strict: false }) as { orders?: string | number }
  const can = useCan()
  const [editing, setEditing] = useState(false)
  const isNew = id === 'new' && can('payment_request.create')
  const named = isNew && orders !== undefined ? String(orders).split(',') : []
  const query = useQuery({ ...requestQuery(id), enabled: id !== 'new' })
  const quote = useQuery(quoteQuery(named))
  if (isNew && named.length === 0) return <NoOrders />
  const waiting = isNew ? (quote.data ? undefined : quote) : query.data ? undefined : query
  if (waiting) {
    return (
      <DocPage title={t('one')} back="/payment-requests" loading={waiting.isPending} problem={waiting.isError ? toProblem(waiting.error) : null} onRetry={() => void waiting.refetch()}>
        {null}
      </DocPage>
    )
  }
  if (isNew) return <NewRequests dues={quote.data ?? []} />
  const r = query.data
  if (!r) return null
  return editing ? (
    <DocPage title={`${t('one')} ${r.no}`} back="/payment-requests">
      <RequestEntry key={r.version} dues={r.lines.map((l) => l.order)} request={r} onSaved={() => setEditing(false)} onCancel={() => setEditing(false)} />
    </DocPage>
  ) : (
    <RequestView request={r} onEdit={() => setEditing(true)} />
  )
}

function NoOrders() {
  const { t } = useTranslation('paying')
  const navigate = useNavigate()
  return (
    <DocPage title={t('new')} back="/payment-requests">
      <Empty description={t('noOrders')}>
        <Button type="primary" onClick={() => void navigate({ to: '/purchase-orders' })}>
          {t('fromOrders')}
        </Button>
      </Empty>
    </DocPage>
  )
}

/** A request for each supplier of the chosen orders. */
function NewRequests({ dues }: { dues: Due[] }) {
  const { t } = useTranslation('paying')
  const navigate = useNavigate()
  const groups = [...new Set(dues.map((d) => d.supplierId))]
  const [saved, setSaved] = useState<Record<string, Request>>({})
  const done = (supplier: string, r: Request) => {
    if (groups.length === 1) void navigate({ to: '/payment-requests/$id', params: { id: r.id }, replace: true, ignoreBlocker: true })
    else setSaved((old) => ({ ...old, [supplier]: r }))
  }
  return (
    <DocPage title={t('new')} hint={groups.length > 1 ? t('perSupplier', { count: groups.length }) : undefined} back="/payment-requests">
      {groups.map((g) => {
        const made = saved[g]
        if (!made) return <RequestEntry key={g} dues={dues.filter((d) => d.supplierId === g)} onSaved={(r) => done(g, r)} />
        return (
          <Flex key={g} gap={8}>
            {made.supplierName}
            <Button type="link" size="small" onClick={() => void navigate({ to: '/payment-requests/$id', params: { id: made.id } })}>
              {made.no}
            </Button>
          </Flex>
        )
      })}
    </DocPage>
  )
}
