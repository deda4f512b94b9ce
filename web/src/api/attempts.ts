import { useState } from 'react'
import { uuid } from '@/lib/uuid'
import { toProblem } from './problem'
import type { WriteOptions } from './useWrite'

interface Open<Given> {
  given: Given
  write: WriteOptions
}

/** Files have nothing that JSON would show. */
const shown = (_: string, value: unknown) => (value instanceof File ? [value.name, value.size, value.lastModified] : value)

/**
 * The one keeper of idempotency keys: an attempt whose outcome is unknown keeps its key, so that trying again can never do
 * the thing twice. Once the outcome is known, whatever it is, the next try is a new one.
 */
export class Attempts<Given> {
  private readonly open = new Map<string, Open<Given>>()

  /**
   * Sends something. `what` tells attempts apart; `send` is handed what the first try of this attempt was given, for a key goes
   * with one content only.
   */
  async run<Result>(what: unknown, given: Given, send: (given: Given, write: WriteOptions) => Promise<Result>): Promise<Result> {
    const name = JSON.stringify(what, shown) ?? ''
    const attempt = this.open.get(name) ?? { given, write: { headers: { 'Idempotency-Key': uuid() } } }
    this.open.set(name, attempt)
    try {
      const result = await send(attempt.given, attempt.write)
      this.open.delete(name)
      return result
    } catch (err) {
      const problem = toProblem(err)
      if (!problem.unknownOutcome) this.open.delete(name)
      throw problem
    }
  }
}

/** The attempts of a component. */
export function useAttempts<Given>(): Attempts<Given> {
  return useState(() => new Attempts<Given>())[0]
}
