import { cloneElement, type ReactElement, useId } from 'react'
import { type FieldProblem, fieldText } from '@/api/problem'
import './Field.css'

interface Props {
  label: string
  /** The field's name in the API, to find what the server says of it. */
  name: string
  problems: FieldProblem[]
  required?: boolean
  extra?: React.ReactNode
  className?: string
  children: ReactElement<{ id?: string; status?: string; 'aria-invalid'?: boolean; 'aria-describedby'?: string }>
}

/** One labelled field of the document's head or foot, with what the server objects to under it. */
export function Field({ label, name, problems, required, extra, className, children }: Props) {
  const id = useId()
  const said = problems.filter((p) => p.field === name || p.field.startsWith(`${name}.`) || p.field.startsWith(`${name}[`))
  const wrong = said.length > 0
  return (
    <div className={['doc-field', className].filter(Boolean).join(' ')}>
      <label htmlFor={id}>
        {label}
        {required && <span className="line-required"> *</span>}
      </label>
      {cloneElement(children, { id, ...(wrong ? { status: 'error', 'aria-invalid': true, 'aria-describedby': `${id}-said` } : {}) })}
      {extra && <div className="muted doc-field-extra">{extra}</div>}
      {wrong && (
        <div id={`${id}-said`} className="line-error" role="alert">
          {said.map((p) => fieldText(p)).join(' ')}
        </div>
      )}
    </div>
  )
}
