import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'
import { fundKeys } from '@/components/money/funds'

export type { Fund } from '@/components/money/funds'
export { activeFundsQuery, fundKeys, fundsQuery } from '@/components/money/funds'

export type FundSave = Schema<'FinanceFundSave'>
export type Transfer = Schema<'FinanceTransferBody'>
export type TransferSave = Schema<'FinanceTransferSave'>

export const transferKeys = keysOf('fund-transfer')

/** What a transfer changes besides the transfers. */
export const transferredKeys: (readonly unknown[])[] = [fundKeys.all, ['entry']]

export const activateFunds = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/fund-accounts/actions/activate', { body: { ids }, ...write }))
export const deactivateFunds = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/fund-accounts/actions/deactivate', { body: { ids }, ...write }))

export const reverseTransfers = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/fund-transfers/actions/reverse', { body: { ids }, ...write }))

export const transferList = listQuery('/api/v1/fund-transfers', transferKeys)
export const transferQuery = (id: string) =>
  queryOptions({ queryKey: transferKeys.detail(id), queryFn: ({ signal }) => data(api.GET('/api/v1/fund-transfers/{id}', { params: { path: { id } }, signal })) })

export const fundList = listQuery('/api/v1/fund-accounts', fundKeys)
