import { ItemList } from '@/components/money/ItemList'
import { MoneySideContext } from '@/components/money/side'
import { payables } from '../side'

/** 应付: what we owe suppliers. */
export default function PayableListPage() {
  return (
    <MoneySideContext value={payables}>
      <ItemList />
    </MoneySideContext>
  )
}
