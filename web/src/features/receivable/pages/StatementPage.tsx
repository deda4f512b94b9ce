import { StatementView } from '@/components/money/StatementView'
import { MoneySideContext } from '@/components/money/side'
import { receivables } from '../side'

/** 对账单: what passed between a customer and us. */
export default function StatementPage() {
  return (
    <MoneySideContext value={receivables}>
      <StatementView />
    </MoneySideContext>
  )
}
