import { Money, Price } from './Decimal'

/** What the books are in. */
export const baseCurrency = 'CNY'

/** The title of a column of money: with the currency, unless it is in yuan. */
export const titleIn = (title: string, currency: string) => (currency === baseCurrency ? title : `${title} ${currency}`)

/** A unit price in a currency, likewise. */
export function PriceIn({ value, currency }: { value: string | null | undefined; currency: string }) {
  if (currency === baseCurrency) return <Price value={value} />
  return (
    <span className="num" style={{ whiteSpace: 'nowrap' }}>
      <span className="muted">{currency}</span> <Price value={value} />
    </span>
  )
}

/** An amount in a currency: the code before it, unless it is in yuan. */
export function Amount({ value, currency, sign }: { value: string | null | undefined; currency: string; sign?: boolean }) {
  if (currency === baseCurrency) return <Money value={value} sign={sign} />
  return (
    <span className="num" style={{ whiteSpace: 'nowrap' }}>
      <span className="muted">{currency}</span> <Money value={value} />
    </span>
  )
}
