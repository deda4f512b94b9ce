import { Empty, Timeline } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@/api/client'
import { Changes } from './Changes'
import { Instant } from './Instant'

/** Who did what to a record, newest first, with what changed. */
export function AuditTimeline({ lines }: { lines: Schema<'AuditEntry'>[] }) {
  const { t } = useTranslation('audit')
  if (lines.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('common:audit.none')} />
  return (
    <Timeline
      items={lines.map((l) => ({
        key: l.id,
        content: (
          <>
            <div>
              <strong>{t(`action.${l.action}`, { defaultValue: l.action })}</strong> {l.actorName}{' '}
              <span className="muted">
                <Instant at={l.at} />
                {l.ip && ` · ${t('ip')} ${l.ip}`}
              </span>
            </div>
            {/* What it was made with is the record itself. */}
            {l.action !== 'create' && <Changes before={l.before} after={l.after} names={l.names} />}
          </>
        ),
      }))}
    />
  )
}
