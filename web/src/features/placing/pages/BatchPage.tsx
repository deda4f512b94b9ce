import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Alert, Button, Flex, Form, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { TaskProgress } from '@/components/TaskProgress'
import { useCan } from '@/hooks/session'
import { usePhone } from '@/hooks/usePhone'
import { ChoiceFields } from '../ChoiceFields'
import { batchQuery, type Choices, placeMany, placingKeys, retryBatch } from '../queries'
import { ResultTag } from '../tags'
import { useTolerance } from '../useTolerance'
import '../placing.css'

/** 批量下单: the same choices for many orders, and what became of each. */
export default function BatchPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  return id === 'new' ? <Start /> : <Results id={id} />
}

function Start() {
  const { t } = useTranslation('placing')
  const can = useCan()
  const navigate = useNavigate()
  const { ids = '' } = useSearch({ strict: false }) as { ids?: string }
  const orders = String(ids).split(',').filter(Boolean)
  const [form] = Form.useForm<Choices>()
  const tolerance = useTolerance()
  const start = useWrite({
    fn: (v: Choices, write) => placeMany(orders, { flow: v.flow ?? 'general', addressId: v.addressId || undefined, message: v.message?.trim() || undefined }, write),
    form,
    invalidate: [['purchase']],
    onSuccess: (task) => void navigate({ to: '/placing-batches/$id', params: { id: task.id }, replace: true }),
  })
  return (
    <>
      <PageHead title={t('batch.title')} back="/purchase-orders" />
      {tolerance.holder}
      <Section title={t('batch.count', { count: orders.length })}>
        {orders.length === 0 ? (
          <Alert
            type="info"
            showIcon
            title={t('batch.none')}
            action={
              <Link to="/purchase-orders" search={{ stage: 'open' } as never}>
                {t('batch.choose')}
              </Link>
            }
          />
        ) : (
          <Form form={form} layout="vertical" initialValues={{ flow: 'general' }} onFinish={(v) => start.mutate(v)}>
            <Flex gap={12} wrap>
              <ChoiceFields />
            </Flex>
            <p className="muted">{t('batch.hint')}</p>
            <Flex gap={8} wrap>
              <Button type="primary" htmlType="submit" loading={start.isPending} disabled={!can('placing.place')} data-hotkey="save">
                {t('batch.start')}
              </Button>
              {can('settings.update') && <Button onClick={() => void tolerance.ask()}>{t('tolerance.name')}</Button>}
            </Flex>
          </Form>
        )}
      </Section>
    </>
  )
}

function Results({ id }: { id: string }) {
  const { t } = useTranslation('placing')
  const can = useCan()
  const client = useQueryClient()
  const navigate = useNavigate()
  const phone = usePhone()
  const query = useQuery(batchQuery(id))
  const reread = () => void client.invalidateQueries({ queryKey: batchQuery(id).queryKey })
  useLive('task', (e) => ('resync' in e || e.id === id) && reread())
  const retry = useWrite({
    fn: (_: void, write) => retryBatch(id, write),
    invalidate: [placingKeys.all],
    onSuccess: (task) => void navigate({ to: '/placing-batches/$id', params: { id: task.id } }),
  })
  if (query.isError) return <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
  const batch = query.data
  if (!batch) return <Skeleton active />
  const failed = batch.results.filter((r) => r.state === 'failed').length
  const waiting = batch.results.some((r) => r.state === 'waiting')
  return (
    <>
      <PageHead
        title={t('batch.title')}
        back="/purchase-orders"
        hint={
          <>
            {batch.startedBy} · <Instant at={batch.createdAt} />
          </>
        }
        actions={
          can('placing.place') &&
          failed > 0 && (
            <Button type="primary" loading={retry.isPending} disabled={waiting} onClick={() => retry.mutate()}>
              {t('batch.retry', { count: failed })}
            </Button>
          )
        }
      />
      <Section>
        <TaskProgress id={id} onFinished={reread} />
      </Section>
      <Section title={t('batch.results')} flush>
        <div className="placing-scroll">
          <table className="placing-lines" aria-label={t('batch.results')}>
            <thead>
              <tr>
                <th>{t('batch.order')}</th>
                {!phone && <th>{t('batch.supplier')}</th>}
                <th>{t('batch.result')}</th>
                <th>{t('batch.became')}</th>
              </tr>
            </thead>
            <tbody>
              {batch.results.map((r) => (
                <tr key={r.orderId}>
                  <td>
                    <Link to="/purchase-orders/$id" params={{ id: r.orderId }}>
                      {r.no}
                    </Link>
                    {phone && <div className="muted">{r.supplier}</div>}
                  </td>
                  {!phone && <td>{r.supplier}</td>}
                  <td>
                    <ResultTag state={r.state} />
                  </td>
                  <td>
                    <span className="num">{r.orders.join('、')}</span>
                    {r.refusal && (
                      <>
                        <div>{r.refusal.detail}</div>
                        <div className="muted">{r.refusal.remedy}</div>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </>
  )
}
