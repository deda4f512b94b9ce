import { Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { Money, Price } from '@/components/Decimal'
import { StatusTag } from '@/components/StatusTag'
import { Thumb } from '@/components/Thumb'
import type { Looked } from './queries'
import './source.css'

/** The offer that was looked up: what a person needs to recognise it, and on what terms it is sold. */
export function OfferHead({ looked }: { looked: Looked }) {
  const { t } = useTranslation('source')
  const o = looked.offer
  const unit = o.unit || t('ratio.unit')
  return (
    <div className="offer-head">
      <Thumb src={o.picture} size={72} />
      <div className="offer-head-text">
        <a href={o.url} target="_blank" rel="noreferrer">
          <strong>{o.title}</strong>
        </a>
        <span>
          {looked.supplierName ?? o.seller}{' '}
          {!looked.supplierId && <StatusTag tone="neutral">{t('look.newSupplier')}</StatusTag>} {o.state !== 'on' && <StatusTag tone="bad">{t('state.gone')}</StatusTag>}
        </span>
        <Flex gap="2px 12px" wrap className="muted">
          {o.code && <span>{t('look.code', { code: o.code })}</span>}
          <span>{t('look.minimum', { count: o.minimum, unit })}</span>
          {o.lot > 1 && <span>{t('look.lot', { count: o.lot, unit })}</span>}
          <span>{t('look.stock', { count: o.stock })}</span>
          {o.mixed && (
            <span>
              {t('look.mixed')} {o.mixAmount && <Money value={o.mixAmount} sign />} {o.mixNumber ? t('look.mixNumber', { count: o.mixNumber }) : ''}
            </span>
          )}
        </Flex>
        {o.tiers.length > 0 && (
          <Flex gap="2px 12px" wrap>
            {o.tiers.map((tier) => (
              <span key={tier.from}>
                <span className="muted">{t('look.from', { count: tier.from })}</span> <Price value={tier.price} />
              </span>
            ))}
          </Flex>
        )}
        {o.attributes.length > 0 && (
          <details>
            <summary style={{ cursor: 'pointer' }}>{t('look.attributes', { count: o.attributes.length })}</summary>
            <span className="muted">{o.attributes.map((a) => `${a.name}: ${a.value}`).join(' · ')}</span>
          </details>
        )}
      </div>
    </div>
  )
}
