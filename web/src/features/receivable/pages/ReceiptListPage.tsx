import { MoneyList } from '@/components/money/MoneyList'
import { MoneySideContext } from '@/components/money/side'
import { receivables } from '../side'

/** 收款单: money received from customers. */
export default function ReceiptListPage() {
  return (
    <MoneySideContext value={receivables}>
      <MoneyList />
    </MoneySideContext>
  )
}
