import { type ThHTMLAttributes, useRef } from 'react'

interface Props extends ThHTMLAttributes<HTMLTableCellElement> {
  resizable?: { width: number; onResize: (width: number) => void }
}

const narrowest = 48

/** A column head whose right edge can be dragged. */
export function HeaderCell({ resizable, children, ...rest }: Props) {
  const start = useRef<{ x: number; width: number }>(undefined)
  if (!resizable) return <th {...rest}>{children}</th>
  return (
    <th {...rest}>
      {children}
      <span
        className="column-grip"
        aria-hidden
        onClick={(e) => e.stopPropagation()}
        onPointerDown={(e) => {
          e.stopPropagation()
          e.currentTarget.setPointerCapture(e.pointerId)
          start.current = { x: e.clientX, width: e.currentTarget.parentElement?.offsetWidth ?? resizable.width }
        }}
        onPointerMove={(e) => {
          if (start.current) resizable.onResize(Math.max(narrowest, Math.round(start.current.width + e.clientX - start.current.x)))
        }}
        onPointerUp={() => (start.current = undefined)}
      />
    </th>
  )
}
