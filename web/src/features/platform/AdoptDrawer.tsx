import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, Button, Drawer, Flex, Form, Radio, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { type FieldProblem, fieldText, toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { warehousesQuery } from '@/components/choices'
import { Money } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { usePhone } from '@/hooks/usePhone'
import { type Candidate, candidatesQuery, type Order, orderKeys, purchaseSource } from './queries'

/** 认领: which purchase order an order made by hand was placed for, or a new one that says what it bought. */
export function AdoptDrawer({ order: o, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation('platform')
  const phone = usePhone()
  const can = useCan()
  return (
    <Drawer open onClose={onClose} title={t('adopt.title', { no: o.no })} placement={phone ? 'bottom' : 'right'} size={phone ? '92%' : 600} destroyOnHidden>
      <Flex vertical gap={12}>
        <Choose order={o} onDone={onClose} />
        {can('purchase.create') && <Make order={o} />}
      </Flex>
    </Drawer>
  )
}

function Choose({ order: o, onDone }: { order: Order; onDone: () => void }) {
  const { t } = useTranslation('platform')
  const query = useQuery(candidatesQuery(o.id))
  const [form] = Form.useForm<{ purchaseOrderId: string }>()
  const [chosen, setChosen] = useState<string>()
  const link = useWrite({
    fn: (purchaseOrderId: string, write) => data(api.POST('/api/v1/platform-orders/{id}/actions/link', { params: { path: { id: o.id } }, body: { purchaseOrderId }, ...write })),
    form,
    invalidate: [orderKeys.all, ['purchase']],
    success: t('adopt.linked'),
    onSuccess: onDone,
  })
  if (query.isError) return <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton active />
  const value = chosen ?? (query.data[0] && query.data[0].same > 0 ? query.data[0].id : undefined)
  return (
    <Section title={t('adopt.choose')}>
      <Form form={form} layout="vertical" onFinish={() => value && link.mutate(value)}>
        {query.data.length === 0 ? (
          <p className="muted">{t('adopt.none')}</p>
        ) : (
          <Radio.Group value={value} onChange={(e) => setChosen(e.target.value as string)} style={{ width: '100%' }}>
            <ul className="platform-list">
              {query.data.map((c) => (
                <li key={c.id}>
                  <Radio value={c.id}>
                    <Told candidate={c} />
                  </Radio>
                </li>
              ))}
            </ul>
          </Radio.Group>
        )}
        <Form.Item name="purchaseOrderId" label={t('adopt.other')} style={{ marginTop: 12 }}>
          <EntitySelect source={purchaseSource} onChange={(id) => setChosen(id)} />
        </Form.Item>
        <Button type="primary" htmlType="submit" disabled={!value} loading={link.isPending} data-hotkey="save">
          {t('adopt.link')}
        </Button>
      </Form>
    </Section>
  )
}

function Told({ candidate: c }: { candidate: Candidate }) {
  const { t } = useTranslation('platform')
  return (
    <Flex gap={8} wrap>
      <strong>{c.no}</strong>
      <span className="muted num">{c.date}</span>
      <span className="muted">{c.supplierName}</span>
      {c.total && <Money value={c.total} />}
      <span>{c.same > 0 ? t('adopt.same', { count: c.same, of: c.lineCount }) : c.other > 0 ? t('adopt.near', { count: c.other }) : t('adopt.far')}</span>
      {c.orders > 0 && <span className="muted">{t('adopt.orders', { count: c.orders })}</span>}
    </Flex>
  )
}

/** Makes a purchase order of what was bought. Lines whose spec is a source of no SKU, or of several, are told with the line. */
function Make({ order: o }: { order: Order }) {
  const { t } = useTranslation('platform')
  const can = useCan()
  const navigate = useNavigate()
  const warehouses = useQuery({ ...warehousesQuery, enabled: can('stock.read') }).data ?? []
  const [form] = Form.useForm<Record<string, string | undefined>>()
  const [problems, setProblems] = useState<FieldProblem[]>([])
  const make = useWrite({
    fn: (v: Record<string, string | undefined>, write) => {
      const skus = o.lines.flatMap((l) => (v[l.lineId] ? [{ lineId: l.lineId, skuId: v[l.lineId] ?? '' }] : []))
      return data(api.POST('/api/v1/platform-orders/{id}/actions/make', { params: { path: { id: o.id } }, body: { warehouseId: v.warehouseId, skus }, ...write }))
    },
    form,
    invalidate: [orderKeys.all, ['purchase'], ['supplier']],
    success: (made) => t('adopt.made', { no: made.no }),
    onSuccess: (made) => void navigate({ to: '/purchase-orders/$id', params: { id: made.purchaseOrderId } }),
    onProblem: (p) => {
      const lines = p.errors.filter((e) => e.field.startsWith('lines['))
      setProblems(lines)
      return lines.length > 0 && lines.length === p.errors.length
    },
  })
  const of = (i: number) => problems.find((e) => e.field === `lines[${i}]`)
  return (
    <Section title={t('adopt.make')}>
      <p className="muted">{t('adopt.makeHint')}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={(v) => {
          setProblems([])
          make.mutate(v)
        }}
      >
        {o.lines.map((l, i) => {
          const problem = of(i)
          if (l.skus.length < 2 && !problem) return null
          return (
            <Form.Item key={l.lineId} name={l.skus.length > 0 ? l.lineId : undefined} label={[l.title, l.spec].filter(Boolean).join(' · ')} validateStatus={problem ? 'error' : undefined} help={problem && fieldText(problem)}>
              {l.skus.length > 0 ? (
                <Select allowClear placeholder={t('adopt.sku')} options={l.skus.map((k) => ({ value: k.id, label: `${k.code} ${k.name} ${k.spec ?? ''}` }))} />
              ) : (
                <Link to="/sources">
                  <Button size="small">{t('adopt.toSources')}</Button>
                </Link>
              )}
            </Form.Item>
          )
        })}
        {warehouses.length > 1 && (
          <Form.Item name="warehouseId" label={t('adopt.warehouse')}>
            <Select allowClear placeholder={t('adopt.defaultWarehouse')} options={warehouses.map((w) => ({ value: w.id, label: w.name }))} />
          </Form.Item>
        )}
        {o.state === 'closed' ? <Alert type="info" showIcon title={t('adopt.closed')} /> : <Button htmlType="submit" loading={make.isPending}>{t('adopt.makeGo')}</Button>}
      </Form>
    </Section>
  )
}
