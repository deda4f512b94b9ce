import { SyncOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { Badge, Button, Empty, Flex, Popover } from 'antd'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { TaskBar } from '@/components/TaskProgress'
import { useCan } from '@/hooks/session'
import { isFinished, useSeenTasks } from '@/hooks/tasks'

/** Long work of this account set: how much is running, and how far each piece is. */
export default function TaskIndicator() {
  const { t } = useTranslation('common')
  const { tasks, forget } = useSeenTasks()
  const can = useCan()
  const running = tasks.filter((x) => !isFinished(x)).length
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('task.title')}
      content={
        <Flex vertical gap={12} style={{ width: 300, maxHeight: 360, overflow: 'auto' }}>
          {tasks.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('task.none')} />}
          {tasks.map((task) => (
            <TaskBar key={task.id} task={task} />
          ))}
          <Flex justify="space-between">
            {can('job.read') && <Link to="/jobs">{t('task.all')}</Link>}
            {tasks.length > running && (
              <Button type="link" size="small" onClick={forget}>
                {t('task.clear')}
              </Button>
            )}
          </Flex>
        </Flex>
      }
    >
      <Badge count={running} size="small">
        <Button type="text" icon={running > 0 ? <SyncOutlined spin /> : <UnorderedListOutlined />} aria-label={t('task.title')} />
      </Badge>
    </Popover>
  )
}
