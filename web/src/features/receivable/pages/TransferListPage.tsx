import { SwapOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { DataTable, type Column } from '@/components/DataTable'
import { Money } from '@/components/Decimal'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { useCan } from '@/hooks/session'
import { sum } from '@/lib/decimal'
import { fundsQuery, reverseTransfers, type Transfer, transferKeys, transferList, transferredKeys } from '../queries'
import { MoneyTag } from '@/components/money/MoneyTag'

/** 资金转账单: money moved between fund accounts, by people and by what 1688 paid out. */
export default function TransferListPage() {
  const { t } = useTranslation('receivable')
  const can = useCan()
  const client = useQueryClient()
  const funds = useQuery({ ...fundsQuery, enabled: can('fund_account.read') }).data ?? []
  const create = can('fund_transfer.create') && (
    <Link to="/fund-transfers/$id" params={{ id: 'new' }}>
      <Button type="primary" icon={<SwapOutlined />} data-hotkey="new">
        {t('transfer.title')}
      </Button>
    </Link>
  )
  const source = (r: Transfer) => (r.sourceKind ? t(`docKind.${r.sourceKind}`, { defaultValue: r.sourceKind }) : t('byHand'))
  const columns: Column<Transfer>[] = [
    { key: 'no', title: t('docNo'), width: 160, always: true, render: (r) => <Link to="/fund-transfers/$id" params={{ id: r.id }}>{r.no}</Link>, text: (r) => r.no },
    { key: 'date', title: t('date'), width: 110, sortable: true, render: (r) => <span className="num">{r.date}</span>, text: (r) => r.date },
    { key: 'from', title: t('transfer.from'), width: 160, render: (r) => r.fromAccountName, text: (r) => r.fromAccountName },
    { key: 'to', title: t('transfer.to'), width: 160, render: (r) => r.toAccountName, text: (r) => r.toAccountName },
    { key: 'amount', title: t('transfer.amount'), width: 120, align: 'right', sortable: true, render: (r) => <Money value={r.amount} />, text: (r) => r.amount },
    { key: 'fee', title: t('transfer.fee'), width: 100, align: 'right', render: (r) => <Money value={r.fee} />, text: (r) => r.fee },
    { key: 'state', title: t('stateLabel'), width: 90, render: (r) => <MoneyTag money={r} />, text: (r) => t(`receiptState.${r.state}`) },
    { key: 'source', title: t('source'), width: 130, render: source, text: source },
    { key: 'note', title: t('note'), width: 180, render: (r) => r.note ?? '' },
    { key: 'createdBy', title: t('createdBy'), width: 110, hidden: true, render: (r) => r.createdBy },
    { key: 'createdAt', title: t('createdAt'), width: 150, sortable: true, hidden: true, render: (r) => <Instant at={r.createdAt} />, text: (r) => r.createdAt },
  ]
  return (
    <>
      <PageHead title={t('menu:receivable.transfers')} hint={t('transfer.hint')} actions={create} />
      <DataTable
        id="fund-transfers"
        query={transferList}
        columns={columns}
        searchHint={t('transfer.search')}
        defaultSort="-createdAt"
        exports={[{ path: '/api/v1/fund-transfers/export' }]}
        filters={[
          { kind: 'select', name: 'fundAccountId', label: t('fund'), options: funds.map((f) => ({ value: f.id, label: f.name })) },
          { kind: 'select', name: 'byHand', label: t('source'), options: [{ value: 'true', label: t('byHand') }, { value: 'false', label: t('docKind.escrow') }] },
          { kind: 'dates', name: 'date', label: t('date'), from: 'from', to: 'to' },
        ]}
        rowLink={(r) => `/fund-transfers/${r.id}`}
        rowName={(r) => r.no}
        batch={
          can('fund_transfer.reverse')
            ? [
                {
                  key: 'reverse',
                  label: t('reverse'),
                  danger: true,
                  confirm: (count) => t('transfer.reverseMany', { count }),
                  run: async (ids, rows, write) => {
                    const outcome = await reverseTransfers(ids, rows, write)
                    for (const queryKey of [transferKeys.all, ...transferredKeys]) void client.invalidateQueries({ queryKey })
                    return outcome
                  },
                },
              ]
            : []
        }
        totals={(rows) => ({ amount: <Money value={sum(rows.map((r) => r.amount))} />, fee: <Money value={sum(rows.map((r) => r.fee))} /> })}
        empty={{ title: t('transfer.empty'), hint: t('transfer.emptyHint'), action: create }}
        mobileCard={(r) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8}>
              <strong>
                {r.fromAccountName} → {r.toAccountName}
              </strong>
              <strong>
                <Money value={r.amount} sign />
              </strong>
            </Flex>
            <Flex justify="space-between" gap={8} align="center">
              <span className="muted">
                {r.no} · {r.date} · {source(r)}
              </span>
              <MoneyTag money={r} />
            </Flex>
          </Flex>
        )}
      />
    </>
  )
}
