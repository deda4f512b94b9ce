import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { Flex } from 'antd'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { useLive } from '@/api/live'
import { batched } from '@/lib/batched'
import { StatusTag, type StatusTone } from './StatusTag'

type Row = Schema<'PlatformRowBody'>

const tone: Record<Row['state'], StatusTone> = { unpaid: 'attention', to_ship: 'progress', shipped: 'progress', received: 'good', done: 'good', closed: 'neutral', other: 'neutral' }

/** Where an order stands on 1688; 1688's own word for a state that is not known here. */
export function PlatformTag({ order: o }: { order: Pick<Row, 'state' | 'status' | 'logistics'> }) {
  const { t } = useTranslation('platform')
  const partly = o.state === 'to_ship' && o.logistics === 'partial'
  return <StatusTag tone={tone[o.state]}>{o.state === 'other' ? o.status : partly ? t('partlyShipped') : t(`state.${o.state}`)}</StatusTag>
}

const keys = keysOf('platform')

const ordersOf = batched(async (ids: string[]) => {
  const page = await data(api.GET('/api/v1/platform-orders', { params: { query: { purchaseOrderId: ids, page: 1, pageSize: 200 } } }))
  return page.items.map((item) => ({ of: item.purchaseOrderId ?? '', item }))
})

const stateQuery = (id: string) => queryOptions({ queryKey: keys.list({ stateOf: id }), queryFn: () => ordersOf(id), staleTime: 10_000 })

/** How far a purchase order has come on 1688, for lists: all rows are asked about together. */
export function PlatformState({ purchaseId }: { purchaseId: string }) {
  const client = useQueryClient()
  const list = useQuery(stateQuery(purchaseId)).data ?? []
  useLive('platform_order', (e) => ('resync' in e || e.purchaseOrderId === purchaseId) && void client.invalidateQueries({ queryKey: stateQuery(purchaseId).queryKey }))
  const kinds = new Map(list.map((o) => [`${o.state} ${o.logistics === 'partial'}`, o]))
  return (
    <Suspense fallback={null}>
      <Flex gap={4} wrap>
        {[...kinds].map(([kind, o]) => (
          <PlatformTag key={kind} order={o} />
        ))}
      </Flex>
    </Suspense>
  )
}
