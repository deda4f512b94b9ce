import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { batched } from '@/lib/batched'
import { Money } from './Decimal'
import { StatusTag, type StatusTone } from './StatusTag'

type Agreement = Schema<'PayingOrderAgreement'>

const tones: Record<Agreement['standing'], StatusTone> = { agree: 'good', open: 'progress', gap: 'bad', accepted: 'neutral' }

const agreementsOf = batched(async (ids: string[]) => {
  const page = await data(api.GET('/api/v1/order-agreements', { params: { query: { orderId: ids, page: 1, pageSize: 50 } } }))
  return page.items.map((item) => ({ of: item.id, item }))
})

const figuresQuery = (id: string) => queryOptions({ queryKey: keysOf('order-agreement').list({ figuresOf: id }), queryFn: () => agreementsOf(id), staleTime: 10_000 })

/** What 1688 charges for a purchase order that stands, what came, what was paid, or whether they agree; for lists, all rows are asked about together. */
export function OrderFigure({ purchaseId, of }: { purchaseId: string; of: 'platform' | 'received' | 'paid' | 'standing' }) {
  const { t } = useTranslation('purchase')
  const figures = useQuery(figuresQuery(purchaseId)).data?.[0]
  if (!figures) return null
  if (of === 'standing') return <StatusTag tone={tones[figures.standing]}>{t(`figure.${figures.standing}`)}</StatusTag>
  return <Money value={figures[of]} />
}
