import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'
import type { EntitySource } from '@/components/EntitySelect'

export type Address = Schema<'AddressBody'>
export type AddressSave = Schema<'AddressSave'>
export type AddressFields = Schema<'AddressFields'>
export type AddressProblem = Schema<'AddressProblemBody'>
export type Division = Schema<'AddressDivisionBody'>
export type WarehouseAddress = Schema<'AddressWarehouseBody'>
/** An entry of an account's address book on 1688. */
export type Entry = Schema<'AddressEntryBody'>

export const addressKeys = keysOf('address')
export const warehouseAddressKeys = keysOf('warehouseAddress')

export const addressList = listQuery('/api/v1/receiving-addresses', addressKeys)
export const warehouseAddressList = listQuery('/api/v1/warehouse-addresses', warehouseAddressKeys)

export const addressQuery = (id: string) =>
  queryOptions({
    queryKey: addressKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/receiving-addresses/{id}', { params: { path: { id } }, signal })),
  })

/** What lies directly in a division of China; the provinces without one. They hardly ever change. */
export const divisionsQuery = (parent: string | undefined) =>
  queryOptions({
    queryKey: ['division', parent ?? ''],
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/divisions', { params: { query: { parent } }, signal }))).items,
    staleTime: Infinity,
    retry: false,
  })

/** The address book of an account on 1688, asked for anew each time somebody looks. */
export const entriesQuery = (accountId: string) =>
  queryOptions({
    queryKey: [...addressKeys.all, 'platform', accountId],
    queryFn: async ({ signal }) => (await data(api.GET('/api/v1/receiving-addresses/platform', { params: { query: { accountId } }, signal }))).items,
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  })

/** The addresses to choose one for a warehouse from. */
export const addressSource: EntitySource<Address> = {
  name: 'address',
  search: async (q, signal) => (await data(api.GET('/api/v1/receiving-addresses', { params: { query: { q, active: 'true', page: 1, pageSize: 20 } }, signal }))).items,
  get: (id, signal) => data(api.GET('/api/v1/receiving-addresses/{id}', { params: { path: { id } }, signal })),
  label: (a) => a.name,
  hint: (a) => `${a.contact} ${a.mobile} · ${a.text}`,
}

export const activateAddresses = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/receiving-addresses/actions/activate', { body: { ids }, ...write }))
export const deactivateAddresses = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/receiving-addresses/actions/deactivate', { body: { ids }, ...write }))
export const deleteAddresses = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/receiving-addresses/actions/delete', { body: { ids }, ...write }))
