import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api, data } from '@/api/client'

const saveDelayMs = 600
const timers = new Map<string, ReturnType<typeof setTimeout>>()

/**
 * A setting of this person's (columns of a list), kept on the server and mirrored in the browser, so that the list does not jump while
 * it is being read. It is a convenience: failing to save it is never worth a message.
 */
export function usePreference<T extends object>(key: string): { value: T | undefined; set: (value: T | undefined) => void } {
  const client = useQueryClient()
  const mirror = `huotong.pref.${key}`
  const { data: value } = useQuery<object | null>({
    queryKey: ['preference', key],
    queryFn: async ({ signal }): Promise<object | null> => {
      const answer = await data(api.GET('/api/v1/me/preferences/{key}', { params: { path: { key } }, signal }))
      const value = (answer.value ?? null) as object | null
      if (value) localStorage.setItem(mirror, JSON.stringify(value))
      else localStorage.removeItem(mirror)
      return value
    },
    placeholderData: () => JSON.parse(localStorage.getItem(mirror) ?? 'null') as object | null,
    staleTime: Infinity,
    retry: false,
  })

  const set = useCallback(
    (next: T | undefined) => {
      // What is still being read is older than what is set now.
      void client.cancelQueries({ queryKey: ['preference', key] }, { revert: false })
      client.setQueryData(['preference', key], next ?? null)
      if (next) localStorage.setItem(mirror, JSON.stringify(next))
      else localStorage.removeItem(mirror)
      clearTimeout(timers.get(key))
      timers.set(
        key,
        setTimeout(() => {
          const body = { value: next ?? null } as never
          api.PUT('/api/v1/me/preferences/{key}', { params: { path: { key } }, body }).catch(() => undefined)
        }, saveDelayMs),
      )
    },
    [client, key, mirror],
  )
  return { value: (value ?? undefined) as T | undefined, set }
}
