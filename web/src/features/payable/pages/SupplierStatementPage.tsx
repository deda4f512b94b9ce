import { StatementView } from '@/components/money/StatementView'
import { MoneySideContext } from '@/components/money/side'
import { payables } from '../side'

/** 对账单: what passed between a supplier and us. */
export default function SupplierStatementPage() {
  return (
    <MoneySideContext value={payables}>
      <StatementView />
    </MoneySideContext>
  )
}
