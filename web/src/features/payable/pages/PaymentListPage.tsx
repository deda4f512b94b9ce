import { MoneyList } from '@/components/money/MoneyList'
import { MoneySideContext } from '@/components/money/side'
import { payables } from '../side'

/** 付款单: money paid to suppliers. */
export default function PaymentListPage() {
  return (
    <MoneySideContext value={payables}>
      <MoneyList />
    </MoneySideContext>
  )
}
