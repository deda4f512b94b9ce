import { memo } from 'react'
import { code128Bars } from '@/lib/code128'

/** A Code 128 as exact vector bars: `module` is the width of the narrowest bar in millimetres, `height` how high the bars are. Nothing for text it cannot hold. */
export const Bars = memo(function Bars({ text, module, height }: { text: string; module: number; height: string }) {
  const drawn = code128Bars(text)
  if (!drawn) return null
  return (
    <svg
      className="bars"
      viewBox={`0 0 ${drawn.modules} 1`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
      style={{ width: `${drawn.modules * module}mm`, height }}
      role="img"
      aria-label={text}
    >
      <path d={drawn.bars.map(([at, width]) => `M${at} 0h${width}v1h-${width}z`).join('')} />
    </svg>
  )
})
