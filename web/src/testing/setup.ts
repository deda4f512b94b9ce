import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, vi } from 'vitest'
import { loadAllTexts, startI18n } from '@/lib/i18n'
import { server } from './server'

// What jsdom lacks and antd asks for.
window.matchMedia = (query) =>
  ({ matches: phone && query.includes('max-width'), media: query, onchange: null, addEventListener: () => {}, removeEventListener: () => {}, addListener: () => {}, removeListener: () => {}, dispatchEvent: () => false }) as MediaQueryList
window.scrollTo = () => {}
Element.prototype.scrollIntoView = () => {}
globalThis.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
}

// A busy machine takes longer to draw a table than the second that is the default.
configure({ asyncUtilTimeout: 30_000 })

let phone = false

/** Makes the page as narrow as a phone for the rest of a test. */
export function onPhone(): void {
  phone = true
}

beforeAll(async () => {
  server.listen({ onUnhandledFrame: 'error' })
  await startI18n('zh-CN')
  await loadAllTexts()
})
afterEach(() => {
  cleanup()
  server.resetHandlers()
  localStorage.clear()
  sessionStorage.clear()
  phone = false
  vi.useRealTimers()
})
afterAll(() => server.close())

// Ant Design's select reads keyCode, which browsers fill in and user-event leaves out.
const keyCodes: Record<string, number> = { Tab: 9, Enter: 13, Escape: 27, ' ': 32, ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40, Delete: 46 }
Object.defineProperty(KeyboardEvent.prototype, 'keyCode', {
  configurable: true,
  get(this: KeyboardEvent) {
    return keyCodes[this.key] ?? 0
  },
})
