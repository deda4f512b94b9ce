import dayjs from 'dayjs'

/** How long a token is good, as chosen in the drawer. */
export const lives = ['30', '90', '365', 'date', 'never'] as const
export type Life = (typeof lives)[number]

/** The instant a token made now ends; a chosen day counts to its end in the clerk's time. Undefined is never. */
export function expiryOf(life: Life, day: string | undefined, now = dayjs()): string | undefined {
  if (life === 'never') return undefined
  const end = life === 'date' ? dayjs(day).endOf('day') : now.add(Number(life), 'day')
  return end.toISOString()
}
