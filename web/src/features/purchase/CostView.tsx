import { MoreOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, Button, Descriptions, Dropdown, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { tradeKeys } from '@/api/keys'
import { useLive } from '@/api/live'
import { useWrite } from '@/api/useWrite'
import { Money } from '@/components/Decimal'
import { DocPage } from '@/components/DocPage'
import { Instant } from '@/components/Instant'
import { RecordHistory } from '@/components/RecordHistory'
import { Section } from '@/components/Section'
import { StatusTag } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { compare } from '@/lib/decimal'
import { CostLines } from './CostLines'
import { type Cost, costKeys, type CostRow, reverseCost } from './costs'
import { receiptKeys } from './receipts'

/** Where a cost stands. */
export function CostTag({ cost: c }: { cost: Pick<CostRow, 'reversesId' | 'reversedById'> }) {
  const { t } = useTranslation('purchase')
  if (c.reversedById) return <StatusTag tone="bad">{t('receipt.state.reversed')}</StatusTag>
  if (c.reversesId) return <StatusTag tone="bad">{t('receipt.state.reversal')}</StatusTag>
  return <StatusTag tone="good">{t('receipt.state.posted')}</StatusTag>
}

/** A late cost: what it is for, whom it is owed to, and which goods bear it. */
export function CostView({ cost: c }: { cost: Cost }) {
  const { t } = useTranslation('purchase')
  const can = useCan()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const client = useQueryClient()
  useLive('purchase_cost', (e) => ('resync' in e || e.id === c.id) && void client.invalidateQueries({ queryKey: costKeys.detail(c.id) }))
  const reverse = useWrite({
    fn: (_: void, write) => reverseCost(c, write),
    invalidate: [...tradeKeys, costKeys.all, receiptKeys.all],
    success: t('done'),
    onSuccess: (made) => void navigate({ to: '/purchase-costs/$id', params: { id: made.id } }),
  })
  const stands = !c.reversesId && !c.reversedById
  const menu = [
    stands &&
      can('purchase.cost_reverse') && {
        key: 'reverse',
        danger: true,
        label: t('receipt.reverse'),
        onClick: async () => {
          if (await confirm({ title: t('receipt.reverseConfirm', { no: c.no }), content: t('cost.reverseHint'), danger: true })) reverse.mutate()
        },
      },
  ].filter((x) => x !== false)
  const related = (id: string | undefined, no: string | undefined, key: 'reverses' | 'reversedBy') =>
    id && (
      <Alert
        type="info"
        showIcon
        title={
          <>
            {t(`receipt.related.${key}`)}{' '}
            <Link to="/purchase-costs/$id" params={{ id }}>
              {no}
            </Link>
          </>
        }
      />
    )
  const items = [
    { key: 'kind', label: t('cost.kindLabel'), children: t(`cost.kind.${c.kind}`) },
    {
      key: 'supplier',
      label: t('cost.supplier'),
      children: (
        <Link to="/suppliers/$id" params={{ id: c.supplierId }}>
          {c.supplierName}
        </Link>
      ),
    },
    c.amount && { key: 'amount', label: t('cost.amount'), children: <Money value={c.amount} sign /> },
    compare(c.taxAmount, '0') !== 0 && { key: 'tax', label: t('taxWithin'), children: <Money value={c.taxAmount} /> },
    { key: 'spread', label: t('cost.spreadLabel'), children: t(`cost.spread.${c.spread}`) },
    c.billNo && { key: 'billNo', label: t('cost.billNo'), children: c.billNo },
    c.payments && {
      key: 'payments',
      label: t('receipt.settledBy'),
      children: (
        <Flex vertical>
          {c.payments.map((p) => (
            <span key={p.id}>
              <Link to="/payments/$id" params={{ id: p.id }}>
                {p.no}
              </Link>{' '}
              {p.amount && <Money value={p.amount} sign />}
            </span>
          ))}
        </Flex>
      ),
    },
    c.note && { key: 'note', label: t('note'), children: c.note },
  ].filter((x) => typeof x === 'object')
  return (
    <DocPage
      title={`${t('cost.one')} ${c.no}`}
      tag={<CostTag cost={c} />}
      hint={
        <>
          {c.date} · {c.createdByName} · <Instant at={c.createdAt} />
        </>
      }
      back="/purchase-costs"
      actions={
        menu.length > 0 && (
          <Dropdown trigger={['click']} menu={{ items: menu }}>
            <Button icon={<MoreOutlined />} aria-label={t('more')} />
          </Dropdown>
        )
      }
    >
      {related(c.reversesId, c.reversesNo, 'reverses')}
      {related(c.reversedById, c.reversedByNo, 'reversedBy')}
      <Section title={t('basics')}>
        <Descriptions size="small" column={{ xs: 1, sm: 2, md: 3 }} items={items} />
      </Section>
      <Section title={t('cost.shares')} flush>
        <CostLines cost={c} />
      </Section>
      <Section title={t('common:audit.title')}>
        <RecordHistory path="/api/v1/purchase-costs/{id}/history" id={c.id} of={costKeys.detail(c.id)} />
      </Section>
    </DocPage>
  )
}
