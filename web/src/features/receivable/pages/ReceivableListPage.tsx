import { ItemList } from '@/components/money/ItemList'
import { MoneySideContext } from '@/components/money/side'
import { receivables } from '../side'

/** 应收: what customers owe. */
export default function ReceivableListPage() {
  return (
    <MoneySideContext value={receivables}>
      <ItemList />
    </MoneySideContext>
  )
}
