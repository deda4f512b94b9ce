import { formatInstant } from '@/lib/time'

/** A moment in the clerk's time, with the seconds on hover. */
export function Instant({ at }: { at: string | null | undefined }) {
  if (!at) return <span className="muted">—</span>
  return (
    <time className="num" dateTime={at} title={formatInstant(at, true)}>
      {formatInstant(at)}
    </time>
  )
}
