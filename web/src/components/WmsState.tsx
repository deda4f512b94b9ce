import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { useLive } from '@/api/live'
import { batched } from '@/lib/batched'
import { StatusTag, type StatusTone } from './StatusTag'

type Notice = Schema<'WmsNoticeBody'>

const tone: Record<Notice['state'], StatusTone> = { waiting: 'progress', sent: 'good', refused: 'bad', failed: 'bad', withdrawn: 'neutral' }

/** What lists are narrowed by: `none` is an order without an arrival notice. */
export const noticeStates = ['none', 'waiting', 'sent', 'refused', 'failed', 'withdrawn'] as const

/** How far an arrival notice is. One that did not get through yet is told apart from one that waits for its turn. */
export function WmsTag({ notice: n }: { notice: Pick<Notice, 'state' | 'reason'> }) {
  const { t } = useTranslation('wms')
  const again = n.state === 'waiting' && n.reason !== undefined
  return <StatusTag tone={again ? 'attention' : tone[n.state]}>{again ? t('again') : t(`state.${n.state}`)}</StatusTag>
}

const keys = keysOf('wms')

const noticesOf = batched(async (ids: string[]) => {
  const page = await data(api.GET('/api/v1/wms-notices', { params: { query: { purchaseOrderId: ids, page: 1, pageSize: 200 } } }))
  return page.items.map((item) => ({ of: item.orderId, item }))
})

const stateQuery = (id: string) => queryOptions({ queryKey: keys.list({ stateOf: id }), queryFn: () => noticesOf(id), staleTime: 10_000 })

/** Whether the WMS knows what is to arrive of a purchase order, for lists: all rows are asked about together. */
export function WmsState({ purchaseId }: { purchaseId: string }) {
  const client = useQueryClient()
  const notice = useQuery(stateQuery(purchaseId)).data?.[0]
  useLive('purchase', (e) => ('resync' in e || e.id === purchaseId) && void client.invalidateQueries({ queryKey: stateQuery(purchaseId).queryKey }))
  return <Suspense fallback={null}>{notice && <WmsTag notice={notice} />}</Suspense>
}
