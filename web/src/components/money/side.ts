import type { UseQueryOptions } from '@tanstack/react-query'
import { type ComponentType, createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { FilePath } from '@/api/files'
import type { Keys } from '@/api/keys'
import type { BatchOutcome, ListParams, Page } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'
import type { HistoryProps } from '@/components/RecordHistory/History'

/** An open item: what a document makes one side owe the other. Below zero it is owed the other way, as for a return. */
export interface Item {
  id: string
  docId: string
  docKind: string
  docNo: string
  partyId: string
  partyName?: string
  date: string
  dueDate?: string
  amount: string
  settled: string
  setOff: string
  open: string
  note?: string
}

/** An open item, or an advance that can be given back, as it is chosen from. */
export type Choice = Pick<Item, 'docId' | 'docKind' | 'docNo' | 'date' | 'dueDate' | 'open'>

/** A document of money: a receipt or a payment, a refund, a settlement. */
export interface Money {
  id: string
  kind: string
  no: string
  partyId: string
  partyName: string
  fundAccountId?: string
  fundAccountName?: string
  date: string
  amount: string
  allocated: string
  advance: string
  state: 'posted' | 'reversed'
  sourceKind?: string
  reversesId?: string
  reversedById?: string
  note?: string
  createdBy: string
  createdAt: string
}

export interface MoneyDetail extends Money {
  allocations: { docId: string; docKind: string; docNo: string; amount: string }[]
  advances?: { id: string; kind: string; no: string; date: string; amount: string }[]
}

/** What passed with a customer or a supplier in a period, and what is open now. */
export interface PartyStatement {
  partyName: string
  opening: string
  closing: string
  open: string
  advance: string
  lines: { date: string; docKind: string; docId: string; docNo: string; memo?: string; amount: string; balance: string }[]
  ageing: { upToDays: number; amount: string }[]
  limited?: boolean
  truncated: boolean
}

/** A part of a document, by its id. */
export interface Part {
  docId: string
  amount: string
}

/** A document of money as it is entered; of a refund the amount is what is given back, above zero. */
export interface MoneyInput {
  partyId: string
  fundAccountId?: string
  date?: string
  note?: string
  amount: string
  allocations: Part[]
  advances: Part[]
}

export interface PartySelectProps {
  value?: string
  onChange?: (id: string | undefined) => void
  autoFocus?: boolean
  allowClear?: boolean
  placeholder?: string
  'aria-label'?: string
}

type Query<T> = UseQueryOptions<T, Error, T, ReturnType<Keys['list']>>
type Made = Promise<{ id: string; no: string }>

/** One side of the books, as the pages of both draw it: what customers owe us, or what we owe suppliers. */
export interface MoneySide {
  /** The namespace of its texts. */
  name: 'receivable' | 'payable'
  /** Keys of the texts that its lists are titled with. */
  titles: { items: string; money: string }
  /** What the API calls the party. */
  partyKey: 'customerId' | 'supplierId'
  PartySelect: ComponentType<PartySelectProps>
  /** Where its pages are. */
  at: { items: string; money: string; statement: string }
  /** Its money leaves; that of a refund comes back. */
  pays: boolean
  /** Its kinds of documents of money. */
  kinds: { money: string; refund: string; settlement: string }
  /** The permissions for what is done on it. */
  may: { opening: string; enter: string; refund: string; reverse: string }
  /** Documents that these sources made are not reversed by people. */
  fixed: string[]
  exports: { items: FilePath; money: FilePath }
  history: HistoryProps['path']

  items: (params: ListParams) => Query<Page<Item>>
  money: (params: ListParams) => Query<Page<Money>>
  /** What of a party is open, oldest first. */
  openItems: (partyId: string | undefined) => Query<Choice[]>
  /** The advances of a party that can be given back, oldest first; what is left of each is below zero. */
  advances: (partyId: string | undefined) => Query<Choice[]>
  statement: (partyId: string, from: string | undefined, to: string | undefined) => Query<PartyStatement>
  one: (id: string) => UseQueryOptions<MoneyDetail, Error, MoneyDetail, ReturnType<Keys['detail']>>

  open: (partyId: string, amount: string, note: string | undefined, write: WriteOptions) => Promise<unknown>
  enter: (input: MoneyInput, write: WriteOptions) => Made
  refund: (input: MoneyInput, write: WriteOptions) => Made
  settle: (input: MoneyInput, write: WriteOptions) => Made
  allocate: (id: string, allocations: Part[], write: WriteOptions) => Promise<unknown>
  reverse: (id: string, write: WriteOptions) => Promise<{ id: string }>
  reverseMany: (ids: string[], rows: unknown, write: WriteOptions) => Promise<BatchOutcome>
}

/** The side that the pages below are of. */
export const MoneySideContext = createContext<MoneySide | undefined>(undefined)

export function useMoneySide(): MoneySide {
  const side = useContext(MoneySideContext)
  if (!side) throw new Error('drawn outside of a side')
  return side
}

/** The texts of the side: both have the same keys. What belongs to neither, a transfer, says it as receivables do. */
export function useMoneyTexts() {
  return useTranslation(useContext(MoneySideContext)?.name ?? 'receivable')
}

/** The filters of a list of items as the API has them: `state` is open (when left out), overdue or all. */
export function asked({ state, ...rest }: ListParams) {
  return { ...rest, ...(state === 'overdue' ? { overdue: true } : state === 'all' ? {} : { open: true }) }
}
