import { ArrowLeftOutlined } from '@ant-design/icons'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import './PageHead.css'

/** What stands at the top of a page. */
export interface HeadProps {
  title: ReactNode
  /** Beside the title: the state. */
  tag?: ReactNode
  /** Under the title: number, date, who. */
  hint?: ReactNode
  /** Where the arrow leads when there is no page to go back to. */
  back?: string
  /** At the right end: what can be done. The main one carries `data-hotkey="new"` on lists. */
  actions?: ReactNode
}

/** The head of every page: way back, title, state, actions. */
export function PageHead({ title, tag, hint, back, actions }: HeadProps) {
  const { t } = useTranslation('common')
  const router = useRouter()
  const navigate = useNavigate()
  return (
    <div className="page-head">
      {back && (
        <Button
          type="text"
          icon={<ArrowLeftOutlined />}
          aria-label={t('action.back')}
          onClick={() => (router.history.canGoBack() ? router.history.back() : void navigate({ to: back }))}
        />
      )}
      <div className="page-head-text">
        <Flex align="center" gap={10}>
          <h1>{title}</h1>
          {tag}
        </Flex>
        {hint && <div className="muted">{hint}</div>}
      </div>
      <Flex gap={8} wrap align="center">
        {actions}
      </Flex>
    </div>
  )
}
