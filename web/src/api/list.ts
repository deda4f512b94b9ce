import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, data } from './client'
import type { Keys } from './keys'
import type { paths } from './schema.gen'

/** One page of a list, as every list of the API answers. */
export interface Page<Row> {
  items: Row[] | null
  page: number
  pageSize: number
  total: number
  /** Counting stopped at `total`; there are more. */
  totalIsLowerBound: boolean
}

/** What every list of the API understands; filters come beside it by name, several values joined by commas. */
export interface ListParams {
  q?: string
  page: number
  pageSize: number
  /** A column, with `-` in front for descending. */
  sort?: string
  [filter: string]: string | number | undefined
}

type Answer<P extends keyof paths> = paths[P] extends { get: { responses: { 200: { content: { 'application/json': infer B } } } } } ? B : never

/** The addresses that answer with a list. */
export type ListPath = { [P in keyof paths]: Answer<P> extends { items: unknown[] | null; total: number } ? P : never }[keyof paths]

/** The row type of a list: `ListRow<'/api/v1/jobs'>`. */
export type ListRow<P extends ListPath> = Answer<P> extends { items: (infer Row)[] | null } ? Row : never

/** What DataTable asks with: the query of one list as a function of its parameters. `fixed` filters always apply. */
export function listQuery<P extends ListPath>(path: P, keys: Keys, fixed?: Record<string, string | undefined>) {
  return (params: ListParams) => {
    const query = { ...params, ...fixed }
    return queryOptions({
      queryKey: keys.list({ path, ...query }),
      // Filters are named by the page and checked by the server; the generated types cannot know which are set.
      queryFn: ({ signal }) => data((api.GET as LooseGet)(path, { params: { query }, signal })) as Promise<Page<ListRow<P>>>,
      placeholderData: keepPreviousData,
    })
  }
}

type LooseGet = (path: string, init: { params: { query: object }; signal: AbortSignal }) => Promise<{ data?: unknown }>

/** The chosen rows as the list shows them, for batch actions that leave alone what has changed meanwhile. */
export function seen(ids: string[], rows: { id: string; version: number }[]): { id: string; version: number }[] {
  return rows.filter((r) => ids.includes(r.id)).map(({ id, version }) => ({ id, version }))
}

/** The outcome of a batch action, one entry per id. */
export interface BatchOutcome {
  results: { id: string; ok: boolean; problem?: { code: string; detail?: string; remedy?: string; messages?: Record<string, string> } }[] | null
}
