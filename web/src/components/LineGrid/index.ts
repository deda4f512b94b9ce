export { LineGrid } from './LineGrid'
export type { CellEdit, LineColumn, LineGridProps } from './types'
