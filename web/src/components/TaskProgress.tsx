import { Flex, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Task, useTask } from '@/hooks/tasks'

const status = { queued: 'normal', running: 'active', succeeded: 'success', failed: 'exception', cancelled: 'normal' } as const

/** One line of progress for a task at hand. */
export function TaskBar({ task }: { task: Task }) {
  const { t, i18n } = useTranslation('common')
  const message = task.messages?.[i18n.language] ?? task.message
  const percent = task.total > 0 ? Math.floor(((task.done + task.failed) / task.total) * 100) : task.state === 'succeeded' ? 100 : 0
  return (
    <Flex vertical gap={2} role="status" aria-live="polite">
      <Flex justify="space-between" gap={12}>
        <span className="cut">{[t(`task.kind.${task.kind}`, { defaultValue: task.kind }), task.title].filter(Boolean).join(' · ')}</span>
        <span className="num muted">
          {t(`task.state.${task.state}`)}
          {task.total > 0 && ` ${task.done + task.failed}/${task.total}`}
          {task.failed > 0 && ` · ${t('task.failed', { count: task.failed })}`}
        </span>
      </Flex>
      {message && <span className="muted">{message}</span>}
      <Progress percent={task.state === 'succeeded' ? 100 : percent} status={status[task.state]} size="small" showInfo={false} aria-label={t('task.progress')} />
    </Flex>
  )
}

/** Follows a task live; `onFinished` re-reads what the task changed. */
export function TaskProgress({ id, onFinished }: { id: string; onFinished?: (task: Task) => void }) {
  const { data: task } = useTask(id, onFinished)
  return task ? <TaskBar task={task} /> : null
}
