import { api, data } from './client'
import type { BatchOutcome } from './list'
import type { WriteOptions } from './useWrite'

// The answers of /tasks and /jobs, written out here as long as the API description does not hold them. Once it does,
// "npm run gen" and Schema<'Task'>, Schema<'Job'> take the place of this file.

/** A piece of long work and how far it has come; also the data of `task` events. */
export interface Task {
  id: string
  kind: string
  title: string
  state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled'
  /** Steps that ended well. */
  done: number
  /** Steps that ended badly. */
  failed: number
  /** All steps; 0 while not known. */
  total: number
  message?: string
  /** The message in each language. */
  messages?: Record<string, string>
}

/** A background job. */
export interface Job {
  id: string
  kind: string
  subject?: string
  state: 'queued' | 'scheduled' | 'running' | 'retrying' | 'succeeded' | 'failed' | 'cancelled'
  attempt: number
  maxAttempts: number
  createdAt: string
  runAt?: string
  endedAt?: string
  lastError?: string
}

interface LooseInit {
  params?: object
  body?: object
  signal?: AbortSignal
}
type Loose = (path: string, init: LooseInit) => Promise<{ data?: unknown }>

/** GET of an address the description does not hold yet. */
export function looseGet<T>(path: string, init: LooseInit): Promise<T> {
  return data((api.GET as Loose)(path, init)) as Promise<T>
}

/** A batch action of an address the description does not hold yet. */
export function looseBatch(path: string, ids: string[], write: WriteOptions): Promise<BatchOutcome> {
  return data((api.POST as Loose)(path, { body: { ids }, ...write })) as Promise<BatchOutcome>
}
