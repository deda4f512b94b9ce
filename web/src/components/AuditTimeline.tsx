import { Empty, Timeline } from 'antd'
import { useTranslation } from 'react-i18next'
import { Changes } from './Changes'
import { Instant } from './Instant'

/** One line of the history of a record. */
export interface AuditLine {
  id: string
  at: string
  who: string
  what: string
  before?: unknown
  after?: unknown
}

/** Who did what to a document, newest first, with what changed. */
export function AuditTimeline({ lines }: { lines: AuditLine[] }) {
  const { t } = useTranslation('common')
  if (lines.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('audit.none')} />
  return (
    <Timeline
      items={lines.map((l) => ({
        key: l.id,
        content: (
          <>
            <div>
              <strong>{l.what}</strong> <span className="muted">{l.who}</span> <Instant at={l.at} />
            </div>
            {/* What it was made with is the document itself. */}
            {l.before !== undefined && l.before !== null && <Changes before={l.before} after={l.after} />}
          </>
        ),
      }))}
    />
  )
}
