import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'

export type User = Schema<'User'>
export type Role = Schema<'Role'>
export type Invitation = Schema<'Invitation'>

export const userKeys = keysOf('user')
export const roleKeys = keysOf('role')
export const invitationKeys = keysOf('invitation')

export const userList = listQuery('/api/v1/users', userKeys)
export const roleList = listQuery('/api/v1/roles', roleKeys)
export const invitationList = listQuery('/api/v1/invitations', invitationKeys)

/** All roles of the set, for choosing; there are never many. */
export const allRoles = roleList({ page: 1, pageSize: 200 })

export const activateUsers = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/users/actions/activate', { body: { ids }, ...write }))
export const deactivateUsers = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/users/actions/deactivate', { body: { ids }, ...write }))
export const revokeInvitations = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/invitations/actions/revoke', { body: { ids }, ...write }))
export const deleteRoles = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/roles/actions/delete', { body: { ids }, ...write }))
