import type { Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'

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
