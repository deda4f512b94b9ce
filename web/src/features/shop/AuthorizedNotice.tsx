import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/hooks/session'
import { allShops, type Shop } from './queries'

/** What came of an authorisation, when 1688 has sent its owner back here, and the next step. */
export function AuthorizedNotice({ onEdit, onDownload }: { onEdit: (shop: Shop) => void; onDownload: (shop: Shop) => void }) {
  const { t } = useTranslation('shop')
  const can = useCan()
  const navigate = useNavigate()
  const { authorized, download } = useSearch({ strict: false }) as { authorized?: string; download?: string }
  const shops = useQuery({ ...allShops, enabled: authorized !== undefined })
  const shop = shops.data?.items?.find((s) => s.id === authorized)
  if (!shop) return null
  return (
    <Alert
      type="success"
      showIcon
      closable={{ onClose: () => void navigate({ to: '/shops', replace: true }) }}
      style={{ marginBottom: 12 }}
      title={t('authorized.title', { name: shop.name, login: shop.loginId })}
      description={
        <Flex vertical gap={8} align="flex-start">
          <span>{download ? t('authorized.downloading') : shop.market ? t('authorized.next') : t('authorized.nextMarket')}</span>
          <Flex gap={8} wrap>
            {!shop.market && (
              <Button size="small" type="primary" onClick={() => onEdit(shop)}>
                {t('market.bind')}
              </Button>
            )}
            {download ? (
              <Link to="/downloads/$id" params={{ id: download }}>
                <Button size="small">{t('authorized.progress')}</Button>
              </Link>
            ) : (
              can('download.run') && (
                <Button size="small" onClick={() => onDownload(shop)}>
                  {t('download.start')}
                </Button>
              )
            )}
          </Flex>
        </Flex>
      }
    />
  )
}
