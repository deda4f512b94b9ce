import { queryOptions, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { keysOf } from '@/api/keys'
import { useCan } from '@/hooks/session'
import { baseCurrency } from './Amount'

export const currencyKeys = keysOf('currency')

export const currenciesQuery = queryOptions({
  queryKey: currencyKeys.lists,
  queryFn: ({ signal }) => data(api.GET('/api/v1/settings/currencies', { signal })),
})

/** The rate that holds on a day, in yuan for 100; a Problem when there is none. */
export const dayRateQuery = (code: string, date: string | undefined) =>
  queryOptions({
    queryKey: [...currencyKeys.detail(code), 'day', date],
    queryFn: ({ signal }) => data(api.GET('/api/v1/settings/currencies/{code}/rate', { params: { path: { code }, query: { date } }, signal })),
    enabled: code !== baseCurrency,
    retry: false,
    staleTime: 60_000,
  })

/** The currencies that can be chosen, yuan first; with one that stands there already, though it was switched off. */
export function useCurrencyOptions(yuan: string, now?: string) {
  const { i18n } = useTranslation()
  const can = useCan()
  const list = useQuery({ ...currenciesQuery, enabled: can('settings.read') }).data?.items ?? []
  const chosen = list.filter((c) => c.active || c.code === now)
  const named = chosen.map((c) => ({ value: c.code, label: `${c.code} ${i18n.language === 'zh-CN' ? c.nameZh : c.nameEn}` }))
  if (now && now !== baseCurrency && !chosen.some((c) => c.code === now)) named.push({ value: now, label: now })
  return [{ value: baseCurrency, label: yuan }, ...named]
}
