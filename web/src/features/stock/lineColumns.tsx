import { Checkbox, Flex } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Money, Price } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import type { LineColumn } from '@/components/LineGrid'
import { type CostField, enterCost, setZeroCost } from './cost'
import { type Line, withSku } from './lines'
import type { Kind } from './queries'
import { type Sku, skuLabel, skuSource, skusByCode } from './skus'
import { WarehouseSelect } from './WarehouseSelect'

function name(line: Line) {
  return (
    <Flex gap={8} wrap component="span">
      <span>{line.sku && skuLabel(line.sku)}</span>
      <span className="muted">{line.sku?.code}</span>
    </Flex>
  )
}

/** The columns of a stock document: receipts carry their cost, issues get theirs from the stock. */
export function useLineColumns(options: { kind: Kind; readOnly: boolean; costs: boolean; warehouses: Map<string, string>; onWarehouse: (id: string | undefined) => void }): LineColumn<Line>[] {
  const { t } = useTranslation('stock')
  const { kind, readOnly, costs, warehouses, onWarehouse } = options
  return useMemo(() => {
    const decimal = (key: CostField, title: string, width: number, maxPlaces: number, required: boolean): LineColumn<Line> => ({
      key,
      title,
      kind: 'decimal',
      width,
      maxPlaces,
      required,
      set: (line, text) => enterCost(line, key, text),
      disabled: (line) => key !== 'quantity' && line.zeroCost === true,
    })
    const all: LineColumn<Line>[] = [
      {
        key: 'skuId',
        title: t('line.sku'),
        kind: 'custom',
        width: 340,
        required: true,
        wide: true,
        render: name,
        edit: ({ line, change, next, invalid, label }) => (
          <EntitySelect<Sku>
            source={skuSource}
            value={line.skuId}
            item={line.sku as Sku | undefined}
            aria-label={label}
            status={invalid ? 'error' : undefined}
            placeholder={t('line.skuHint')}
            onChange={(id, sku) => {
              change(withSku(line, id, sku))
              if (id) next()
            }}
          />
        ),
        paste: async (codes) => (await skusByCode(codes)).map((sku) => (line: Line) => (sku ? withSku(line, sku.id, sku) : line)),
      },
      {
        key: 'warehouseId',
        title: t('warehouse.name'),
        kind: 'custom',
        width: 130,
        required: true,
        render: (line) => warehouses.get(line.warehouseId ?? '') ?? '',
        edit: ({ line, change, invalid, label }) => (
          <WarehouseSelect
            activeOnly
            value={line.warehouseId}
            aria-label={label}
            status={invalid ? 'error' : undefined}
            onChange={(id) => {
              change({ ...line, warehouseId: id })
              onWarehouse(id)
            }}
          />
        ),
      },
      { key: 'unit', title: t('line.unit'), kind: 'shown', width: 60, render: (line) => line.unit ?? '' },
      decimal('quantity', t('doc.quantity'), 110, 4, true),
    ]
    if (kind !== 'other_out' && costs) {
      all.push(decimal('unitCost', t('line.unitCost'), 120, 6, false), decimal('amount', t('doc.amount'), 130, 2, false), {
        key: 'zeroCost',
        title: t('line.zeroCost'),
        kind: 'custom',
        width: 76,
        render: (line) => (line.zeroCost ? t('line.yes') : ''),
        edit: ({ line, change, label }) => (
          <span style={{ display: 'block', textAlign: 'center' }}>
            <Checkbox aria-label={label} checked={line.zeroCost === true} onChange={(e) => change(setZeroCost(line, e.target.checked))} />
          </span>
        ),
      })
    }
    if (kind === 'other_out' && readOnly && costs) {
      all.push(
        { key: 'unitCost', title: t('line.unitCost'), kind: 'shown', width: 120, align: 'right', render: (line) => <Price value={line.unitCost} /> },
        { key: 'amount', title: t('doc.amount'), kind: 'shown', width: 130, align: 'right', render: (line) => <Money value={line.amount} /> },
      )
    }
    return all
  }, [t, kind, readOnly, costs, warehouses, onWarehouse])
}
