import { Attempts } from '@/api/attempts'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import type { Sale, SaveSale } from './queries'

interface Attempt {
  body: SaveSale
  doc: Doc | undefined
}

interface Doc {
  id: string
  version: number
}

/**
 * Writes one document, one request after the other. While the outcome of a request is unknown, that very request is sent again before any other, so that a
 * draft is never made twice and a posting never repeated.
 */
export class SaleSaver {
  private open: Attempt | undefined
  private readonly attempts = new Attempts<Attempt>()
  private queue: Promise<unknown> = Promise.resolve()

  /** @param doc the document as saved last; undefined before the first save. */
  constructor(private doc?: Doc) {}

  save(body: SaveSale): Promise<Sale> {
    const run = this.queue.then(() => this.settle(body))
    this.queue = run.catch(() => undefined)
    return run
  }

  private async settle(body: SaveSale): Promise<Sale> {
    const open = this.open
    if (open) {
      try {
        const done = await this.send(open)
        // A posting that went through after all leaves nothing to change.
        if (done.state !== 'draft' || same(open.body, body)) return done
      } catch (err) {
        if (this.open || same(open.body, body)) throw err
      }
    }
    return this.send({ body, doc: this.doc })
  }

  private async send(attempt: Attempt): Promise<Sale> {
    this.open = attempt
    try {
      const saved = await this.attempts.run(attempt, attempt, ({ doc, body }, write) =>
        doc
          ? data(api.PUT('/api/v1/sales/{id}', { params: { path: { id: doc.id } }, body: { ...body, version: doc.version }, ...write }))
          : data(api.POST('/api/v1/sales', { body, ...write })),
      )
      this.open = undefined
      this.doc = { id: saved.id, version: saved.version }
      return saved
    } catch (err) {
      if (!toProblem(err).unknownOutcome) this.open = undefined
      throw err
    }
  }
}

function same(a: SaveSale, b: SaveSale): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
