import { type ReactNode, useId } from 'react'
import './Section.css'

/** One titled block of a form or a document. */
export function Section({ title, extra, flush, children }: { title?: ReactNode; extra?: ReactNode; flush?: boolean; children: ReactNode }) {
  const id = useId()
  return (
    <section className="section" aria-labelledby={title ? id : undefined}>
      {(title || extra) && (
        <header>
          <h2 id={id}>{title}</h2>
          {extra}
        </header>
      )}
      <div className={flush ? undefined : 'section-body'}>{children}</div>
    </section>
  )
}
