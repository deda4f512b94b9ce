import { useEffect, useRef } from 'react'
import { currentAccountSet } from '@/lib/accountSet'

/** What the server sends events about. */
export type LiveTopic = 'task' | 'purchase_receipt' | 'purchase_cost' | 'preorder' | 'purchase' | 'sale' | 'shop' | 'match_run' | 'platform_order' | 'platform_fetch' | 'payment_request'

/** One event; `id` names what changed. `resync` is our own: events may have been missed, re-read everything. */
export type LiveEvent = { id: string; [more: string]: unknown } | { resync: true }

type Handler = (event: LiveEvent) => void

const topics: LiveTopic[] = ['task', 'purchase_receipt', 'purchase_cost', 'preorder', 'purchase', 'sale', 'shop', 'match_run', 'platform_order', 'platform_fetch', 'payment_request']
const graceMs = 15_000
const maxBackoffMs = 30_000

/**
 * The tab's one event stream. It is open only while somebody listens and the tab can be seen, or a little longer, on the
 * way from one page to the next: browsers allow six connections per host over HTTP/1.1, and a clerk has more tabs than that.
 */
class LiveStream {
  private readonly handlers = new Map<LiveTopic, Set<Handler>>()
  private readonly unheard = new Set<LiveTopic>()
  private readonly stateListeners = new Set<() => void>()
  private source: EventSource | undefined
  private retryTimer: ReturnType<typeof setTimeout> | undefined
  private restTimer: ReturnType<typeof setTimeout> | undefined
  private failures = 0
  connected = false

  constructor() {
    if (typeof document === 'undefined') return
    document.addEventListener('visibilitychange', () => this.openOrRest())
    window.addEventListener('online', () => this.restart())
  }

  on(topic: LiveTopic, handler: Handler): () => void {
    const set = this.handlers.get(topic) ?? new Set<Handler>()
    set.add(handler)
    this.handlers.set(topic, set)
    if (this.unheard.delete(topic)) queueMicrotask(() => set.forEach((h) => h({ resync: true })))
    this.openOrRest()
    return () => {
      set.delete(handler)
      this.openOrRest()
    }
  }

  onState(listener: () => void): () => void {
    this.stateListeners.add(listener)
    return () => this.stateListeners.delete(listener)
  }

  /** Opens the stream anew, e.g. for another account set. */
  restart(): void {
    this.close()
    this.openOrRest()
  }

  private openOrRest(): void {
    clearTimeout(this.restTimer)
    if (document.hidden || [...this.handlers.values()].every((s) => s.size === 0)) this.restTimer = setTimeout(() => this.close(), graceMs)
    else if (!this.retryTimer) this.open()
  }

  private open(): void {
    const set = currentAccountSet()
    if (this.source || !set || typeof EventSource === 'undefined') return
    const source = new EventSource(`/api/v1/events?accountSet=${encodeURIComponent(set)}`)
    this.source = source
    source.onopen = () => {
      this.failures = 0
      this.setConnected(true)
      this.tell({ resync: true }) // what was read until now may have changed since
    }
    source.onerror = () => {
      this.close()
      // Spread out, so that a restarted server is not met by all tabs at once.
      const wait = Math.min(maxBackoffMs, 1000 * 2 ** this.failures++) * (0.5 + Math.random() / 2)
      this.retryTimer = setTimeout(() => {
        this.retryTimer = undefined
        this.open()
      }, wait)
    }
    // The server says so when it had to drop events.
    source.addEventListener('reload', () => this.tell({ resync: true }))
    for (const topic of topics) {
      source.addEventListener(topic, (e) => this.receive(topic, e))
    }
  }

  private receive(topic: LiveTopic, e: MessageEvent<string>): void {
    let event: LiveEvent
    try {
      event = JSON.parse(e.data) as LiveEvent
    } catch {
      return
    }
    const set = this.handlers.get(topic)
    if (!set?.size) this.unheard.add(topic) // by a page that has read, and listens in a moment
    for (const handler of set ?? []) handler(event)
  }

  private tell(event: LiveEvent): void {
    for (const set of this.handlers.values()) for (const handler of set) handler(event)
  }

  private close(): void {
    clearTimeout(this.retryTimer)
    this.retryTimer = undefined
    this.source?.close()
    this.source = undefined
    this.setConnected(false)
  }

  private setConnected(connected: boolean): void {
    if (this.connected === connected) return
    this.connected = connected
    for (const listener of this.stateListeners) listener()
  }
}

/** The event stream itself; features use {@link useLive}. */
export const live = new LiveStream()

/** Calls the handler for each event of the topic while the component is shown. */
export function useLive(topic: LiveTopic, handler: Handler): void {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => live.on(topic, (event) => latest.current(event)), [topic])
}
