import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Empty, Flex, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { toProblem } from '@/api/problem'
import { Money } from '@/components/Decimal'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { StatusTag } from '@/components/StatusTag'
import { allows, useCan, useModule, useSession } from '@/hooks/session'
import { usePreference } from '@/hooks/usePreference'
import { sum } from '@/lib/decimal'
import { FirstSteps } from '../FirstSteps'
import { homeKey, homeQuery } from '../queries'
import { SalesChart } from '../SalesChart'
import { stepsOf, todosOf } from '../tasks'
import '../home.css'

/** The first page after signing in: what needs doing today, and how trade goes. */
export default function HomePage() {
  const { t } = useTranslation('home')
  const { session, set } = useSession()
  const can = useCan()
  const sells1688 = useModule('sell1688')
  const steps = usePreference<{ hidden?: boolean }>('home.steps')
  const client = useQueryClient()
  const home = useQuery(homeQuery)
  const reread = () => void client.invalidateQueries({ queryKey: homeKey })
  useLive('sale', reread)
  useLive('preorder', reread)
  useLive('shop', reread)

  const head = (
    <Flex align="baseline" gap={12} wrap>
      <h1 style={{ margin: 0, fontSize: 18 }}>{t('hello', { name: session?.user.name })}</h1>
      <span className="muted">{set?.name}</span>
    </Flex>
  )
  if (!home.data) {
    return (
      <Flex vertical gap={12}>
        {head}
        {home.isError ? <ProblemView problem={toProblem(home.error)} onRetry={() => void home.refetch()} /> : <Section><Skeleton active paragraph={{ rows: 6 }} /></Section>}
      </Flex>
    )
  }
  const h = home.data
  const todos = todosOf(h, (gate) => allows(set, gate))
  const first = stepsOf(h, sells1688)
  const showSteps = !steps.value?.hidden && first.some((s) => !s.done)
  const last30 = sum(h.sales.map((d) => d.total))
  const today = h.sales.at(-1)

  return (
    <Flex vertical gap={12}>
      {head}
      <div className="home-grid">
        <div className="home-column">
          {showSteps && <FirstSteps steps={first} onHide={() => steps.set({ hidden: true })} />}
          <Section title={t('todo.title')} flush>
            {todos.length === 0 ? (
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('todo.none')} style={{ padding: '12px 0' }} />
            ) : (
              <ul className="todo-list">
                {todos.map((todo) => (
                  <li key={todo.key}>
                    <Link to={todo.path} search={todo.search as never}>
                      <span className="todo-text">{t(`todo.${todo.key}`)}</span>
                      <span className="todo-count num">
                        <StatusTag tone={todo.tone}>{todo.count >= 10_000 ? t('todo.many') : todo.count}</StatusTag>
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </Section>
        </div>
        <div className="home-column">
          <div className="home-figures">
            <Figure label={t('figure.today')} value={<Money value={today?.total} sign />} />
            <Figure label={t('figure.last30')} value={<Money value={last30} sign />} />
            {can('receivable.read') && <Figure label={t('figure.receivables')} value={<Money value={h.openReceivables} sign />} to="/receivables" />}
            {h.stockValue !== undefined && <Figure label={t('figure.stock')} value={<Money value={h.stockValue} sign />} to="/stock" />}
          </div>
          <Section title={t('sales.title')}>
            <SalesChart days={h.sales} />
          </Section>
        </div>
      </div>
    </Flex>
  )
}

function Figure({ label, value, to }: { label: string; value: ReactNode; to?: string }) {
  const inside = (
    <>
      <span className="muted">{label}</span>
      <strong>{value}</strong>
    </>
  )
  return to ? (
    <Link to={to} className="home-figure">
      {inside}
    </Link>
  ) : (
    <div className="home-figure">{inside}</div>
  )
}
