import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'

export type Job = Schema<'Job'>

export const jobKeys = keysOf('job')
export const jobList = listQuery('/api/v1/jobs', jobKeys)

export const retryJobs = (ids: string[]) => data(api.POST('/api/v1/jobs/actions/retry', { body: { ids } }))
export const cancelJobs = (ids: string[]) => data(api.POST('/api/v1/jobs/actions/cancel', { body: { ids } }))
