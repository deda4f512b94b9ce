import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useState } from 'react'
import type { ListParams } from '@/api/list'
import { DataTable, type Column } from '@/components/DataTable'
import { Money } from '@/components/Decimal'
import { PageHead } from '@/components/PageHead'
import { StatusTag } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { compare, sum } from '@/lib/decimal'
import { todayQuery } from './funds'
import { OpeningDrawer } from './OpeningDrawer'
import { placeOf } from './place'
import { asked, type Item, useMoneySide, useMoneyTexts } from './side'

/** 应收、应付: what is owed, by document, with the way to each party's statement. */
export function ItemList() {
  const { t } = useMoneyTexts()
  const can = useCan()
  const side = useMoneySide()
  const { at, may, PartySelect } = side
  const [opening, setOpening] = useState(false)
  const today = useQuery(todayQuery).data
  const overdue = (r: Item) => today !== undefined && compare(r.open, '0') > 0 && r.dueDate !== undefined && r.dueDate < today
  const state = (r: Item) => (compare(r.open, '0') === 0 ? 'settled' : overdue(r) ? 'overdue' : 'open')
  const tone = { settled: 'good', overdue: 'bad', open: 'attention' } as const
  const tag = (r: Item) => <StatusTag tone={tone[state(r)]}>{t(`state.${state(r)}`)}</StatusTag>
  const doc = (r: Item) => {
    const place = placeOf(r.docKind, r.docId)
    return place ? <Link to={place}>{r.docNo}</Link> : <span className="num">{r.docNo}</span>
  }
  const enter = (r: Item, text: string, kind?: 'refund' | 'settlement') => (
    <Link to={`${at.money}/new`} search={{ kind, [side.partyKey]: r.partyId, docId: r.docId } as never}>
      <Button size="small">{text}</Button>
    </Link>
  )
  const settle = (r: Item) =>
    compare(r.open, '0') > 0 ? (
      can(may.enter) && enter(r, t('enter'))
    ) : compare(r.open, '0') < 0 ? (
      <Flex gap={4}>
        {can(may.refund) && enter(r, t('refund.do'), 'refund')}
        {can(may.enter) && enter(r, t('settlement.do'), 'settlement')}
      </Flex>
    ) : null
  const columns: Column<Item>[] = [
    { key: 'docNo', title: t('docNo'), width: 160, always: true, render: doc, text: (r) => r.docNo },
    { key: 'kind', title: t('kind'), width: 110, render: (r) => t(`docKind.${r.docKind}`, { defaultValue: r.docKind }) },
    { key: 'party', title: t('party'), width: 170, render: (r) => <Link to={`${at.statement}/${r.partyId}`} title={t('statement')}>{r.partyName}</Link>, text: (r) => r.partyName },
    { key: 'date', title: t('date'), width: 110, sortable: true, render: (r) => <span className="num">{r.date}</span>, text: (r) => r.date },
    { key: 'dueDate', title: t('dueDate'), width: 110, sortable: true, render: (r) => <span className="num">{r.dueDate ?? ''}</span>, text: (r) => r.dueDate },
    { key: 'amount', title: t('amount'), width: 120, align: 'right', sortable: true, render: (r) => <Money value={r.amount} />, text: (r) => r.amount },
    { key: 'settled', title: t('settled'), width: 120, align: 'right', render: (r) => <Money value={sum([r.settled, r.setOff])} />, text: (r) => r.settled },
    { key: 'open', title: t('open'), width: 120, align: 'right', sortable: true, render: (r) => <strong><Money value={r.open} /></strong>, text: (r) => r.open },
    { key: 'state', title: t('stateLabel'), width: 90, render: tag, text: (r) => t(`state.${state(r)}`) },
    { key: 'note', title: t('note'), width: 150, hidden: true, render: (r) => r.note ?? '' },
    { key: 'actions', title: t('actions'), width: 130, render: settle, text: () => '' },
  ]
  return (
    <>
      <PageHead
        title={t(side.titles.items)}
        hint={t('hint')}
        actions={
          <>
            {can(may.opening) && <Button onClick={() => setOpening(true)}>{t('opening.title')}</Button>}
            {can(may.enter) && (
              <Link to={`${at.money}/new`}>
                <Button type="primary" data-hotkey="new">
                  {t('newMoney')}
                </Button>
              </Link>
            )}
          </>
        }
      />
      <DataTable
        id={at.items.slice(1)}
        query={side.items}
        columns={columns}
        searchHint={t('search')}
        defaultSort="date"
        filters={[
          { kind: 'select', name: 'state', label: t('state.open'), options: (['open', 'overdue', 'all'] as const).map((s) => ({ value: s, label: t(`state.${s}`) })) },
          {
            kind: 'custom',
            name: side.partyKey,
            label: t('party'),
            width: 190,
            render: (value, onChange) => <PartySelect value={value} onChange={onChange} placeholder={t('party')} aria-label={t('party')} />,
          },
          { kind: 'dates', name: 'date', label: t('date'), from: 'from', to: 'to' },
        ]}
        rowName={(r) => r.docNo}
        totals={(rows) => ({ amount: <Money value={sum(rows.map((r) => r.amount))} />, settled: <Money value={sum(rows.flatMap((r) => [r.settled, r.setOff]))} />, open: <Money value={sum(rows.map((r) => r.open))} /> })}
        exports={[{ path: side.exports.items, query: (p) => asked(p as ListParams) }]}
        empty={{ title: t('empty'), hint: t('emptyHint') }}
        mobileCard={(r) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8}>
              <Link to={`${at.statement}/${r.partyId}`}>
                <strong>{r.partyName}</strong>
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
                {settle(r)}
              </Flex>
            </Flex>
          </Flex>
        )}
      />
      {opening && <OpeningDrawer onClose={() => setOpening(false)} />}
    </>
  )
}
