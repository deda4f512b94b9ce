/** One page of a list, as every list of the API answers. */
export interface Page<Row> {
  items: Row[] | null
  page: number
  pageSize: number
  total: number
  totalIsLowerBound: boolean
}

/** What every list of the API understands; filters come beside it by name. */
export interface ListParams {
  q?: string
  page: number
  pageSize: number
  /** A column, with `-` in front for descending. */
  sort?: string
  [filter: string]: string | number | undefined
}

/** The outcome of a batch action, one entry per id. */
export interface BatchOutcome {
  results: { id: string; ok: boolean; problem?: { code: string; detail?: string; remedy?: string; messages?: Record<string, string> } }[] | null
}
