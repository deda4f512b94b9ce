import { Skeleton } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryProps } from './History'

// Its words are many, and it stands at the end of a page.
const History = lazy(() => import('./History'))

/** 操作记录 of a record: who did what, when and from where, with what changed; the newest first. */
export function RecordHistory(props: HistoryProps) {
  return (
    <Suspense fallback={<Skeleton active />}>
      <History {...props} />
    </Suspense>
  )
}

/** The same under a form in a drawer: asked for when somebody unfolds it. */
export function HistoryFold(props: HistoryProps) {
  const { t } = useTranslation('common')
  const [open, setOpen] = useState(false)
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary style={{ cursor: 'pointer', marginBottom: 12 }}>{t('audit.title')}</summary>
      {open && <RecordHistory {...props} />}
    </details>
  )
}
