import { ControlOutlined, ReloadOutlined, SettingOutlined, ShoppingOutlined, StopOutlined, UndoOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Flex, Segmented, Skeleton } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { anySupplierSource, buyerAccountsQuery, warehousesQuery } from '@/components/choices'
import { type BatchAction, DataTable } from '@/components/DataTable'
import { Money } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import { PageHead } from '@/components/PageHead'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { useCan, useModule } from '@/hooks/session'
import { sum } from '@/lib/decimal'
import { SuggestionCard, useSuggestionColumns } from '../columns'
import { type Choice, dismissSuggestions, leftReasons, restoreSuggestions, startRun, type State, states, type Suggestion, suggestionKeys, suggestionList, summaryQuery } from '../queries'
import { RunHead } from '../RunHead'

const WhyDrawer = lazy(() => import('../WhyDrawer'))
const GenerateDrawer = lazy(() => import('../GenerateDrawer'))
const PolicyDrawer = lazy(() => import('../PolicyDrawer'))
const SetManyDrawer = lazy(() => import('../SetManyDrawer'))

type Search = Partial<Record<'state' | 'q' | 'supplierId' | 'warehouseId' | 'accountId' | 'on1688', string>>

/** 采购建议: what the last run says to buy and what not, each figure opened to where it comes from. */
export default function SuggestionsPage() {
  const { t } = useTranslation('suggest')
  const can = useCan()
  const buys = useModule('buy1688')
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as Search
  const state: State = states.find((s) => s === search.state) ?? 'open'
  const [open, setOpen] = useState<string>()
  const [choice, setChoice] = useState<Choice>()
  const [policy, setPolicy] = useState(false)
  const [ruled, setRuled] = useState<Suggestion[]>()
  const [generation, setGeneration] = useState(0)
  const summary = useQuery(summaryQuery)
  const client = useQueryClient()
  useLive('task', (e) => 'resync' in e && void client.invalidateQueries({ queryKey: summaryQuery.queryKey }))
  const warehouses = useQuery({ ...warehousesQuery, enabled: can('stock.read') }).data ?? []
  const accounts = useQuery({ ...buyerAccountsQuery, enabled: buys && can('buyer_account.read') }).data ?? []
  const list = useMemo(() => suggestionList(state), [state])
  const columns = useSuggestionColumns(state, warehouses.length !== 1)
  const run = useWrite({ fn: (_: void, write) => startRun(write), invalidate: [summaryQuery.queryKey, ['task']] })
  const s = summary.data
  if (!s) {
    return (
      <>
        <PageHead title={t('menu:suggest.list')} />
        {summary.isError ? <ProblemView problem={toProblem(summary.error)} onRetry={() => void summary.refetch()} /> : <Section><Skeleton active /></Section>}
      </>
    )
  }
  const running = s.last?.state === 'running'
  const count = (of: State) => s.counts.filter((c) => c.state === of).reduce((n, c) => n + c.count, 0)
  const reasons = leftReasons.filter((r) => s.counts.some((c) => c.state === 'left' && c.reason === r))
  const choose = (more: Partial<Choice>) => setChoice({ runId: s.current?.id, ...more })
  const orders = can('purchase.create')
  const batch: BatchAction<Suggestion>[] = []
  const later = (act: (ids: string[], rows: Suggestion[]) => void): BatchAction<Suggestion>['run'] => {
    return (ids, rows) => {
      act(ids, rows)
      return Promise.resolve(null)
    }
  }
  if (state === 'open' && orders) batch.push({ key: 'generate', label: t('generate.title'), icon: <ShoppingOutlined />, run: later((ids) => choose({ ids })) })
  if (state === 'open' && can('suggest.run')) batch.push({ key: 'dismiss', label: t('dismiss'), icon: <StopOutlined />, run: dismissSuggestions, invalidate: [suggestionKeys.all] })
  if (state === 'dismissed' && can('suggest.run')) batch.push({ key: 'restore', label: t('restore'), icon: <UndoOutlined />, run: restoreSuggestions, invalidate: [suggestionKeys.all] })
  if (can('suggest.rule')) batch.push({ key: 'rule', label: t('many.title'), icon: <ControlOutlined />, run: later((_, rows) => setRuled(rows)) })
  const begin = can('suggest.run') && (
    <Button type={s.current ? 'default' : 'primary'} icon={<ReloadOutlined />} loading={run.isPending} disabled={running} onClick={() => run.mutate()}>
      {running ? t('run.running') : s.current ? t('run.again') : t('run.start')}
    </Button>
  )
  return (
    <>
      <PageHead
        title={t('menu:suggest.list')}
        hint={t('hint')}
        actions={
          <>
            {can('suggest.rule') && <Button icon={<SettingOutlined />} aria-label={t('policy.title')} title={t('policy.title')} onClick={() => setPolicy(true)} />}
            {begin}
            {orders && count('open') > 0 && (
              <Button
                type="primary"
                icon={<ShoppingOutlined />}
                data-hotkey="new"
                onClick={() => choose({ q: search.q, supplierId: search.supplierId, warehouseId: search.warehouseId, accountId: search.accountId, on1688: search.on1688 === undefined ? undefined : search.on1688 === 'true' })}
              >
                {t('generate.all')}
              </Button>
            )}
          </>
        }
      />
      <Flex vertical gap={12}>
        <RunHead summary={s} />
        <DataTable
          key={`${state} ${generation}`}
          id={state === 'left' ? 'purchase-suggestions-left' : 'purchase-suggestions'}
          query={list}
          columns={columns}
          searchHint={t('search')}
          defaultSort="urgency"
          filters={[
            ...(state === 'left' ? [] : [{ kind: 'custom' as const, name: 'supplierId', label: t('supplier'), width: 180, render: (value: string | undefined, onChange: (v: string | undefined) => void) => <EntitySelect source={anySupplierSource} value={value} aria-label={t('supplier')} placeholder={t('supplier')} onChange={(id) => onChange(id)} /> }]),
            ...(warehouses.length > 1 ? [{ kind: 'select' as const, name: 'warehouseId', label: t('warehouse'), options: warehouses.map((w) => ({ value: w.id, label: w.name })) }] : []),
            ...(state === 'left' ? [{ kind: 'select' as const, name: 'reason', label: t('reasonLabel'), options: reasons.map((r) => ({ value: r, label: t(`reason.${r}`) })) }] : []),
            ...(state !== 'left' && accounts.length > 1 ? [{ kind: 'select' as const, name: 'accountId', label: t('account'), options: accounts.map((a) => ({ value: a.id, label: a.name })) }] : []),
            ...(state !== 'left' && buys ? [{ kind: 'select' as const, name: 'on1688', label: t('where'), options: [{ value: 'true', label: t('on1688') }, { value: 'false', label: t('elsewhere') }] }] : []),
          ]}
          extra={
            <Segmented
              size="small"
              aria-label={t('stateLabel')}
              value={state}
              onChange={(v) => void navigate({ to: '.', search: ((old: object) => ({ ...old, page: undefined, reason: undefined, sort: undefined, state: v === 'open' ? undefined : v })) as never, replace: true })}
              options={states.filter((x) => x === 'open' || x === 'left' || x === state || count(x) > 0).map((x) => ({ value: x, label: `${t(`state.${x}`)} ${count(x)}` }))}
            />
          }
          onRowClick={(x) => setOpen(x.id)}
          rowName={(x) => x.skuCode}
          batch={batch}
          totals={state === 'left' ? undefined : (rows) => ({ amount: <Money value={sum(rows.map((r) => r.amount))} /> })}
          exports={[{ path: '/api/v1/purchase-suggestions/export', query: (p) => ({ ...p, state }) }]}
          empty={
            s.current
              ? { title: t(`emptyOf.${state}`), hint: t(`emptyHintOf.${state}`) }
              : { title: t('empty'), hint: t('emptyHint'), action: can('suggest.rule') ? <Link to="/replenishment-rules"><Button type="primary">{t('run.toRules')}</Button></Link> : begin }
          }
          mobileCard={(x) => <SuggestionCard s={x} />}
        />
      </Flex>
      <Suspense fallback={null}>
        {open && <WhyDrawer key={open} id={open} onClose={() => setOpen(undefined)} />}
        {choice && <GenerateDrawer choice={choice} onClose={() => setChoice(undefined)} onDone={() => setGeneration(generation + 1)} />}
        {policy && <PolicyDrawer onClose={() => setPolicy(false)} />}
        {ruled && <SetManyDrawer skuIds={[...new Set(ruled.map((r) => r.skuId))]} warehouseIds={[...new Set(ruled.map((r) => r.warehouseId))]} onClose={() => setRuled(undefined)} />}
      </Suspense>
    </>
  )
}
