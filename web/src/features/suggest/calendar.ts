import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'

export type DayOff = Schema<'SuggestDayOffBody'>
export type Entry = Schema<'SuggestEntryBody'>
export type Season = Schema<'SuggestSeasonBody'>

export const kinds: Entry['kind'][] = ['factor', 'per_day', 'event']

export const dayOffKeys = keysOf('supplier-day-off')
export const dayOffList = listQuery('/api/v1/supplier-days-off', dayOffKeys)
export const deleteDaysOff = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/supplier-days-off/actions/delete', { body: { ids }, ...write }))

export const entryKeys = keysOf('demand-entry')
export const entryList = listQuery('/api/v1/demand-calendar', entryKeys)
export const deleteEntries = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/demand-calendar/actions/delete', { body: { ids }, ...write }))

export const seasonKeys = keysOf('demand-season')
export const seasonList = listQuery('/api/v1/demand-seasons', seasonKeys)
export const deleteSeasons = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/demand-seasons/actions/delete', { body: { ids }, ...write }))
