import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { DocPage } from '@/components/DocPage'
import { useCan, useSession } from '@/hooks/session'
import { emptyDraft, fromPurchase } from '../model'
import { purchaseQuery } from '../queries'
import { PurchaseEntry } from '../PurchaseEntry'
import { PurchaseView } from '../PurchaseView'

/** A purchase order: entered while it is new, shown after that, changed as long as nothing of it has come. */
export default function PurchasePage() {
  const { t } = useTranslation('purchase')
  const { id } = useParams({ strict: false }) as { id: string }
  const navigate = useNavigate()
  const can = useCan()
  const { session } = useSession()
  // The version that is being changed: when somebody else changes the order meanwhile, what was typed stays.
  const [editing, setEditing] = useState<string>()
  const isNew = id === 'new'
  const query = useQuery({ ...purchaseQuery(id), enabled: !isNew })
  if (isNew && can('purchase.create')) {
    return (
      <PurchaseEntry
        start={{ ...emptyDraft(), purchaserId: session?.user.id }}
        onSaved={(saved) => void navigate({ to: '/purchase-orders/$id', params: { id: saved.id }, replace: true, ignoreBlocker: true })}
      />
    )
  }
  if (!query.data) {
    return (
      <DocPage title={t('one')} back="/purchase-orders" loading={query.isPending} problem={query.isError ? toProblem(query.error) : null} onRetry={() => void query.refetch()}>
        {null}
      </DocPage>
    )
  }
  if (editing === id) {
    return <PurchaseEntry key={id} start={fromPurchase(query.data)} purchase={query.data} onSaved={() => setEditing(undefined)} onCancel={() => setEditing(undefined)} />
  }
  return <PurchaseView key={id} purchase={query.data} onEdit={() => setEditing(id)} />
}
