import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Money } from '@/components/Decimal'
import { Instant } from '@/components/Instant'
import { Section } from '@/components/Section'
import { TaskProgress } from '@/components/TaskProgress'
import { useCan } from '@/hooks/session'
import { suggestionKeys, type Summary } from './queries'
import './suggest.css'

/** The last run: when, of what, what it brought; or how far the one under way is. */
export function RunHead({ summary }: { summary: Summary }) {
  const { t } = useTranslation('suggest')
  const client = useQueryClient()
  const { current, last } = summary
  if (!last) return <NoRun />
  return (
    <>
      {last.state === 'running' && (
        <Section>
          <TaskProgress
            id={last.taskId}
            onFinished={() => {
              void client.invalidateQueries({ queryKey: suggestionKeys.all })
              void client.invalidateQueries({ queryKey: ['home'] })
            }}
          />
        </Section>
      )}
      {last.state === 'failed' && <Alert type="error" showIcon title={t('run.failed')} description={current ? t('run.failedHint') : t('run.failedNone')} />}
      {last.state === 'cancelled' && <Alert type="info" showIcon title={t('run.cancelled')} />}
      {current && (
        <Section>
          <div className="suggest-figures">
            <div>
              <span className="muted">{t('run.at')}</span>
              <strong>
                <Instant at={current.finishedAt ?? current.createdAt} />
              </strong>
              {current.startedBy && <span className="muted"> {current.startedBy}</span>}
            </div>
            <div>
              <span className="muted">{t('run.items')}</span>
              <strong className="num">{current.items}</strong>
            </div>
            <div>
              <span className="muted">{t('run.lines')}</span>
              <strong className="num">{current.lines}</strong>
            </div>
            <div>
              <span className="muted">{t('run.suppliers')}</span>
              <strong className="num">{summary.suppliers}</strong>
            </div>
            {current.amount && (
              <div>
                <span className="muted">{t('run.amount')}</span>
                <strong>
                  <Money value={current.amount} sign />
                </strong>
              </div>
            )}
          </div>
        </Section>
      )}
    </>
  )
}

/** Nothing was ever worked out: what to do first. */
function NoRun() {
  const { t } = useTranslation('suggest')
  const can = useCan()
  return (
    <Alert
      type="info"
      showIcon
      title={t('run.none')}
      description={t('run.noneHint')}
      action={
        can('suggest.rule') && (
          <Link to="/replenishment-rules">
            <Button size="small">{t('run.toRules')}</Button>
          </Link>
        )
      }
    />
  )
}
