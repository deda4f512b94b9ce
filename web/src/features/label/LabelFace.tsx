import { memo } from 'react'
import { Bars } from '@/components/print/Bars'
import { barsOf, type Layout, margin, moduleOf } from './layout'
import type { Label } from './queries'

/** One label at its real size. */
export const LabelFace = memo(function LabelFace({ label, layout }: { label: Label; layout: Layout }) {
  const { width, height } = layout
  const text = barsOf(label)
  const module = moduleOf(text, layout)
  // Letters grow with the label, within what can be read and what leaves room for the bars.
  const letters = Math.min(4, Math.max(2.2, height / 11))
  return (
    <div className="label-face" style={{ width: `${width}mm`, height: `${height}mm`, padding: `${margin}mm`, fontSize: `${letters}mm` }}>
      {layout.name && <div className="label-name">{label.productName}</div>}
      {layout.spec && label.spec && <div className="label-spec">{label.spec}</div>}
      {layout.code && label.code !== text && <div className="label-spec">{label.code}</div>}
      {module !== undefined && (
        <div className="label-bars">
          <Bars text={text} module={module} height="100%" />
        </div>
      )}
      <div className="label-text">{text}</div>
    </div>
  )
})
