import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { DocPage } from '@/components/DocPage'
import { useSession } from '@/hooks/session'
import { emptyDraft, follow, fromSale } from '../model'
import { type Sale, type SaleKind, saleKeys, saleQuery } from '../queries'
import { SaleEntry } from '../SaleEntry'
import { SaleView } from '../SaleView'
import { forgetUnsaved, unsavedOf } from '../unsaved'

const kinds: SaleKind[] = ['issue', 'order', 'return']

type Search = { kind?: string; from?: string; as?: 'copy' | 'issue' | 'return'; pay?: string }

/** A sales document: entered while it is new or a draft, shown after that. */
export default function SalePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const search = useSearch({ strict: false }) as Search
  // A new document gets its id while it is being entered; the address follows, the entry goes on.
  const [own, setOwn] = useState<{ serial: number; id?: string; arrived?: boolean }>({ serial: 0 })
  if (id === own.id && !own.arrived) setOwn({ ...own, arrived: true })
  if (id === 'new' && own.arrived) setOwn({ serial: own.serial + 1 })

  const entering = id === 'new' || id === own.id
  const query = useQuery({ ...saleQuery(id), enabled: !entering })
  const navigate = useNavigate()
  const client = useQueryClient()
  const { message } = App.useApp()
  const { t } = useTranslation('sale')
  const [reloads, setReloads] = useState(0)

  const handlers = {
    onPosted: (saved: Sale) => {
      setOwn((o) => ({ serial: o.serial + 1 }))
      const pay = saved.state === 'posted' && saved.kind === 'issue' && saved.wantsPreorder
      // The payment code says it as well, and on a phone the message would cover the amount.
      if (!pay) void message.success(t(saved.state === 'submitted' ? 'submitted' : 'posted', { no: saved.no }))
      void navigate({ to: '/sales/$id', params: { id: saved.id }, search: (pay ? { pay: '1' } : {}) as never, replace: true, ignoreBlocker: true })
    },
    onGone: () => void navigate({ to: '/sales' as string, replace: true, ignoreBlocker: true }),
    onReload: () => {
      forgetUnsaved()
      setOwn((o) => ({ serial: o.serial + 1 }))
      setReloads((n) => n + 1)
      if (id !== 'new') void client.resetQueries({ queryKey: saleKeys.detail(id) })
    },
  }

  if (entering) {
    return (
      <NewSale
        key={own.serial}
        search={search}
        saved={id === 'new' ? undefined : query.data}
        {...handlers}
        onDraft={(saved) => {
          if (id === saved.id) return
          setOwn((o) => ({ serial: o.serial, id: saved.id }))
          void navigate({ to: '/sales/$id', params: { id: saved.id }, replace: true, ignoreBlocker: true })
        }}
      />
    )
  }
  if (!query.data) {
    return (
      <DocPage title={t('title.issue')} back="/sales" loading={query.isPending} problem={query.isError ? toProblem(query.error) : null} onRetry={() => void query.refetch()}>
        {null}
      </DocPage>
    )
  }
  if (query.data.state === 'draft') {
    return <SaleEntry key={`${id}:${reloads}`} start={unsavedOf(id) ?? fromSale(query.data)} sale={query.data} onDraft={() => undefined} {...handlers} />
  }
  return <SaleView key={id} sale={query.data} showCode={search.pay === '1'} />
}

interface NewProps {
  search: Search
  saved: Sale | undefined
  onDraft: (saved: Sale) => void
  onPosted: (saved: Sale) => void
  onGone: () => void
  onReload: () => void
}

/** A document that begins here: empty, as it was left, or made from another one. */
function NewSale({ search, saved, ...handlers }: NewProps) {
  const { t } = useTranslation('sale')
  const { session } = useSession()
  // Read once: the address loses them when the document gets its own.
  const [{ from, as, kind }] = useState({ from: search.from, as: search.as ?? 'copy', kind: search.kind })
  const source = useQuery({ ...saleQuery(from ?? ''), enabled: from !== undefined })
  if (from && !source.data) {
    return (
      <DocPage title={t('newTitle.issue')} back="/sales" loading={source.isPending} problem={source.isError ? toProblem(source.error) : null} onRetry={() => void source.refetch()}>
        {null}
      </DocPage>
    )
  }
  const blank = emptyDraft(kinds.find((k) => k === kind))
  const left = unsavedOf(undefined)
  const start = source.data ? follow(source.data, as) : left?.kind === blank.kind ? left : { ...blank, salespersonId: session?.user.id }
  return <SaleEntry start={start} sale={saved} {...handlers} />
}
