import type { StatusTone } from '@/components/StatusTag'
import type { Home } from './queries'

/** One kind of thing that waits for somebody. */
export interface Todo {
  key: 'toReview' | 'drafts' | 'preordersRefused' | 'preordersChecking' | 'preordersUnpaid' | 'unmatched' | 'belowZero' | 'toBuy' | 'toAdopt' | 'orderProblems' | 'wmsAttention' | 'shopsExpiring' | 'buyersExpiring'
  count: number
  path: string
  search?: Record<string, string>
  tone: StatusTone
}

interface Kind extends Omit<Todo, 'count' | 'tone'> {
  permission: string
  module?: string
  tone: StatusTone | ((home: Home) => StatusTone)
}

/** An authorisation presses more the nearer its end is; one that has ended stops trade. */
const endTone = (days: number | undefined): StatusTone => (days === undefined || days <= 1 ? 'bad' : days <= 7 ? 'attention' : 'progress')

// The most urgent first: what stops money or goods from moving, then what will.
const kinds: Kind[] = [
  { key: 'shopsExpiring', path: '/shops', permission: 'shop.read', module: 'sell1688', tone: (home) => endTone(home.shopsEndIn) },
  { key: 'buyersExpiring', path: '/buyer-accounts', permission: 'buyer_account.read', module: 'buy1688', tone: (home) => endTone(home.buyersEndIn) },
  { key: 'preordersRefused', path: '/preorders', search: { upload: 'refused' }, permission: 'preorder.read', module: 'sell1688', tone: 'bad' },
  { key: 'preordersChecking', path: '/preorders', search: { upload: 'checking' }, permission: 'preorder.read', module: 'sell1688', tone: 'attention' },
  { key: 'toReview', path: '/sales', search: { state: 'submitted' }, permission: 'sale.review', tone: 'attention' },
  { key: 'preordersUnpaid', path: '/preorders', search: { pay: 'unpaid' }, permission: 'preorder.read', module: 'sell1688', tone: 'progress' },
  { key: 'belowZero', path: '/stock', search: { balance: 'belowZero' }, permission: 'stock.read', tone: 'bad' },
  { key: 'toAdopt', path: '/platform-orders', search: { link: 'open' }, permission: 'platform_order.adopt', module: 'buy1688', tone: 'attention' },
  { key: 'orderProblems', path: '/platform-orders', search: { standing: 'problem' }, permission: 'platform_order.read', module: 'buy1688', tone: 'bad' },
  { key: 'wmsAttention', path: '/wms-notices', search: { attention: 'true' }, permission: 'purchase.read', module: 'wms', tone: 'bad' },
  { key: 'toBuy', path: '/purchase-suggestions', permission: 'suggest.read', tone: 'attention' },
  { key: 'unmatched', path: '/matching', search: { state: 'unmatched' }, permission: 'match.read', module: 'sell1688', tone: 'attention' },
  { key: 'drafts', path: '/sales', search: { state: 'draft' }, permission: 'sale.read', tone: 'neutral' },
]

type Allowed = (gate: { permission?: string; module?: string }) => boolean

/** What waits for this person: only what there is, and only what may be opened. */
export function todosOf(home: Home, allowed: Allowed): Todo[] {
  return kinds.flatMap(({ permission, module, tone, ...kind }) => {
    const count = home[kind.key] ?? 0
    return count > 0 && allowed({ permission, module }) ? [{ ...kind, count, tone: typeof tone === 'function' ? tone(home) : tone }] : []
  })
}

/** Whether there is any kind of thing that could wait for this person. */
export function hasTodos(home: Home): boolean {
  return kinds.some((kind) => home[kind.key] !== undefined)
}

/** One step on the way of a new account set to its first sale. */
export interface Step {
  key: 'set' | 'module' | 'shop' | 'products' | 'opening' | 'sale'
  done: boolean
  path?: string
  search?: Record<string, string>
}

/**
 * The first steps in their order. A set that keeps its goods by hand needs neither module nor shop, so these count as done once there are products.
 * A step whose figure the person may not see is left out: it is not theirs to take, and nobody could tell them when it is done.
 */
export function stepsOf(home: Home, sells1688: boolean): Step[] {
  const { products, shops, hasOpeningStock, sales } = home
  const hasProducts = (products ?? 0) > 0
  const hasSales = (home.drafts ?? 0) > 0 || (home.toReview ?? 0) > 0 || sales?.some((d) => d.count > 0) === true
  const steps: (Step | false)[] = [
    products !== undefined && { key: 'module', done: sells1688 || hasProducts, path: '/settings' },
    products !== undefined && shops !== undefined && { key: 'shop', done: shops > 0 || (hasProducts && !sells1688), path: '/shops' },
    products !== undefined && { key: 'products', done: hasProducts, path: sells1688 ? '/shops' : '/products' },
    hasOpeningStock !== undefined && { key: 'opening', done: hasOpeningStock, path: '/opening-stock/new' },
    sales !== undefined && { key: 'sale', done: hasSales, path: '/sales/new' },
  ]
  const theirs = steps.filter((step) => step !== false)
  return theirs.length > 0 ? [{ key: 'set', done: true }, ...theirs] : []
}
