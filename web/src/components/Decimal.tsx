import { formatDecimal, places } from '@/lib/decimal'

interface Props {
  value: string | null | undefined
  /** What stands where there is no value. */
  empty?: string
}

function show(value: string | null | undefined, empty: string, min: number, max?: number) {
  if (value === null || value === undefined || value === '') return <span className="muted">{empty}</span>
  return <span className="num">{formatDecimal(value, min, max)}</span>
}

/** An amount: two places, thousands groups, tabular figures. A stock value, which carries six, is rounded for the eye. */
export function Money({ value, empty = '—', sign }: Props & { sign?: boolean }) {
  if (sign && value) return <span className="num">{`¥${formatDecimal(value, places.amount, places.amount)}`.replace('¥-', '-¥')}</span>
  return show(value, empty, places.amount, places.amount)
}

/** A unit price or unit cost: two to six places, as many as there are. */
export function Price({ value, empty = '—' }: Props) {
  return show(value, empty, 2, 6)
}

/** A quantity with its unit, if given; whole numbers without places. */
export function Qty({ value, empty = '—', unit }: Props & { unit?: string }) {
  if (!unit) return show(value, empty, 0)
  return (
    <>
      {show(value, empty, 0)} <span className="muted">{unit}</span>
    </>
  )
}
