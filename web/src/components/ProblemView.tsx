import { Alert, Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { fieldText, type Problem } from '@/api/problem'

/** A refusal shown in place: what happened, what to do about it, and the number support can look it up by. */
export function ProblemView({ problem, onRetry, compact }: { problem: Problem; onRetry?: () => void; compact?: boolean }) {
  const { t } = useTranslation('common')
  // A page drawn by an older release asks for code that is gone; only loading it anew helps.
  const stale = problem.code === 'page.unexpected' && /dynamically imported module|Importing a module/.test(problem.message)
  return (
    <Alert
      type={problem.status === 0 || problem.status >= 500 ? 'warning' : 'error'}
      showIcon={!compact}
      role="alert"
      title={stale ? t('problem.newVersion') : problem.code === 'page.unexpected' ? t('problem.page') : problem.detail}
      description={
        <Flex vertical gap={4}>
          {problem.remedy && <span>{problem.remedy}</span>}
          {problem.errors.map((e) => (
            <span key={`${e.field}:${e.code}`}>{fieldText(e)}</span>
          ))}
          {problem.code === 'page.unexpected' && !stale && <code className="muted">{problem.message}</code>}
          {problem.requestId && <span className="muted">{t('problem.request', { id: problem.requestId })}</span>}
        </Flex>
      }
      action={
        stale ? (
          <Button size="small" onClick={() => location.reload()}>
            {t('problem.reload')}
          </Button>
        ) : (
          onRetry && (
            <Button size="small" onClick={onRetry}>
              {t('action.retry')}
            </Button>
          )
        )
      }
    />
  )
}
