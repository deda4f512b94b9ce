import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import type { Page } from '@/api/list'
import type { SessionSet } from '@/hooks/session'

/** Who is signed in, unless a test says otherwise. */
export const session = {
  user: { id: '1', name: '陈小满', login: 'chen', language: 'zh-CN' },
  accountSets: [{ id: '101', name: '满仓饰品', permissions: ['product.read', 'product.create'], modules: ['sell1688'], owner: false }],
  mayCreateAccountSet: true,
}

/** The fake server of the tests; `server.use(…)` adds what a test needs. */
export const server = setupServer(
  http.get('*/api/v1/session', () => HttpResponse.json({ session })),
  http.get('*/api/v1/:records/:id/history', () => HttpResponse.json(page([]))),
  http.get('*/api/v1/me/preferences/:key', () => HttpResponse.json({ value: null })),
  http.put('*/api/v1/me/preferences/:key', async ({ request }) => HttpResponse.json((await request.json()) as object)),
)

/** Somebody with other rights, modules and so on in the account set is signed in; for `server.use`. */
export function signedIn(set: Partial<SessionSet>) {
  return http.get('*/api/v1/session', () => HttpResponse.json({ session: { ...session, accountSets: [{ ...session.accountSets[0], ...set }] } }))
}

/** One page of a list as the API answers it. */
export function page<Row>(items: Row[], total = items.length): Page<Row> {
  return { items, page: 1, pageSize: 50, total, totalIsLowerBound: false }
}

/** A refusal as the API answers it. */
export function problem(status: number, code: string, detail: string, more: object = {}) {
  return HttpResponse.json({ type: 'about:blank', status, code, title: detail, detail, ...more }, { status, headers: { 'Content-Type': 'application/problem+json' } })
}
