import { useParams } from '@tanstack/react-router'
import { TransferEntry } from '../TransferEntry'
import { TransferView } from '../TransferView'

/** A transfer between fund accounts: entered while new, shown after that. */
export default function TransferPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  return id === 'new' ? <TransferEntry /> : <TransferView key={id} id={id} />
}
