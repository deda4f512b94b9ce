import { Button, Descriptions, Flex, Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import { Qty } from '@/components/Decimal'
import type { PurchaseLine } from './queries'

type Demand = NonNullable<PurchaseLine['demands']>[number]

/** Whom the parts of a line are for, and what the suggestion said when it was ordered. */
export function LineDemands({ line }: { line: PurchaseLine }) {
  const { t } = useTranslation('purchase')
  const demands = line.demands ?? []
  if (demands.length === 0) return null
  return (
    <Flex gap={8} wrap style={{ fontSize: 12 }}>
      {demands.map((d, at) => {
        const text = (
          <>
            {t(`demand.${d.kind}`)} <Qty value={d.quantity} />
          </>
        )
        const key = [d.kind, at].join(' ')
        if (!d.why) {
          return (
            <span key={key} className="muted">
              {text}
            </span>
          )
        }
        return (
          <Popover key={key} trigger={['click']} title={t('demand.whyTitle')} content={<Why why={d.why} />}>
            <Button type="link" size="small" style={{ padding: 0, height: 'auto', fontSize: 12 }}>
              {text}
            </Button>
          </Popover>
        )
      })}
    </Flex>
  )
}

function Why({ why }: { why: NonNullable<Demand['why']> }) {
  const { t } = useTranslation('purchase')
  return (
    <Descriptions
      size="small"
      column={1}
      style={{ maxWidth: 320 }}
      items={[
        { key: 'model', label: t('demand.model'), children: t(`demand.models.${why.model}`, { defaultValue: why.model }) },
        { key: 'available', label: t('demand.available'), children: <Qty value={why.available} /> },
        { key: 'coming', label: t('demand.coming'), children: <Qty value={why.coming} /> },
        { key: 'perDay', label: t('demand.perDay'), children: <Qty value={why.perDay} /> },
        { key: 'leadDays', label: t('demand.leadDays'), children: t('demand.days', { count: why.leadDays }) },
        { key: 'target', label: t('demand.target'), children: <Qty value={why.target} /> },
        { key: 'need', label: t('demand.need'), children: <Qty value={why.need} /> },
        ...(why.shortOn ? [{ key: 'shortOn', label: t('demand.shortOn'), children: why.shortOn }] : []),
      ]}
    />
  )
}
