import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable, type Column } from '@/components/DataTable'
import { Money } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import { PageHead } from '@/components/PageHead'
import { StatusTag } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { compare, sum } from '@/lib/decimal'
import { OpeningDrawer } from '../OpeningDrawer'
import { placeOf, type Receivable, receivableList, todayQuery } from '../queries'
import { customerSource } from '../sources'

/** 应收: what customers owe, by document, with the way to each customer's statement. */
export default function ReceivableListPage() {
  const { t } = useTranslation('receivable')
  const can = useCan()
  const [opening, setOpening] = useState(false)
  const today = useQuery(todayQuery).data
  const overdue = (r: Receivable) => today !== undefined && compare(r.open, '0') > 0 && r.dueDate !== undefined && r.dueDate < today
  const state = (r: Receivable) => (compare(r.open, '0') === 0 ? 'settled' : overdue(r) ? 'overdue' : 'open')
  const tone = { settled: 'good', overdue: 'bad', open: 'attention' } as const
  const tag = (r: Receivable) => <StatusTag tone={tone[state(r)]}>{t(`state.${state(r)}`)}</StatusTag>
  const doc = (r: Receivable) => {
    const place = placeOf(r.docKind, r.docId)
    return place ? <Link to={place}>{r.docNo}</Link> : <span className="num">{r.docNo}</span>
  }
  const enter = (r: Receivable, text: string, kind?: 'refund' | 'settlement') => (
    <Link to="/receipts/$id" params={{ id: 'new' }} search={{ kind, customerId: r.customerId, docId: r.docId } as never}>
      <Button size="small">{text}</Button>
    </Link>
  )
  const receive = (r: Receivable) =>
    compare(r.open, '0') > 0 ? (
      can('receipt.create') && enter(r, t('receive'))
    ) : compare(r.open, '0') < 0 ? (
      <Flex gap={4}>
        {can('refund.create') && enter(r, t('refund.do'), 'refund')}
        {can('receipt.create') && enter(r, t('settlement.do'), 'settlement')}
      </Flex>
    ) : null
  const columns: Column<Receivable>[] = [
    { key: 'docNo', title: t('docNo'), width: 160, always: true, render: doc, text: (r) => r.docNo },
    { key: 'kind', title: t('kind'), width: 110, render: (r) => t(`docKind.${r.docKind}`, { defaultValue: r.docKind }) },
    { key: 'customer', title: t('customer'), width: 170, render: (r) => <Link to="/statements/$id" params={{ id: r.customerId }} title={t('statement')}>{r.customerName}</Link>, text: (r) => r.customerName },
    { key: 'date', title: t('date'), width: 110, sortable: true, render: (r) => <span className="num">{r.date}</span>, text: (r) => r.date },
    { key: 'dueDate', title: t('dueDate'), width: 110, sortable: true, render: (r) => <span className="num">{r.dueDate ?? ''}</span>, text: (r) => r.dueDate },
    { key: 'amount', title: t('amount'), width: 120, align: 'right', sortable: true, render: (r) => <Money value={r.amount} />, text: (r) => r.amount },
    { key: 'settled', title: t('settled'), width: 120, align: 'right', render: (r) => <Money value={sum([r.settled, r.setOff])} />, text: (r) => r.settled },
    { key: 'open', title: t('open'), width: 120, align: 'right', sortable: true, render: (r) => <strong><Money value={r.open} /></strong>, text: (r) => r.open },
    { key: 'state', title: t('stateLabel'), width: 90, render: tag, text: (r) => t(`state.${state(r)}`) },
    { key: 'note', title: t('note'), width: 150, hidden: true, render: (r) => r.note ?? '' },
    { key: 'actions', title: t('actions'), width: 130, render: receive, text: () => '' },
  ]
  return (
    <>
      <PageHead
        title={t('menu:receivable.receivables')}
        hint={t('hint')}
        actions={
          <>
            {can('receivable.opening') && <Button onClick={() => setOpening(true)}>{t('opening.title')}</Button>}
            {can('receipt.create') && (
              <Link to="/receipts/$id" params={{ id: 'new' }}>
                <Button type="primary" data-hotkey="new">
                  {t('newReceipt')}
                </Button>
              </Link>
            )}
          </>
        }
      />
      <DataTable
        id="receivables"
        query={receivableList}
        columns={columns}
        searchHint={t('search')}
        defaultSort="date"
        filters={[
          { kind: 'select', name: 'state', label: t('state.open'), options: (['open', 'overdue', 'all'] as const).map((s) => ({ value: s, label: t(`state.${s}`) })) },
          {
            kind: 'custom',
            name: 'customerId',
            label: t('customer'),
            width: 190,
            render: (value, onChange) => <EntitySelect source={customerSource} value={value} onChange={onChange} placeholder={t('customer')} aria-label={t('customer')} />,
          },
          { kind: 'dates', name: 'date', label: t('date'), from: 'from', to: 'to' },
        ]}
        rowName={(r) => r.docNo}
        totals={(rows) => ({ amount: <Money value={sum(rows.map((r) => r.amount))} />, settled: <Money value={sum(rows.flatMap((r) => [r.settled, r.setOff]))} />, open: <Money value={sum(rows.map((r) => r.open))} /> })}
        empty={{ title: t('empty'), hint: t('emptyHint') }}
        mobileCard={(r) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8}>
              <Link to="/statements/$id" params={{ id: r.customerId }}>
                <strong>{r.customerName}</strong>
              </Link>
              <strong>
                <Money value={r.open} sign />
              </strong>
            </Flex>
            <Flex justify="space-between" gap={8} align="center">
              <span className="muted">
                {doc(r)} · {r.date}
              </span>
              <Flex gap={6} align="center">
                {tag(r)}
                {receive(r)}
              </Flex>
            </Flex>
          </Flex>
        )}
      />
      {opening && <OpeningDrawer onClose={() => setOpening(false)} />}
    </>
  )
}
