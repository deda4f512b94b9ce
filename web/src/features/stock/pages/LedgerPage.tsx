import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Empty, Flex } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable, type Column } from '@/components/DataTable'
import { Money, Qty } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { Section } from '@/components/Section'
import { StatusTag } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { compare } from '@/lib/decimal'
import { documentPath, type Move, moveList } from '../queries'
import { ledgerSource } from '../skus'
import { WarehouseSelect } from '../WarehouseSelect'

/** The ledger of one SKU: every move with what there was after it. */
export default function LedgerPage() {
  const { t } = useTranslation('stock')
  const can = useCan()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { skuId?: string; warehouseId?: string; from?: string; to?: string }
  const skuId = search.skuId ?? ''
  const query = useMemo(() => moveList(skuId), [skuId])
  const costs = can('cost.see')

  const kind = (m: Move) => (m.trueUpOf ? t('move.trueUp') : t(`move.kind.${m.docKind}`, { defaultValue: m.docKind }))
  const no = (m: Move) => {
    const path = documentPath(m.docKind, m.docId)
    return path ? <Link to={path}>{m.docNo}</Link> : m.docNo
  }
  const quantity = (value: string) =>
    compare(value, '0') === 0 ? <span className="muted">—</span> : <span style={{ color: compare(value, '0') < 0 ? '#b8321f' : '#216232' }}><Qty value={compare(value, '0') > 0 ? `+${value}` : value} /></span>
  const columns: Column<Move>[] = [
    { key: 'postedAt', title: t('move.postedAt'), width: 150, always: true, sortable: true, render: (m) => <Instant at={m.postedAt} />, text: (m) => m.postedAt },
    { key: 'date', title: t('doc.date'), width: 105, render: (m) => m.date },
    { key: 'docNo', title: t('doc.no'), width: 165, render: no, text: (m) => m.docNo },
    { key: 'docKind', title: t('doc.kindTitle'), width: 110, render: kind },
    { key: 'warehouseName', title: t('warehouse.name'), width: 120, render: (m) => m.warehouseName },
    { key: 'quantity', title: t('move.quantity'), width: 100, align: 'right', render: (m) => quantity(m.quantity), text: (m) => m.quantity },
    ...(costs ? [{ key: 'value', title: t('move.value'), width: 120, align: 'right' as const, render: (m: Move) => <Money value={m.value} />, text: (m: Move) => m.value }] : []),
    { key: 'onHand', title: t('move.onHand'), width: 110, align: 'right', render: (m) => <Qty value={m.onHand} />, text: (m) => m.onHand },
    { key: 'poolQuantity', title: t('move.poolQuantity'), width: 110, align: 'right', hidden: true, render: (m) => <Qty value={m.poolQuantity} />, text: (m) => m.poolQuantity },
    ...(costs ? [{ key: 'poolValue', title: t('move.poolValue'), width: 130, align: 'right' as const, render: (m: Move) => <Money value={m.poolValue} />, text: (m: Move) => m.poolValue }] : []),
  ]
  return (
    <>
      <PageHead
        title={t('menu:stock.ledger')}
        hint={t('move.hint')}
        actions={
          <div style={{ width: 340, maxWidth: '100%' }}>
            <EntitySelect source={ledgerSource} value={skuId || undefined} aria-label={t('line.sku')} placeholder={t('line.skuHint')} onChange={(id) => void navigate({ to: '/stock/ledger', search: { skuId: id } as never, replace: true })} />
          </div>
        }
      />
      {skuId === '' ? (
        <Section>
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('move.choose')}>
            <Link to="/stock">{t('move.toBalances')}</Link>
          </Empty>
        </Section>
      ) : (
        <DataTable
          key={skuId}
          id="moves"
          query={query}
          columns={columns}
          filters={[
            { kind: 'custom', name: 'warehouseId', label: t('warehouse.name'), width: 140, render: (value, onChange) => <WarehouseSelect allowClear value={value} onChange={onChange} /> },
            { kind: 'dates', name: 'date', label: t('doc.date'), from: 'from', to: 'to' },
          ]}
          exports={[{ path: '/api/v1/stock/moves/export', query: (p) => ({ ...p, skuId }) }]}
          empty={{ title: t('move.empty'), hint: t('move.emptyHint') }}
          mobileCard={(m) => (
            <Flex vertical gap={2}>
              <Flex justify="space-between" gap={8}>
                <strong>{no(m)}</strong>
                <strong>{quantity(m.quantity)}</strong>
              </Flex>
              <Flex justify="space-between" gap={8} className="muted">
                <span>{[m.date, m.warehouseName].join(' · ')}</span>
                <span>
                  {t('move.onHand')} <Qty value={m.onHand} />
                </span>
              </Flex>
              <span>
                <StatusTag tone={m.trueUpOf ? 'attention' : 'neutral'}>{kind(m)}</StatusTag>
              </span>
            </Flex>
          )}
        />
      )}
    </>
  )
}
