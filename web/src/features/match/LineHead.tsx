import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Price } from '@/components/Decimal'
import { Thumb } from '@/components/Thumb'
import { MatchTag } from './MatchTag'
import type { Line } from './queries'
import './match.css'

/** The online SKU that is being matched: what a person needs to recognise it. */
export function LineHead({ line, onUnmatch, unmatching }: { line: Line; onUnmatch: (() => void) | undefined; unmatching: boolean }) {
  const { t } = useTranslation('match')
  const codes = [line.offerCode && t('pick.offerCode', { code: line.offerCode }), line.onlineCode && t('pick.onlineCode', { code: line.onlineCode })].filter(Boolean)
  return (
    <div className="pick-line">
      <Thumb src={line.picture} size={64} />
      <div className="pick-line-text">
        <strong>{line.offerTitle}</strong>
        <span>{line.onlineName || <span className="muted">{t('plain')}</span>}</span>
        <span className="muted">
          {codes.join(' · ')}
          {codes.length > 0 && ' · '}
          {line.shopName}
          {line.price && (
            <>
              {' · '}
              <Price value={line.price} />
            </>
          )}
        </span>
        <Flex gap={8} align="center" wrap>
          <MatchTag line={line} />
          {line.skuId && (
            <span>
              {line.productName} {line.skuName} <code>{line.skuCode}</code>
            </span>
          )}
          {onUnmatch && (
            <Button size="small" danger type="link" loading={unmatching} onClick={onUnmatch}>
              {t('unmatch')}
            </Button>
          )}
        </Flex>
      </div>
    </div>
  )
}
