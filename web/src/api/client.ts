import i18n from 'i18next'
import createClient, { type Middleware } from 'openapi-fetch'
import { currentAccountSet } from '@/lib/accountSet'
import { uuid } from '@/lib/uuid'
import { Problem, readProblem } from './problem'
import type { components, paths } from './schema.gen'

/** A schema of the API by name: `Schema<'Task'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

type UnauthorizedListener = () => void
let onUnauthorized: UnauthorizedListener = () => {}

/** The frame registers here what happens when the session has ended. */
export function setUnauthorizedListener(listener: UnauthorizedListener): void {
  onUnauthorized = listener
}

/** Refuses as the server does when nobody is signed in. */
export function refuseUnauthorized(): never {
  onUnauthorized()
  throw new Problem({ status: 401, code: 'auth.required' })
}

const edge: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', i18n.language)
    const set = currentAccountSet()
    if (set) request.headers.set('X-Account-Set', set)
    if (request.method !== 'GET' && request.method !== 'HEAD' && !request.headers.has('Idempotency-Key')) {
      request.headers.set('Idempotency-Key', uuid())
    }
    return request
  },
  async onResponse({ request, response }) {
    if (response.ok) return response
    const problem = await readProblem(response)
    // A wrong password is a 401 of its own and stays on the login page.
    if (problem.status === 401 && !request.url.endsWith('/api/v1/login')) onUnauthorized()
    throw problem
  },
  onError({ error }) {
    if (error instanceof Problem) return error
    if (error instanceof DOMException && error.name === 'AbortError') return undefined
    return new Problem({
      status: 0,
      code: 'network.unreachable',
      detail: i18n.t('common:problem.unreachable'),
      remedy: i18n.t('common:problem.unreachableRemedy'),
    })
  },
}

/** The one client of the API; failed calls throw a {@link Problem}. */
export const api = createClient<paths>({
  baseUrl: typeof location === 'undefined' ? '' : location.origin,
  // Several values of one parameter are joined by commas, as the API has them everywhere.
  querySerializer: { array: { style: 'form', explode: false } },
  // Looked up at each call, so that tests can put their handlers in place later.
  fetch: (request) => globalThis.fetch(request),
})
api.use(edge)

/** Unwraps the data of a call: `data(api.GET('/api/v1/jobs', …))`. */
export async function data<T>(call: Promise<{ data?: T }>): Promise<T> {
  // The middleware has thrown on every refusal; a 204 has no data and its T is undefined.
  return (await call).data as T
}
