import { queryOptions, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { looseGet, type Task } from '@/api/jobs'
import { live, useLive, type LiveEvent } from '@/api/live'
import { currentAccountSet } from '@/lib/accountSet'

export type { Task } from '@/api/jobs'

/** One task by id. While the event stream is down it is asked for every few seconds. */
export function taskQuery(id: string) {
  return queryOptions({
    queryKey: ['task', 'detail', id],
    queryFn: ({ signal }) => looseGet<Task>('/api/v1/tasks/{id}', { params: { path: { id } }, signal }),
    refetchInterval: (q) => (live.connected || (q.state.data && isFinished(q.state.data)) ? false : 4000),
  })
}

/** Whether nothing more will happen to the task. */
export function isFinished(task: Task): boolean {
  return task.state === 'succeeded' || task.state === 'failed' || task.state === 'cancelled'
}

/** A task that follows its events; `onFinished` is called once when it ends while being watched. */
export function useTask(id: string | undefined, onFinished?: (task: Task) => void) {
  const query = useQuery({ ...taskQuery(id ?? ''), enabled: id !== undefined })
  const watched = useRef<string>(undefined)
  const task = query.data

  useEffect(() => {
    if (!task) return
    if (!isFinished(task)) watched.current = task.id
    else if (watched.current === task.id) {
      watched.current = undefined
      onFinished?.(task)
    }
  }, [task, onFinished])

  useTaskEvents()
  return query
}

/** Puts what task events say into the cache, or has the task read again when they only name it. */
export function useTaskEvents(onSeen?: (id: string) => void): void {
  const client = useQueryClient()
  useLive('task', (event: LiveEvent) => {
    if ('resync' in event) {
      void client.invalidateQueries({ queryKey: ['task'] })
      return
    }
    const key = taskQuery(event.id).queryKey
    if (typeof event.state === 'string') {
      client.setQueryData(key, (old) => (old && isFinished(old) ? old : ({ ...old, ...event } as Task)))
    } else {
      void client.invalidateQueries({ queryKey: key })
    }
    onSeen?.(event.id)
  })
}

const storageKey = () => `huotong.tasks.${currentAccountSet() ?? ''}`

/** The tasks seen in this tab, newest first; remembered over a reload of the page. */
export function useSeenTasks(): { tasks: Task[]; forget: () => void } {
  const [ids, setIds] = useState<string[]>(() => JSON.parse(sessionStorage.getItem(storageKey()) ?? '[]') as string[])
  useTaskEvents((id) => setIds((old) => (old.includes(id) ? old : [id, ...old].slice(0, 20))))
  useEffect(() => sessionStorage.setItem(storageKey(), JSON.stringify(ids)), [ids])
  const tasks = useQueries({ queries: ids.map((id) => ({ ...taskQuery(id), retry: false })), combine: (rs) => rs.flatMap((r) => (r.data ? [r.data] : [])) })
  return { tasks, forget: () => setIds(tasks.filter((t) => !isFinished(t)).map((t) => t.id)) }
}
