import { Link, useRouter } from '@tanstack/react-router'
import { Button, Result } from 'antd'
import { useTranslation } from 'react-i18next'

/** An address that leads nowhere, with the ways out. */
export function NotFound() {
  const { t } = useTranslation('common')
  const router = useRouter()
  return (
    <Result
      status="404"
      title={<h1 style={{ font: 'inherit', margin: 0 }}>{t('notFound.title')}</h1>}
      subTitle={t('notFound.hint')}
      extra={
        <>
          <Link to="/">
            <Button type="primary">{t('action.home')}</Button>
          </Link>
          <Button onClick={() => router.history.back()}>{t('action.back')}</Button>
        </>
      }
    />
  )
}
