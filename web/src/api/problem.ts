import type { FormInstance } from 'antd'
import i18n from 'i18next'

/** What is wrong with one field of the input, e.g. `lines[2].quantity`. */
export interface FieldProblem {
  field: string
  code: string
  detail: string
  messages?: Record<string, string>
  params?: Record<string, unknown>
}

interface ProblemBody {
  status: number
  code: string
  title?: string
  detail?: string
  remedy?: string
  messages?: Record<string, string>
  params?: Record<string, unknown>
  requestId?: string
  errors?: FieldProblem[] | null
}

/**
 * A refusal of the server (problem+json), or a failure to reach it (`network.*`).
 * Every failed call throws one; nothing else is thrown by the API client.
 */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly remedy: string | undefined
  readonly params: Record<string, unknown>
  readonly requestId: string | undefined
  readonly errors: FieldProblem[]
  private readonly messages: Record<string, string>

  constructor(body: ProblemBody) {
    super(body.detail ?? body.title ?? body.code)
    this.name = 'Problem'
    this.status = body.status
    this.code = body.code
    this.remedy = body.remedy
    this.params = body.params ?? {}
    this.requestId = body.requestId
    this.errors = body.errors ?? []
    this.messages = body.messages ?? {}
  }

  /** The sentence in the page's present language, which may have been switched since the answer came. */
  get detail(): string {
    return this.messages[i18n.language] ?? this.message
  }

  /** The outcome on the server is not known: the same request, with the same key, may be sent again. */
  get unknownOutcome(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504
  }
}

/** The text of a field problem in the page's language. */
export function fieldText(p: FieldProblem): string {
  return p.messages?.[i18n.language] ?? p.detail
}

/** Turns anything thrown into a Problem, so that one place shows all of them. */
export function toProblem(err: unknown): Problem {
  if (err instanceof Problem) return err
  return new Problem({ status: 0, code: 'page.unexpected', detail: err instanceof Error ? err.message : String(err) })
}

/** Reads the Problem out of a failed answer; a proxy's HTML error page becomes `http.<status>`. */
export async function readProblem(response: Response): Promise<Problem> {
  if (response.headers.get('content-type')?.includes('json')) {
    try {
      const body = (await response.json()) as Partial<ProblemBody>
      return new Problem({ ...body, status: response.status, code: body.code ?? `http.${response.status}` })
    } catch {
      // Cut off in the middle: treated like an answer without a body.
    }
  }
  const key = response.status >= 500 ? 'common:problem.server' : 'common:problem.refused'
  return new Problem({ status: response.status, code: `http.${response.status}`, detail: i18n.t(key, { status: response.status }) })
}

/** `lines[2].quantity` → `['lines', 2, 'quantity']`, the form antd names fields in. */
export function fieldPath(field: string): (string | number)[] {
  return field
    .split(/[.[\]]/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

/**
 * Puts the field problems next to the fields of the form and returns those for which the form has no field,
 * which the caller must show otherwise. An error of `lines[2].quantity` also finds a field named `lines`.
 */
export function applyProblem(form: FormInstance, problem: Problem): FieldProblem[] {
  const left: FieldProblem[] = []
  const placed = new Map<string, { name: (string | number)[]; errors: string[] }>()
  for (const e of problem.errors) {
    const name = nearestField(form, fieldPath(e.field))
    if (!name) {
      left.push(e)
      continue
    }
    const key = JSON.stringify(name)
    const entry = placed.get(key) ?? { name, errors: [] }
    entry.errors.push(fieldText(e))
    placed.set(key, entry)
  }
  const fields = [...placed.values()]
  if (fields.length > 0) {
    form.setFields(fields)
    const first = fields[0]
    if (first) form.scrollToField(first.name, { block: 'center' })
  }
  return left
}

function nearestField(form: FormInstance, path: (string | number)[]): (string | number)[] | undefined {
  for (let n = path.length; n > 0; n--) {
    const name = path.slice(0, n)
    if (form.getFieldInstance(name)) return name
  }
  return undefined
}
