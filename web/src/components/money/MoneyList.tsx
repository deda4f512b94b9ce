import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { tradeKeys } from '@/api/keys'
import { DataTable, type Column } from '@/components/DataTable'
import { Money } from '@/components/Decimal'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { useCan } from '@/hooks/session'
import { sum } from '@/lib/decimal'
import { fundsQuery } from './funds'
import { MoneyTag } from './MoneyTag'
import { type Money as Row, useMoneySide, useMoneyTexts } from './side'

/** 收款单、付款单: the money of one side, with refunds and settlements. */
export function MoneyList() {
  const { t } = useMoneyTexts()
  const can = useCan()
  const side = useMoneySide()
  const { at, kinds, may, PartySelect } = side
  const funds = useQuery({ ...fundsQuery, enabled: can('fund_account.read') }).data ?? []
  const create = can(may.enter) && (
    <Link to={`${at.money}/new`}>
      <Button type="primary" icon={<PlusOutlined />} data-hotkey="new">
        {t('newMoney')}
      </Button>
    </Link>
  )
  const columns: Column<Row>[] = [
    { key: 'no', title: t('moneyNo'), width: 160, always: true, render: (r) => <Link to={`${at.money}/${r.id}`}>{r.no}</Link>, text: (r) => r.no },
    { key: 'kind', title: t('kind'), width: 90, render: (r) => t(`docKind.${r.kind}`), text: (r) => t(`docKind.${r.kind}`) },
    { key: 'date', title: t('date'), width: 110, sortable: true, render: (r) => <span className="num">{r.date}</span>, text: (r) => r.date },
    { key: 'party', title: t('party'), width: 170, render: (r) => r.partyName, text: (r) => r.partyName },
    { key: 'fund', title: t('fund'), width: 140, render: (r) => r.fundAccountName, text: (r) => r.fundAccountName },
    { key: 'amount', title: t('moved'), width: 120, align: 'right', sortable: true, render: (r) => <Money value={r.amount} />, text: (r) => r.amount },
    { key: 'allocated', title: t('allocated'), width: 120, align: 'right', render: (r) => <Money value={r.allocated} />, text: (r) => r.allocated },
    { key: 'advance', title: t('advance'), width: 120, align: 'right', render: (r) => <Money value={r.advance} />, text: (r) => r.advance },
    { key: 'state', title: t('stateLabel'), width: 90, render: (r) => <MoneyTag money={r} />, text: (r) => t(`receiptState.${r.state}`) },
    { key: 'source', title: t('source'), width: 120, render: (r) => (r.sourceKind ? t(`docKind.${r.sourceKind}`, { defaultValue: r.sourceKind }) : t('byHand')) },
    { key: 'createdBy', title: t('createdBy'), width: 110, hidden: true, render: (r) => r.createdBy },
    { key: 'createdAt', title: t('createdAt'), width: 150, sortable: true, hidden: true, render: (r) => <Instant at={r.createdAt} />, text: (r) => r.createdAt },
    { key: 'note', title: t('note'), width: 150, render: (r) => r.note ?? '' },
  ]
  return (
    <>
      <PageHead title={t(side.titles.money)} actions={create} />
      <DataTable
        id={at.money.slice(1)}
        query={side.money}
        columns={columns}
        searchHint={t('moneySearch')}
        defaultSort="-createdAt"
        filters={[
          {
            kind: 'custom',
            name: side.partyKey,
            label: t('party'),
            width: 190,
            render: (value, onChange) => <PartySelect value={value} onChange={onChange} placeholder={t('party')} aria-label={t('party')} />,
          },
          { kind: 'select', name: 'kind', label: t('kind'), options: Object.values(kinds).map((k) => ({ value: k, label: t(`docKind.${k}`) })) },
          { kind: 'select', name: 'fundAccountId', label: t('fund'), options: funds.map((f) => ({ value: f.id, label: f.name })) },
          { kind: 'select', name: 'unallocated', label: t('advance'), options: [{ value: 'true', label: t('withAdvance') }] },
          { kind: 'dates', name: 'date', label: t('date'), from: 'from', to: 'to' },
        ]}
        rowLink={(r) => `${at.money}/${r.id}`}
        rowName={(r) => r.no}
        batch={
          can(may.reverse)
            ? [
                {
                  key: 'reverse',
                  label: t('reverse'),
                  danger: true,
                  confirm: (count) => t('reverseMany', { count }),
                  run: side.reverseMany,
                  invalidate: tradeKeys,
                },
              ]
            : []
        }
        totals={(rows) => ({ amount: <Money value={sum(rows.map((r) => r.amount))} />, allocated: <Money value={sum(rows.map((r) => r.allocated))} />, advance: <Money value={sum(rows.map((r) => r.advance))} /> })}
        exports={[{ path: side.exports.money }]}
        empty={{ title: t('moneyEmpty'), hint: t('moneyEmptyHint'), action: create }}
        mobileCard={(r) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8}>
              <strong>{r.partyName}</strong>
              <strong>
                <Money value={r.amount} sign />
              </strong>
            </Flex>
            <Flex justify="space-between" gap={8} align="center">
              <span className="muted">
                {r.no} · {r.date} · {r.fundAccountName ?? t(`docKind.${r.kind}`)}
              </span>
              <MoneyTag money={r} />
            </Flex>
          </Flex>
        )}
      />
    </>
  )
}
