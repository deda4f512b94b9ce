import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Button, Flex, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DataTable, type Column } from '@/components/DataTable'
import { Money, Price, Qty } from '@/components/Decimal'
import { PageHead } from '@/components/PageHead'
import { Thumb } from '@/components/Thumb'
import { useCan } from '@/hooks/session'
import { compare } from '@/lib/decimal'
import { type Balance, balanceFilter, balanceList, balanceTotals } from '../queries'
import { WarehouseSelect } from '../WarehouseSelect'

const list = balanceList()

/** What lies where: balances per warehouse and SKU, per SKU or per product, with their sums. */
export default function BalancesPage() {
  const { t } = useTranslation('stock')
  const can = useCan()
  const search = useSearch({ strict: false }) as Record<string, string>
  const filter = balanceFilter(search)
  const totals = useQuery(balanceTotals(filter))
  const costs = can('cost.see')
  const by = filter.by ?? 'warehouse'

  const quantity = (value: string) => <span style={compare(value, '0') < 0 ? { color: '#b8321f', fontWeight: 600 } : undefined}><Qty value={value} /></span>
  const ledger = (b: Balance, text: string) =>
    b.skuId ? (
      <Link to="/stock/ledger" search={{ skuId: b.skuId, warehouseId: b.warehouseId } as never} title={t('balance.toLedger')}>
        {text}
      </Link>
    ) : (
      <Link to="/products/$id" params={{ id: b.productId }}>
        {text}
      </Link>
    )
  const columns: Column<Balance>[] = [
    { key: 'picture', title: t('balance.picture'), width: 56, render: (b) => <Thumb src={b.picture} />, text: () => '' },
    { key: 'code', title: by === 'product' ? t('balance.productCode') : t('balance.skuCode'), width: 170, always: true, sortable: true, render: (b) => ledger(b, b.skuCode ?? b.productCode), text: (b) => b.skuCode ?? b.productCode },
    { key: 'productName', title: t('balance.product'), width: 260, render: (b) => b.productName },
    ...(by === 'product' ? [] : [{ key: 'spec', title: t('balance.spec'), width: 150, render: (b: Balance) => b.spec ?? '' }]),
    ...(by === 'warehouse' ? [{ key: 'warehouse', title: t('warehouse.name'), width: 130, sortable: true, render: (b: Balance) => b.warehouseName ?? '' }] : []),
    { key: 'onHand', title: t('balance.onHand'), width: 110, align: 'right', sortable: true, render: (b) => quantity(b.onHand), text: (b) => b.onHand },
    { key: 'reserved', title: t('balance.reserved'), width: 90, align: 'right', render: (b) => <Qty value={b.reserved} />, text: (b) => b.reserved },
    { key: 'onOrder', title: t('balance.onOrder'), width: 90, align: 'right', hidden: true, render: (b) => <Qty value={b.onOrder} />, text: (b) => b.onOrder },
    { key: 'available', title: t('balance.available'), width: 110, align: 'right', render: (b) => quantity(b.available), text: (b) => b.available },
    ...(costs
      ? ([
          { key: 'unitCost', title: t('balance.unitCost'), width: 110, align: 'right', render: (b) => <Price value={compare(b.onHand, '0') > 0 ? b.unitCost : undefined} />, text: (b) => b.unitCost },
          { key: 'value', title: t('balance.value'), width: 130, align: 'right', render: (b) => <Money value={b.value} />, text: (b) => b.value },
        ] satisfies Column<Balance>[])
      : []),
  ]
  return (
    <>
      <PageHead
        title={t('menu:stock.balance')}
        hint={
          totals.data && (
            <Flex gap={16} wrap component="span">
              <span>{t('balance.rows', { count: totals.data.rows })}</span>
              <span>
                {t('balance.onHand')} <strong><Qty value={totals.data.onHand} /></strong>
              </span>
              {totals.data.value !== undefined && (
                <span>
                  {t('balance.value')} <strong><Money value={totals.data.value} sign /></strong>
                </span>
              )}
            </Flex>
          )
        }
        actions={
          can('stock.opening') && (
            <Link to="/opening-stock/$id" params={{ id: 'new' }}>
              <Button>{t('opening.new')}</Button>
            </Link>
          )
        }
      />
      <DataTable
        id={`balances.${by}`}
        query={list}
        columns={columns}
        searchHint={t('balance.search')}
        filters={[
          {
            kind: 'custom',
            name: 'by',
            label: t('balance.by'),
            width: 130,
            render: (value, onChange) => (
              <Select
                aria-label={t('balance.by')}
                style={{ width: '100%' }}
                value={value ?? 'warehouse'}
                onChange={(v) => onChange(v === 'warehouse' ? undefined : v)}
                options={[
                  { value: 'warehouse', label: t('balance.byWarehouse') },
                  { value: 'sku', label: t('balance.bySku') },
                  { value: 'product', label: t('balance.byProduct') },
                ]}
              />
            ),
          },
          { kind: 'custom', name: 'warehouseId', label: t('warehouse.name'), width: 140, render: (value, onChange) => <WarehouseSelect allowClear value={value} onChange={onChange} /> },
          {
            kind: 'select',
            name: 'balance',
            label: t('balance.filter'),
            options: [
              { value: 'nonZero', label: t('balance.nonZero') },
              { value: 'belowZero', label: t('balance.belowZero') },
            ],
          },
        ]}
        exports={[{ path: '/api/v1/stock/balances/export', query: (p) => ({ ...balanceFilter(p), sort: p.sort }) }]}
        rowName={(b) => b.skuCode ?? b.productCode}
        empty={{
          title: t('balance.empty'),
          hint: t('balance.emptyHint'),
          action: can('stock.opening') && (
            <Link to="/opening-stock/$id" params={{ id: 'new' }}>
              <Button type="primary">{t('opening.new')}</Button>
            </Link>
          ),
        }}
        mobileCard={(b) => (
          <Flex gap={10}>
            <Thumb src={b.picture} size={44} />
            <div style={{ flex: 1, minWidth: 0 }}>
              <Flex justify="space-between" gap={8}>
                <strong className="cut">{b.productName}</strong>
                <strong>{quantity(b.onHand)}</strong>
              </Flex>
              <Flex justify="space-between" gap={8} className="muted">
                <span className="cut">{[b.spec, b.warehouseName].filter(Boolean).join(' · ') || b.productCode}</span>
                {costs && <Money value={b.value} />}
              </Flex>
              <div>{ledger(b, b.skuCode ?? b.productCode)}</div>
            </div>
          </Flex>
        )}
      />
    </>
  )
}
