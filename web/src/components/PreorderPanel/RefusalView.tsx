import { ReloadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Preorder, useUploadPreorder } from '@/hooks/preorder'
import { useCan } from '@/hooks/session'

type Place = { go: 'shop' | 'matches' | 'sale'; to: string; search?: Record<string, string> }

/** Where what 1688 refused can be mended. */
function placeOf(p: Preorder): Place | undefined {
  const code = p.refusal?.code ?? ''
  switch (code) {
    case 'preorder.sku_not_matched':
    case 'preorder.offer_offline':
    case 'preorder.online_stock_short':
      return { go: 'matches', to: '/matching', search: { shopId: p.shopId } }
    case 'preorder.market_missing':
    case 'preorder.market_refused':
    case 'preorder.shop_gone':
    case 'preorder.no_permission':
      return { go: 'shop', to: '/shops' }
    case 'preorder.below_minimum':
    case 'preorder.price_limits':
    case 'preorder.whole_pieces':
    case 'preorder.too_many_items':
    case 'preorder.nothing_to_bill':
    case 'preorder.zero_price':
      return { go: 'sale', to: `/sales/${p.saleId}` }
    default:
      return code.startsWith('shop.') ? { go: 'shop', to: '/shops' } : undefined
  }
}

/** Why the pre-order is not made, what to do about it, where to do it, and the button to try again. The sale itself stands. */
export function RefusalView({ preorder, onSale }: { preorder: Preorder; /** Shown on the sale itself: no link back to it. */ onSale?: boolean }) {
  const { t } = useTranslation('preorder')
  const can = useCan()
  const upload = useUploadPreorder(t('uploadAsked'))
  const found = placeOf(preorder)
  const place = onSale && found?.go === 'sale' ? undefined : found
  if (!preorder.refusal) return null
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={preorder.refusal.detail}
      description={
        <Flex vertical gap={10}>
          <span>{preorder.refusal.remedy}</span>
          <span className="muted">{t('saleStands')}</span>
          <Flex gap={8} wrap>
            {place && (
              <Link to={place.to} search={place.search as never}>
                <Button>{t(`go.${place.go}`)}</Button>
              </Link>
            )}
            {can('preorder.upload') && preorder.uploadable && (
              <Button type="primary" icon={<ReloadOutlined />} loading={upload.isPending} onClick={() => upload.mutate(preorder.id)}>
                {t('uploadAgain')}
              </Button>
            )}
          </Flex>
        </Flex>
      }
    />
  )
}
