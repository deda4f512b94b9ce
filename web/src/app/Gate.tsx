import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from '@tanstack/react-router'
import { Button, Result } from 'antd'
import { allows, useSession } from '@/hooks/session'
import type { PageRoute } from '@/lib/feature'

/** Shows a page only to those who may see it; the others are told why and where to go. */
export function Gate({ page, children }: { page: PageRoute; children: ReactNode }) {
  const { set } = useSession()
  const { t } = useTranslation('common')
  if (allows(set, page)) return children
  const off = page.module !== undefined && !allows(set, { module: page.module })
  return (
    <Result
      status="403"
      title={off ? t('gate.moduleOff') : t('gate.forbidden')}
      subTitle={off ? t('gate.moduleOffHint') : t('gate.forbiddenHint')}
      extra={
        <>
          {off && (
            <Link to="/settings">
              <Button type="primary">{t('gate.toSettings')}</Button>
            </Link>
          )}
          <Link to="/">
            <Button>{t('action.home')}</Button>
          </Link>
        </>
      }
    />
  )
}
