import type { Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery } from '@/api/list'

export type AuditEntry = Schema<'AuditEntry'>

export const auditKeys = keysOf('audit')
export const auditList = listQuery('/api/v1/audit', auditKeys)
