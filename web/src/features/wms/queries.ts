import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'

export type NoticeRow = Schema<'WmsNoticeRowBody'>
export type NoticeView = Schema<'WmsNoticeViewBody'>
export type Push = Schema<'WmsPushBody'>
export type Setting = Schema<'WmsSettingBody'>
export type State = NoticeRow['state']

/** The states in the order in which they press. */
export const states: State[] = ['refused', 'failed', 'waiting', 'sent', 'withdrawn']
export const whens: Setting['when'][] = ['shipped', 'approved', 'manual']

export const noticeKeys = keysOf('wms')
export const noticeList = listQuery('/api/v1/wms-notices', noticeKeys)

export const noticeQuery = (order: string) =>
  queryOptions({
    queryKey: noticeKeys.detail(order),
    queryFn: ({ signal }) => data(api.GET('/api/v1/purchase-orders/{id}/wms-notice', { params: { path: { id: order } }, signal })),
    // Events tell of most of it at once; what they miss shows a little later.
    refetchInterval: (q) => (q.state.data?.notice?.state === 'waiting' ? 5000 : false),
  })

export const settingQuery = queryOptions({
  queryKey: [...noticeKeys.all, 'setting'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/wms-setting', { signal })),
})

export const pushOrder = (id: string, write: WriteOptions) => data(api.POST('/api/v1/purchase-orders/{id}/push-wms', { params: { path: { id } }, ...write }))
export const pushOrders = (ids: string[], write: WriteOptions) => data(api.POST('/api/v1/purchase-orders/actions/push-wms', { body: { ids }, ...write }))
export const saveSetting = (body: Setting, write: WriteOptions) => data(api.PUT('/api/v1/wms-setting', { body, ...write }))
export const renewSecret = (write: WriteOptions) => data(api.POST('/api/v1/wms-setting/secret', { ...write }))
