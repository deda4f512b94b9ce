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
import { allows, useModule, useSession } from '@/hooks/session'
import { usePreference } from '@/hooks/usePreference'
import { compare, sum } from '@/lib/decimal'
import { FirstSteps } from '../FirstSteps'
import { homeKey, homeQuery, type Home } from '../queries'
import { SalesChart } from '../SalesChart'
import { hasTodos, stepsOf, todosOf } from '../tasks'
import '../home.css'

/** The first page after signing in: what needs doing today, and how trade goes. */
export default function HomePage() {
  const { t } = useTranslation('home')
  const { session, set } = useSession()
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
  const figures = figuresOf(h)
  const work = showSteps || hasTodos(h)
  const trade = figures.length > 0 || h.sales !== undefined
  if (!work && !trade) {
    return (
      <Flex vertical gap={12}>
        {head}
        <Section>
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('nothing')} />
        </Section>
      </Flex>
    )
  }

  return (
    <Flex vertical gap={12}>
      {head}
      <div className={work && trade ? 'home-grid' : undefined}>
        {work && (
          <div className="home-column">
            {showSteps && <FirstSteps steps={first} onHide={() => steps.set({ hidden: true })} />}
            {hasTodos(h) && (
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
            )}
          </div>
        )}
        {trade && (
          <div className="home-column">
            {figures.length > 0 && (
              <div className="home-figures">
                {figures.map((f) => (
                  <Figure key={f.key} label={t(`figure.${f.key}`)} value={<Money value={f.value} sign />} to={f.to} />
                ))}
              </div>
            )}
            {h.sales && (
              <Section title={t('sales.title')}>
                <SalesChart days={h.sales} />
              </Section>
            )}
          </div>
        )}
      </div>
    </Flex>
  )
}

interface Sum {
  key: 'today' | 'last30' | 'receivables' | 'payables' | 'stock'
  value: string
  to?: string
}

// The sums that were sent: the others are not for this person.
function figuresOf(h: Home): Sum[] {
  const figures: Sum[] = []
  if (h.sales) {
    figures.push({ key: 'today', value: h.sales.at(-1)?.total ?? '0' }, { key: 'last30', value: sum(h.sales.map((d) => d.total)) })
  }
  if (h.openReceivables !== undefined) figures.push({ key: 'receivables', value: h.openReceivables, to: '/receivables' })
  // Who buys nothing here need not be told that nothing is owed.
  if (h.openPayables !== undefined && compare(h.openPayables, '0') !== 0) figures.push({ key: 'payables', value: h.openPayables, to: '/payables' })
  if (h.stockValue !== undefined) figures.push({ key: 'stock', value: h.stockValue, to: '/stock' })
  return figures
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
