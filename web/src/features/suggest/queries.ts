import { queryOptions } from '@tanstack/react-query'
import { api, data, type Schema } from '@/api/client'
import { keysOf } from '@/api/keys'
import { listQuery, seen } from '@/api/list'
import type { WriteOptions } from '@/api/useWrite'

export type Suggestion = Schema<'SuggestionBody'>
export type State = Suggestion['state']
/** A suggestion with everything its figures come from. */
export type Explained = Schema<'GetPurchaseSuggestionSuggestionOutputBody'>
export type Detail = Schema<'SuggestDetail'>
export type Run = Schema<'SuggestRunBody'>
export type Summary = Schema<'SuggestSummaryBody'>
export type Policy = Schema<'SuggestPolicyBody'>
export type Rule = Schema<'SuggestRuleBody'>
export type Model = Rule['model']
export type RuleContent = Omit<Schema<'UpdateReplenishmentRuleUpdateRuleInputBody'>, 'version'>
export type Choice = Schema<'GeneratePurchaseOrdersGenerateInputBody'>

export const states: State[] = ['open', 'left', 'ordered', 'dismissed']
export const models: Model[] = ['min_max', 'days_of_cover', 'continuous_review', 'periodic_review', 'none']
export const levels = [9000, 9500, 9750, 9800, 9900, 9950]
/** Why something is not suggested. */
export const leftReasons = ['enough', 'no_demand', 'no_history', 'rule_invalid', 'excluded', 'no_source', 'seller_stock', 'purchase_limit', 'max_cover', 'rounding', 'too_large', 'below_minimum', 'wait', 'budget', 'no_rate'] as const

export const suggestionKeys = keysOf('purchase-suggestion')
export const ruleKeys = keysOf('replenishment-rule')
export const policyKey = ['replenishment-policy'] as const

export const suggestionList = (state: State) => listQuery('/api/v1/purchase-suggestions', suggestionKeys, { state })

export const suggestionQuery = (id: string) =>
  queryOptions({
    queryKey: suggestionKeys.detail(id),
    queryFn: ({ signal }) => data(api.GET('/api/v1/purchase-suggestions/{id}', { params: { path: { id } }, signal })),
  })

/** The last runs and how many suggestions there are of each kind. */
export const summaryQuery = queryOptions({
  queryKey: [...suggestionKeys.all, 'summary'],
  queryFn: ({ signal }) => data(api.GET('/api/v1/purchase-suggestions/summary', { signal })),
})

export const startRun = (write: WriteOptions) => data(api.POST('/api/v1/purchase-suggestions/actions/run', { ...write }))

export const setQuantity = (s: Suggestion, quantity: number, write: WriteOptions) =>
  data(api.PUT('/api/v1/purchase-suggestions/{id}', { params: { path: { id: s.id } }, body: { quantity, version: s.version }, ...write }))

export const dismissSuggestions = (ids: string[], rows: Suggestion[], write: WriteOptions) =>
  data(api.POST('/api/v1/purchase-suggestions/actions/dismiss', { body: { documents: seen(ids, rows) }, ...write }))

export const restoreSuggestions = (ids: string[], rows: Suggestion[], write: WriteOptions) =>
  data(api.POST('/api/v1/purchase-suggestions/actions/restore', { body: { documents: seen(ids, rows) }, ...write }))

/** Which orders a choice would become; not among what a write re-reads, since the orders are made then. */
export const previewQuery = (choice: Choice) =>
  queryOptions({
    queryKey: ['purchase-order-preview', choice],
    queryFn: ({ signal }) => data(api.POST('/api/v1/purchase-suggestions/actions/preview-orders', { body: choice, signal })),
    gcTime: 0,
  })

export const generateOrders = (choice: Choice, write: WriteOptions) => data(api.POST('/api/v1/purchase-suggestions/actions/generate', { body: choice, ...write }))

export const policyQuery = queryOptions({
  queryKey: policyKey,
  queryFn: ({ signal }) => data(api.GET('/api/v1/replenishment-policy', { signal })),
})

export const ruleList = listQuery('/api/v1/replenishment-rules', ruleKeys)

export const deleteRules = (ids: string[], _rows: unknown, write: WriteOptions) => data(api.POST('/api/v1/replenishment-rules/actions/delete', { body: { ids }, ...write }))

export const setRules = (body: Schema<'SetReplenishmentRulesSetRulesInputBody'>, write: WriteOptions) => data(api.POST('/api/v1/replenishment-rules/actions/set', { body, ...write }))
