import { useParams, useSearch } from '@tanstack/react-router'
import { ReceiptEntry } from '../ReceiptEntry'
import { ReceiptView } from '../ReceiptView'
import { SettleEntry } from '../SettleEntry'

/** A receipt, refund or settlement: entered while new, shown after that. */
export default function ReceiptPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { kind } = useSearch({ strict: false }) as { kind?: string }
  if (id === 'new' && (kind === 'refund' || kind === 'settlement')) return <SettleEntry key={kind} kind={kind} />
  return id === 'new' ? <ReceiptEntry /> : <ReceiptView key={id} id={id} />
}
