import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type Job, looseBatch, looseGet } from '@/api/jobs'
import { keysOf } from '@/api/keys'
import type { ListParams, Page } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'

export type { Job } from '@/api/jobs'

export const jobKeys = keysOf('job')
export const jobList = (params: ListParams) =>
  queryOptions({
    queryKey: jobKeys.list(params),
    queryFn: ({ signal }) => looseGet<Page<Job>>('/api/v1/jobs', { params: { query: params }, signal }),
    placeholderData: keepPreviousData,
  })

export const retryJobs = (ids: string[], _rows: unknown, write: WriteOptions) => looseBatch('/api/v1/jobs/actions/retry', ids, write)
export const cancelJobs = (ids: string[], _rows: unknown, write: WriteOptions) => looseBatch('/api/v1/jobs/actions/cancel', ids, write)
