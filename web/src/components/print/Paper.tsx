import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import './print.css'

interface Props {
  /** The paper as CSS has it: `A4`, `40mm 30mm`. */
  size: string
  margin: string
  /** Page numbers at the foot. */
  numbered?: boolean
  children: ReactNode
}

/** What goes to the printer in place of the page, by `window.print()`; it is shown nowhere else. One at a time may stand in a page. */
export function Paper({ size, margin, numbered, children }: Props) {
  const foot = numbered ? ` @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; }` : ''
  return createPortal(
    <div className="paper" aria-hidden>
      <style>{`@page { size: ${size}; margin: ${margin};${foot} }`}</style>
      {children}
    </div>,
    document.body,
  )
}
