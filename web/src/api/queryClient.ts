import { type InvalidateOptions, type InvalidateQueryFilters, type QueryKey, QueryClient } from '@tanstack/react-query'

/** A query client that also reads again what is being read for the first time when it changes: the answer under way may be from before. */
export class Client extends QueryClient {
  private readonly again = new Set<string>()

  override invalidateQueries<Key extends QueryKey>(filters?: InvalidateQueryFilters<Key>, options?: InvalidateOptions): Promise<void> {
    for (const q of this.getQueryCache().findAll(filters)) {
      if (q.state.data !== undefined || !q.promise || this.again.has(q.queryHash)) continue
      this.again.add(q.queryHash)
      void q.promise
        .catch(() => undefined)
        .then(() => {
          this.again.delete(q.queryHash)
          return super.invalidateQueries({ queryKey: q.queryKey, exact: true, refetchType: filters?.refetchType })
        })
    }
    return super.invalidateQueries(filters, options)
  }
}
