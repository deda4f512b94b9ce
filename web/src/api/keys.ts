/** Query keys of one resource. Invalidate `all` after a write unless only one row changed. */
export interface Keys {
  all: readonly [string]
  lists: readonly [string, 'list']
  list: (params: object) => readonly [string, 'list', object]
  detail: (id: string) => readonly [string, 'detail', string]
}

/**
 * What a document of trade changes, whichever it is: a sale, an order, a return, a receipt, a payment, a refund, a pre-order that was paid, goods that
 * came or went. One list for all of them: a page that is not open is only marked, and none is forgotten when a document learns to change more.
 */
export const tradeKeys: (readonly [string])[] = [
  ['sale'],
  ['preorder'],
  ['escrow'],
  ['receivable'],
  ['receipt'],
  ['payable'],
  ['payment'],
  ['fund-account'],
  ['stock'],
  ['stock-document'],
  ['product'],
  ['sku'],
  ['customer'],
  ['supplier'],
  ['entry'],
  ['verify'],
  ['audit'],
  ['home'],
]

/** `keysOf('product')` gives the query keys of products; the name is the API's plural's singular. */
export function keysOf(name: string): Keys {
  return {
    all: [name],
    lists: [name, 'list'],
    list: (params) => [name, 'list', params],
    detail: (id) => [name, 'detail', id],
  }
}
