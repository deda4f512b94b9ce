export { DataTable } from './DataTable'
export type { BatchAction, Column, DataTableProps, EmptyState, Filter } from './types'
