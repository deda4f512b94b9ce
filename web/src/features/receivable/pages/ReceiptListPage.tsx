import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { tradeKeys } from '@/api/keys'
import { DataTable, type Column } from '@/components/DataTable'
import { Money } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { useCan } from '@/hooks/session'
import { sum } from '@/lib/decimal'
import { fundsQuery, type Receipt, receiptList, reverseReceipts } from '../queries'
import { ReceiptTag } from '../ReceiptTag'
import { customerSource } from '../sources'

/** 收款单: money received from customers. */
export default function ReceiptListPage() {
  const { t } = useTranslation('receivable')
  const can = useCan()
  const funds = useQuery({ ...fundsQuery, enabled: can('fund_account.read') }).data ?? []
  const create = can('receipt.create') && (
    <Link to="/receipts/$id" params={{ id: 'new' }}>
      <Button type="primary" icon={<PlusOutlined />} data-hotkey="new">
        {t('newReceipt')}
      </Button>
    </Link>
  )
  const columns: Column<Receipt>[] = [
    { key: 'no', title: t('receiptNo'), width: 160, always: true, render: (r) => <Link to="/receipts/$id" params={{ id: r.id }}>{r.no}</Link>, text: (r) => r.no },
    { key: 'kind', title: t('kind'), width: 90, render: (r) => t(`docKind.${r.kind}`), text: (r) => t(`docKind.${r.kind}`) },
    { key: 'date', title: t('date'), width: 110, sortable: true, render: (r) => <span className="num">{r.date}</span>, text: (r) => r.date },
    { key: 'customer', title: t('customer'), width: 170, render: (r) => r.customerName, text: (r) => r.customerName },
    { key: 'fund', title: t('fund'), width: 140, render: (r) => r.fundAccountName, text: (r) => r.fundAccountName },
    { key: 'amount', title: t('received'), width: 120, align: 'right', sortable: true, render: (r) => <Money value={r.amount} />, text: (r) => r.amount },
    { key: 'allocated', title: t('allocated'), width: 120, align: 'right', render: (r) => <Money value={r.allocated} />, text: (r) => r.allocated },
    { key: 'advance', title: t('advance'), width: 120, align: 'right', render: (r) => <Money value={r.advance} />, text: (r) => r.advance },
    { key: 'state', title: t('stateLabel'), width: 90, render: (r) => <ReceiptTag receipt={r} />, text: (r) => t(`receiptState.${r.state}`) },
    { key: 'source', title: t('source'), width: 120, render: (r) => (r.sourceKind ? t(`docKind.${r.sourceKind}`, { defaultValue: r.sourceKind }) : t('byHand')) },
    { key: 'createdBy', title: t('createdBy'), width: 110, hidden: true, render: (r) => r.createdBy },
    { key: 'createdAt', title: t('createdAt'), width: 150, sortable: true, hidden: true, render: (r) => <Instant at={r.createdAt} />, text: (r) => r.createdAt },
    { key: 'note', title: t('note'), width: 150, render: (r) => r.note ?? '' },
  ]
  return (
    <>
      <PageHead title={t('menu:receivable.receipts')} actions={create} />
      <DataTable
        id="receipts"
        query={receiptList}
        columns={columns}
        searchHint={t('receiptSearch')}
        defaultSort="-createdAt"
        filters={[
          {
            kind: 'custom',
            name: 'customerId',
            label: t('customer'),
            width: 190,
            render: (value, onChange) => <EntitySelect source={customerSource} value={value} onChange={onChange} placeholder={t('customer')} aria-label={t('customer')} />,
          },
          { kind: 'select', name: 'kind', label: t('kind'), options: (['receipt', 'refund', 'settlement'] as const).map((k) => ({ value: k, label: t(`docKind.${k}`) })) },
          { kind: 'select', name: 'fundAccountId', label: t('fund'), options: funds.map((f) => ({ value: f.id, label: f.name })) },
          { kind: 'select', name: 'unallocated', label: t('advance'), options: [{ value: 'true', label: t('withAdvance') }] },
          { kind: 'dates', name: 'date', label: t('date'), from: 'from', to: 'to' },
        ]}
        rowLink={(r) => `/receipts/${r.id}`}
        rowName={(r) => r.no}
        batch={
          can('receipt.reverse')
            ? [
                {
                  key: 'reverse',
                  label: t('reverse'),
                  danger: true,
                  confirm: (count) => t('reverseMany', { count }),
                  run: reverseReceipts,
                  invalidate: tradeKeys,
                },
              ]
            : []
        }
        totals={(rows) => ({ amount: <Money value={sum(rows.map((r) => r.amount))} />, allocated: <Money value={sum(rows.map((r) => r.allocated))} />, advance: <Money value={sum(rows.map((r) => r.advance))} /> })}
        empty={{ title: t('receiptEmpty'), hint: t('receiptEmptyHint'), action: create }}
        mobileCard={(r) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8}>
              <strong>{r.customerName}</strong>
              <strong>
                <Money value={r.amount} sign />
              </strong>
            </Flex>
            <Flex justify="space-between" gap={8} align="center">
              <span className="muted">
                {r.no} · {r.date} · {r.fundAccountName ?? t('docKind.settlement')}
              </span>
              <ReceiptTag receipt={r} />
            </Flex>
          </Flex>
        )}
      />
    </>
  )
}
