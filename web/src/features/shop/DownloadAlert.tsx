import { Link } from '@tanstack/react-router'
import { Alert, Button, Flex } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Said } from '@/components/Said'
import { useCan } from '@/hooks/session'
import type { Download } from './queries'

interface Props {
  download: Download
  /** Offers read without a product being made of them. */
  refused: number
  busy: boolean
  onRetry: () => void
  onAuthorize: () => void
}

/** Why a download waits or ended, and the way on from there. */
export function DownloadAlert({ download: d, refused, busy, onRetry, onAuthorize }: Props) {
  const { t } = useTranslation('shop')
  const can = useCan()
  const again = (text: string) =>
    can('download.run') && (
      <Button size="small" type="primary" loading={busy} onClick={onRetry}>
        {text}
      </Button>
    )
  const told = (type: 'success' | 'info' | 'warning' | 'error', title: string, description: ReactNode, action?: ReactNode) => (
    <Alert
      type={type}
      showIcon
      title={title}
      description={
        <Flex vertical gap={8} align="flex-start">
          <span>{description}</span>
          {action}
        </Flex>
      }
    />
  )
  switch (d.state) {
    case 'paused':
      return told(
        'warning',
        t('download.paused'),
        <Said said={d.reason} />,
        can('shop.manage') && (
          <Button size="small" type="primary" onClick={onAuthorize}>
            {t('authorize.renew')}
          </Button>
        ),
      )
    case 'failed':
      return told('error', t('download.stopped'), <Said said={d.reason} />, again(t('download.resume')))
    case 'cancelled':
      return told('info', t('download.cancelled'), t('download.cancelledHint'), again(t('download.resume')))
    case 'succeeded': {
      const matching = can('match.read') && (
        <Link to="/matching" search={{ shopId: d.shopId } as never}>
          <Button size="small">{t('download.toMatching')}</Button>
        </Link>
      )
      if (d.failed > 0 || refused > 0) {
        return told(
          'warning',
          t('download.doneWith', { count: d.failed + refused }),
          t('download.doneWithHint'),
          <Flex gap={8} wrap>
            {again(t('download.retryFailed'))}
            {matching}
          </Flex>,
        )
      }
      return told('success', t('download.done'), d.mode === 'online_only' ? t('download.doneOnlineOnly') : t('download.doneCreate'), matching)
    }
    case 'running':
      return null
  }
}
