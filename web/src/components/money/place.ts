const receipts = new Set(['receipt', 'refund', 'settlement'])
const payments = new Set(['payment', 'supplier_refund', 'payable_settlement', 'advance_paid'])

/** Where a document of the ledger is shown; nothing for what has no page. */
export function placeOf(docKind: string, docId: string): string | undefined {
  if (receipts.has(docKind) || docKind === 'advance') return `/receipts/${docId}`
  if (payments.has(docKind)) return `/payments/${docId}`
  if (docKind === 'purchase_cost') return `/purchase-costs/${docId}`
  if (docKind.startsWith('purchase_')) return `/purchase-receipts/${docId}`
  return docKind.startsWith('sale') ? `/sales/${docId}` : undefined
}
