import { useQuery } from '@tanstack/react-query'
import { buyerAccountsQuery } from '@/components/choices'
import { useCan, useModule } from '@/hooks/session'
import { peopleQuery } from './sources'

/** Accounts and people that the head of an order offers to whom it may; empty for whom it may not, who have no field for them. */
export function useHeadChoices() {
  const can = useCan()
  const buys = useModule('buy1688')
  const accounts = useQuery({ ...buyerAccountsQuery, enabled: buys && can('buyer_account.read') }).data ?? []
  const people = useQuery({ ...peopleQuery, enabled: can('user.read') }).data ?? []
  return { accounts, people }
}
