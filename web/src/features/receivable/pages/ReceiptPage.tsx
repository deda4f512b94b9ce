import { useParams } from '@tanstack/react-router'
import { ReceiptEntry } from '../ReceiptEntry'
import { ReceiptView } from '../ReceiptView'

/** A receipt: entered while new, shown after that. */
export default function ReceiptPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  return id === 'new' ? <ReceiptEntry /> : <ReceiptView key={id} id={id} />
}
