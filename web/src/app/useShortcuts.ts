import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { MenuEntry } from '@/lib/feature'

/** Elements the keyboard reaches from anywhere carry one of these as `data-hotkey`. */
const hotkeys: Record<string, string> = { '/': 'search', n: 'new' }

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

function press(name: string): boolean {
  // The last one wins: an open drawer stands after the page under it.
  const found = [...document.querySelectorAll<HTMLElement>(`[data-hotkey="${name}"]`)].filter((e) => e.offsetParent !== null).at(-1)
  if (!found) return false
  const input = found.matches('input') ? (found as HTMLInputElement) : found.querySelector('input')
  if (name === 'search' && input) {
    input.focus()
    input.select()
  } else {
    found.click()
  }
  return true
}

/** `/` search, `n` new, `g` + letter go, `?` help, Ctrl+S save. Single letters do nothing while one types. */
export function useShortcuts(entries: MenuEntry[], onHelp: () => void): void {
  const navigate = useNavigate()
  const pending = useRef(0)
  const last = useRef(0)
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 's') {
        if (press('save')) e.preventDefault()
        return
      }
      // A scanner also sends single keys, but faster than any hand.
      const scanned = e.timeStamp - last.current < 40
      last.current = e.timeStamp
      if (scanned) {
        pending.current = 0
        return
      }
      // isComposing keeps an input method's letters out.
      if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || typing(e.target)) return
      if (Date.now() - pending.current < 1200) {
        pending.current = 0
        const entry = entries.find((m) => m.shortcut === e.key)
        if (entry) {
          e.preventDefault()
          void navigate({ to: entry.path })
        }
        return
      }
      if (e.key === 'g') pending.current = Date.now()
      else if (e.key === '?') onHelp()
      else {
        const name = hotkeys[e.key]
        if (name && press(name)) e.preventDefault()
      }
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [entries, navigate, onHelp])
}
