import { useParams, useSearch } from '@tanstack/react-router'
import { MoneyEntry } from './MoneyEntry'
import { MoneyView } from './MoneyView'
import { SettleEntry } from './SettleEntry'

/** A document of money: entered while new, shown after that. */
export function MoneyPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { kind } = useSearch({ strict: false }) as { kind?: string }
  if (id === 'new' && (kind === 'refund' || kind === 'settlement')) return <SettleEntry key={kind} kind={kind} />
  return id === 'new' ? <MoneyEntry /> : <MoneyView key={id} id={id} />
}
