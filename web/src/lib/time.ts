import dayjs from 'dayjs'

/** An instant of the API in the clerk's time: `2026-11-22 14:05`. */
export function formatInstant(at: string | undefined, withSeconds = false): string {
  return at ? dayjs(at).format(withSeconds ? 'YYYY-MM-DD HH:mm:ss' : 'YYYY-MM-DD HH:mm') : ''
}

/** Today as a business date. */
export function today(): string {
  return dayjs().format('YYYY-MM-DD')
}
