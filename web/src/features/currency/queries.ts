import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import type { WriteOptions } from '@/api/useWrite'
import { currencyKeys } from '@/components/currencies'

export type Currency = Schema<'CurrencyBody'>
export type CurrencyRate = Schema<'CurrencyRateBody'>

/** The rates of a currency, the newest first. */
export const ratesQuery = (code: string, page: number) =>
  queryOptions({
    queryKey: [...currencyKeys.detail(code), page],
    queryFn: ({ signal }) => data(api.GET('/api/v1/settings/currencies/{code}/rates', { params: { path: { code }, query: { page, pageSize: 20 } }, signal })),
  })

export const switchCurrency = (c: Currency, active: boolean, write: WriteOptions) =>
  data(api.PUT('/api/v1/settings/currencies/{code}', { params: { path: { code: c.code } }, body: { active, version: c.version }, ...write }))

export const setRate = (code: string, { date, ...body }: { date: string; rate: string; note?: string }, write: WriteOptions) =>
  data(api.PUT('/api/v1/settings/currencies/{code}/rates/{date}', { params: { path: { code, date } }, body, ...write }))

export const deleteRate = (code: string, date: string, write: WriteOptions) => data(api.DELETE('/api/v1/settings/currencies/{code}/rates/{date}', { params: { path: { code, date } }, ...write }))
