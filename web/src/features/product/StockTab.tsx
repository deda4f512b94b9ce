import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Empty, Skeleton, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import { Money, Qty } from '@/components/Decimal'
import { ProblemView } from '@/components/ProblemView'
import { useCan } from '@/hooks/session'

/** What lies where of a product, per warehouse and SKU. */
export function StockTab({ productId }: { productId: string }) {
  const { t } = useTranslation('product')
  const can = useCan()
  const stock = useQuery({
    queryKey: ['stock', 'product', productId],
    queryFn: ({ signal }) => data(api.GET('/api/v1/stock/balances', { params: { query: { productId, pageSize: 200 } }, signal })),
  })
  if (stock.isPending) return <Skeleton active />
  if (stock.isError) return <ProblemView problem={toProblem(stock.error)} onRetry={() => void stock.refetch()} />
  const rows = stock.data.items
  if (rows.length === 0) {
    return (
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('stock.empty')}>
        {can('stock.opening') && <Link to="/opening-stock/new">{t('stock.opening')}</Link>}
      </Empty>
    )
  }
  return (
    <Table
      size="small"
      rowKey={(r) => `${r.warehouseId}:${r.skuId}`}
      dataSource={rows}
      pagination={false}
      scroll={{ x: 520 }}
      columns={[
        { key: 'sku', title: t('stock.sku'), render: (_, r) => <Link to="/stock/ledger" search={{ skuId: r.skuId } as never}>{[r.skuCode, r.spec].filter(Boolean).join(' ')}</Link> },
        { key: 'warehouse', title: t('stock.warehouse'), render: (_, r) => r.warehouseName },
        { key: 'onHand', title: t('onHand'), align: 'right', render: (_, r) => <Qty value={r.onHand} /> },
        { key: 'available', title: t('stock.available'), align: 'right', render: (_, r) => <Qty value={r.available} /> },
        ...(can('cost.see') ? [{ key: 'value', title: t('stock.value'), align: 'right' as const, render: (_: unknown, r: (typeof rows)[number]) => <Money value={r.value} /> }] : []),
      ]}
    />
  )
}
