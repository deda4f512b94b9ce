import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'

export type Message = Schema<'InboxMessageBody'>

export const messageKeys = keysOf('message')
export const messageList = listQuery('/api/v1/messages', messageKeys)

/** One message with its payload. */
export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: messageKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/messages/{id}', { params: { path: { id } }, signal })),
  })

export const retryMessages = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/messages/actions/retry', { body: { ids }, ...write }))
export const dismissMessages = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/messages/actions/dismiss', { body: { ids }, ...write }))
