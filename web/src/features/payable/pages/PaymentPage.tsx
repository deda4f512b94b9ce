import { MoneyPage } from '@/components/money/MoneyPage'
import { MoneySideContext } from '@/components/money/side'
import { payables } from '../side'

/** A payment, a refund of a supplier or a settlement. */
export default function PaymentPage() {
  return (
    <MoneySideContext value={payables}>
      <MoneyPage />
    </MoneySideContext>
  )
}
