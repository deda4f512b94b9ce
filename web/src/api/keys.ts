/** Query keys of one resource. Invalidate `all` after a write unless only one row changed. */
export interface Keys {
  all: readonly [string]
  lists: readonly [string, 'list']
  list: (params: object) => readonly [string, 'list', object]
  detail: (id: string) => readonly [string, 'detail', string]
}

/** `keysOf('product')` gives the query keys of products; the name is the API's plural's singular. */
export function keysOf(name: string): Keys {
  return {
    all: [name],
    lists: [name, 'list'],
    list: (params) => [name, 'list', params],
    detail: (id) => [name, 'detail', id],
  }
}
