import { MoneyPage } from '@/components/money/MoneyPage'
import { MoneySideContext } from '@/components/money/side'
import { receivables } from '../side'

/** A receipt, refund or settlement. */
export default function ReceiptPage() {
  return (
    <MoneySideContext value={receivables}>
      <MoneyPage />
    </MoneySideContext>
  )
}
