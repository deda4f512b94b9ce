import { currentAccountSet } from '@/lib/accountSet'
import type { Draft } from './model'

// What the server does not have yet outlives a closed tab in the browser, one document per person and set.

interface Kept {
  /** The document it belongs to; absent for one that was never saved. */
  id?: string
  draft: Draft
}

const key = () => `huotong.sale.unsaved.${currentAccountSet() ?? ''}`

export function keepUnsaved(id: string | undefined, draft: Draft): void {
  try {
    localStorage.setItem(key(), JSON.stringify({ id, draft } satisfies Kept))
  } catch {
    // A full or forbidden store: the draft on the server is what counts.
  }
}

export function forgetUnsaved(): void {
  localStorage.removeItem(key())
}

/** What was left unsaved of this document. */
export function unsavedOf(id: string | undefined): Draft | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(key()) ?? 'null') as Kept | null
    return kept && kept.id === id ? kept.draft : undefined
  } catch {
    return undefined
  }
}
