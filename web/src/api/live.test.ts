import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { live } from './live'

vi.mock('@/lib/accountSet', () => ({ currentAccountSet: () => '7' }))

class Source extends EventTarget {
  static readonly all: Source[] = []
  onopen?: () => void
  onerror?: () => void
  closed = false
  constructor() {
    super()
    Source.all.push(this)
  }
  close() {
    this.closed = true
  }
  say(topic: string, data: object) {
    this.dispatchEvent(new MessageEvent(topic, { data: JSON.stringify(data) }))
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Source)
})

afterEach(() => {
  vi.advanceTimersByTime(60_000)
  vi.useRealTimers()
  vi.unstubAllGlobals()
  Source.all.length = 0
})

const sources = () => Source.all.map((s) => (s.closed ? 'closed' : 'open'))

test('what a page has read before the stream stood is read again', () => {
  const heard: unknown[] = []
  const off = live.on('purchase', (e) => heard.push(e))
  expect(heard).toEqual([])
  Source.all[0]?.onopen?.()
  expect(heard).toEqual([{ resync: true }])
  Source.all[0]?.say('purchase', { id: '70' })
  Source.all[0]?.say('preorder', { id: '1' })
  expect(heard).toEqual([{ resync: true }, { id: '70' }])
  off()
})

test('what nobody heard is read again by who listens next', async () => {
  const off = live.on('purchase', () => undefined)
  Source.all[0]?.onopen?.()
  Source.all[0]?.say('sale', { id: '1' })
  const heard: unknown[] = []
  const offs = [live.on('sale', (e) => heard.push(e)), live.on('sale', (e) => heard.push(e))]
  await Promise.resolve()
  expect(heard).toEqual([{ resync: true }, { resync: true }])
  for (const end of [off, ...offs]) end()
})

test('a stream that broke waits before it is opened, whoever comes meanwhile', () => {
  const off = live.on('purchase', () => undefined)
  Source.all[0]?.onerror?.()
  const again = live.on('shop', () => undefined)
  expect(sources()).toEqual(['closed'])
  vi.advanceTimersByTime(1_000)
  expect(sources()).toEqual(['closed', 'open'])
  off()
  again()
})

test('the stream outlasts the way from one page to the next', () => {
  live.on('purchase', () => undefined)()
  vi.advanceTimersByTime(10_000)
  const heard: unknown[] = []
  const off = live.on('sale', (e) => heard.push(e))
  vi.advanceTimersByTime(60_000)
  expect(sources()).toEqual(['open'])
  Source.all[0]?.say('sale', { id: '1' })
  expect(heard).toEqual([{ id: '1' }])
  off()
  vi.advanceTimersByTime(60_000)
  expect(sources()).toEqual(['closed'])
})

test('a stream that broke is opened anew', () => {
  const heard: unknown[] = []
  const off = live.on('purchase', (e) => heard.push(e))
  Source.all[0]?.onopen?.()
  Source.all[0]?.onerror?.()
  expect(sources()).toEqual(['closed'])
  vi.advanceTimersByTime(1_000)
  Source.all[1]?.onopen?.()
  expect(heard).toEqual([{ resync: true }, { resync: true }])
  off()
})
