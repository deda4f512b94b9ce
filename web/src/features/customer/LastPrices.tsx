import { useQuery } from '@tanstack/react-query'
import { Descriptions, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { Price } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { lastPricesQuery } from './queries'
import { type Sku, skuSource } from './skus'

/** What the customer paid last for a product. */
export function LastPrices({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customer')
  const [sku, setSku] = useState<Sku>()
  const prices = useQuery({ ...lastPricesQuery(customerId, sku?.id ?? ''), enabled: sku !== undefined })
  const unit = (id: string) => sku?.units.find((u) => u.unitId === id)?.name ?? ''
  return (
    <Section title={t('last.title')}>
      <div style={{ maxWidth: 420, marginBottom: 10 }}>
        {/* Asking is not changing: open to those who may only read, too. */}
        <EntitySelect<Sku> source={skuSource} value={sku?.id} item={sku} disabled={false} aria-label={t('last.sku')} placeholder={t('last.choose')} onChange={(_, item) => setSku(item)} />
      </div>
      {sku && prices.isPending && <Skeleton active title={false} paragraph={{ rows: 1 }} />}
      {prices.isError && <ProblemView problem={toProblem(prices.error)} onRetry={() => void prices.refetch()} compact />}
      {prices.data?.length === 0 && <span className="muted">{t('last.none')}</span>}
      {prices.data && prices.data.length > 0 && (
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 2 }}
          items={prices.data.map((p) => ({
            key: p.unitId,
            label: t('last.per', { unit: unit(p.unitId) }),
            children: (
              <span>
                <Price value={p.price} /> <span className="muted">{[p.date, p.docNo].join(' · ')}</span>
              </span>
            ),
          }))}
        />
      )}
    </Section>
  )
}
