import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api, data, refuseUnauthorized, type Schema } from '@/api/client'
import { live } from '@/api/live'
import { currentAccountSet, setCurrentAccountSet } from '@/lib/accountSet'

/** Who is signed in and the account sets that person belongs to. */
export type Session = Schema<'Session'>
/** One account set with what the person may do there. */
export type SessionSet = Schema<'SessionSet'>

/** The session of this browser; a 401 when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    // Not /me: a browser notes each 401 as an error, and that nobody is signed in yet is none.
    const { session } = await data(api.GET('/api/v1/session', { signal }))
    return session ?? refuseUnauthorized()
  },
  staleTime: 5 * 60_000,
  retry: false,
})

/** The set this tab works in: the one chosen, or the first when that is gone. */
export function chosenSet(session: Session | undefined): SessionSet | undefined {
  const sets = session?.accountSets ?? []
  return sets.find((s) => s.id === currentAccountSet()) ?? sets[0]
}

/** The session and the account set of this tab. Inside the frame both exist. */
export function useSession(): { session: Session | undefined; set: SessionSet | undefined } {
  const { data: session } = useQuery(sessionQuery)
  return { session, set: chosenSet(session) }
}

/** `can('product.create')`; the server decides, the page only hides. */
export function useCan(): (permission: string | string[] | undefined) => boolean {
  const { set } = useSession()
  return useCallback((permission) => allows(set, { permission }), [set])
}

/** Whether a module (`1688` selling) is switched on in this account set. */
export function useModule(module: string): boolean {
  const { set } = useSession()
  return (set?.modules ?? []).includes(module)
}

/** Whether the set lets this person through a gate. */
export function allows(set: SessionSet | undefined, gate: { permission?: string | string[]; module?: string }): boolean {
  if (!set) return false
  if (gate.module && !(set.modules ?? []).includes(gate.module)) return false
  if (gate.permission === undefined) return true
  const wanted = typeof gate.permission === 'string' ? [gate.permission] : gate.permission
  return wanted.some((p) => (set.permissions ?? []).includes(p))
}

/** Takes over a session the server has just opened (login, first run). */
export function useEnter(): (session: Session) => void {
  const client = useQueryClient()
  return useCallback(
    (session) => {
      client.clear()
      client.setQueryData(sessionQuery.queryKey, session)
      setCurrentAccountSet(chosenSet(session)?.id)
      live.restart()
    },
    [client],
  )
}

/** Switches this tab to another account set; everything shown so far belonged to the old one. */
export function useSwitchSet(): (id: string) => void {
  const client = useQueryClient()
  return useCallback(
    (id) => {
      setCurrentAccountSet(id)
      const session = client.getQueryData(sessionQuery.queryKey)
      client.clear()
      if (session) client.setQueryData(sessionQuery.queryKey, session)
      live.restart()
    },
    [client],
  )
}
