import type { Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'

export type OwnSession = Schema<'OwnSession'>

export const ownSessionKeys = keysOf('own-session')
export const ownSessionList = listQuery('/api/v1/me/sessions', ownSessionKeys)
