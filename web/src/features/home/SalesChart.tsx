import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '@/hooks/usePhone'
import { compare, divide, formatDecimal, round, sum } from '@/lib/decimal'
import type { SalesDay } from './queries'
import './home.css'

// A drawing as wide as the phone keeps its texts legible.
const widths = { desk: 720, phone: 350 }
const height = 168
const top = 8
const bottom = 20
const left = 52
// Half of what the last date is wider than its bar.
const right = 12

/** The next round number a scale can end at: 1, 2 or 5 times a power of ten. */
export function scaleEnd(value: string): string {
  const digits = round(value, 0).length
  for (const unit of [digits - 1, digits]) {
    for (const step of ['1', '2', '5']) {
      const end = step + '0'.repeat(unit)
      if (compare(end, value) >= 0) return end
    }
  }
  return value
}

// Pixels, not money: where on the scale an amount stands, from 0 to 1.
function share(amount: string, max: string): number {
  return Math.max(0, Number(divide(amount, max) ?? '0'))
}

/** Posted sales of the last thirty days, a bar a day. Days on which more came back than went out are marked below the line. */
export function SalesChart({ days }: { days: SalesDay[] }) {
  const { t } = useTranslation('home')
  const width = usePhone() ? widths.phone : widths.desk
  const [at, setAt] = useState<number>()
  const highest = days.reduce((max, d) => (compare(d.total, max) > 0 ? d.total : max), '0')
  const max = compare(highest, '0') > 0 ? scaleEnd(highest) : '100'
  const plot = height - top - bottom
  const step = (width - left - right) / Math.max(days.length, 1)
  const line = top + plot
  const shown = at === undefined ? undefined : days[at]
  const title = t('sales.chart', { days: days.length, total: formatDecimal(sum(days.map((d) => d.total)), 2) })

  return (
    <figure className="sales-chart">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title} onPointerLeave={() => setAt(undefined)}>
        {['0', divide(max, '2') ?? '0', max].map((mark) => {
          const y = line - share(mark, max) * plot
          return (
            <g key={mark}>
              <line x1={left} x2={width} y1={y} y2={y} className="sales-chart-grid" />
              <text x={left - 6} y={y + 4} textAnchor="end">
                {formatDecimal(mark, 0)}
              </text>
            </g>
          )
        })}
        {days.map((d, i) => {
          const x = left + i * step
          const negative = compare(d.total, '0') < 0
          const h = negative ? 4 : Math.max(share(d.total, max) * plot, compare(d.total, '0') > 0 ? 1.5 : 0)
          return (
            <g key={d.date} onPointerEnter={() => setAt(i)}>
              <rect x={x} y={top} width={step} height={plot + bottom} fill="transparent" />
              <rect x={x + step * 0.14} y={negative ? line : line - h} width={step * 0.72} height={h} rx={1.5} className={negative ? 'sales-chart-bar negative' : at === i ? 'sales-chart-bar on' : 'sales-chart-bar'} />
              {(days.length - 1 - i) % 7 === 0 && (
                <text x={x + step / 2} y={height - 5} textAnchor="middle">
                  {d.date.slice(5)}
                </text>
              )}
            </g>
          )
        })}
      </svg>
      <figcaption className="muted num">
        {shown ? t('sales.day', { date: shown.date, total: formatDecimal(shown.total, 2), count: shown.count }) : t('sales.hint')}
      </figcaption>
    </figure>
  )
}
