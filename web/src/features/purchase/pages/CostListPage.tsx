import { PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { anySupplierSource } from '@/components/choices'
import { type Column, DataTable } from '@/components/DataTable'
import { Money } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { useCan } from '@/hooks/session'
import { sum } from '@/lib/decimal'
import { costKeys, costKinds, costList, type CostRow } from '../costs'
import { CostTag } from '../CostView'

/** 采购费用: costs that arrived after the goods. */
export default function CostListPage() {
  const { t } = useTranslation('purchase')
  const can = useCan()
  const client = useQueryClient()
  useLive('purchase_cost', () => void client.invalidateQueries({ queryKey: costKeys.lists }))
  const create = can('purchase.cost') && (
    <Link to="/purchase-costs/$id" params={{ id: 'new' }}>
      <Button type="primary" icon={<PlusOutlined />} data-hotkey="new">
        {t('cost.new')}
      </Button>
    </Link>
  )
  const kind = (r: CostRow) => t(`cost.kind.${r.kind}`)
  const money = (key: 'amount' | 'taxAmount' | 'stockValue' | 'soldValue', title: string, more?: Partial<Column<CostRow>>): Column<CostRow> => ({
    key,
    title,
    width: 120,
    align: 'right',
    render: (r) => <Money value={r[key]} />,
    text: (r) => r[key],
    ...more,
  })
  const columns: Column<CostRow>[] = [
    { key: 'no', title: t('no'), width: 160, always: true, sortable: true, render: (r) => <Link to="/purchase-costs/$id" params={{ id: r.id }}>{r.no}</Link>, text: (r) => r.no },
    { key: 'date', title: t('cost.date'), width: 110, sortable: true, render: (r) => <span className="num">{r.date}</span>, text: (r) => r.date },
    { key: 'kind', title: t('cost.kindLabel'), width: 100, render: kind, text: kind },
    { key: 'supplier', title: t('cost.supplier'), width: 180, render: (r) => r.supplierName, text: (r) => r.supplierName },
    ...(can('cost.see')
      ? [
          money('amount', t('cost.amount'), { sortable: true }),
          money('stockValue', t('cost.intoStock')),
          money('soldValue', t('cost.intoSold')),
          money('taxAmount', t('taxWithin'), { hidden: true }),
        ]
      : []),
    { key: 'state', title: t('receipt.stateLabel'), width: 90, render: (r) => <CostTag cost={r} /> },
    { key: 'billNo', title: t('cost.billNo'), width: 140, render: (r) => r.billNo ?? '', text: (r) => r.billNo },
    { key: 'note', title: t('note'), width: 160, render: (r) => r.note ?? '', text: (r) => r.note },
    { key: 'createdAt', title: t('createdAt'), width: 150, sortable: true, hidden: true, render: (r) => <Instant at={r.createdAt} />, text: (r) => r.createdAt },
  ]
  return (
    <>
      <PageHead title={t('menu:purchaseCost')} actions={create} />
      <DataTable
        id="purchase-costs"
        query={costList}
        columns={columns}
        searchHint={t('cost.search')}
        defaultSort="-createdAt"
        filters={[
          { kind: 'select', name: 'kind', label: t('cost.kindLabel'), options: costKinds.map((k) => ({ value: k, label: t(`cost.kind.${k}`) })) },
          { kind: 'select', name: 'standing', label: t('receipt.stateLabel'), options: [{ value: 'true', label: t('cost.standing') }] },
          { kind: 'dates', name: 'date', label: t('cost.date'), from: 'from', to: 'to' },
          {
            kind: 'custom',
            name: 'supplierId',
            label: t('cost.supplier'),
            width: 180,
            render: (value, onChange) => <EntitySelect source={anySupplierSource} value={value} onChange={onChange} placeholder={t('cost.supplier')} aria-label={t('cost.supplier')} />,
          },
        ]}
        rowLink={(r) => `/purchase-costs/${r.id}`}
        rowName={(r) => r.no}
        exports={[{ path: '/api/v1/purchase-costs/export' }]}
        totals={(rows) => ({ amount: <Money value={sum(rows.map((r) => r.amount))} /> })}
        empty={{ title: t('cost.empty'), hint: t('cost.emptyHint'), action: create }}
        mobileCard={(r) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8}>
              <strong className="cut">
                {kind(r)} · {r.supplierName}
              </strong>
              {r.amount && (
                <strong>
                  <Money value={r.amount} sign />
                </strong>
              )}
            </Flex>
            <Flex justify="space-between" gap={8} align="center">
              <span className="muted">
                {r.no} · {r.date}
              </span>
              <CostTag cost={r} />
            </Flex>
          </Flex>
        )}
      />
    </>
  )
}
