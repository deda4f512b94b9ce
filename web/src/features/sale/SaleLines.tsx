import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Money, Price, Qty } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import { LineGrid, type LineColumn } from '@/components/LineGrid'
import { compare, sum } from '@/lib/decimal'
import { type Figures, lineFigures } from '@/lib/figures'
import { type DraftLine, newLine, priceOf, withSku } from './model'
import { Scan } from './Scan'
import { lastPricesQuery, scanSku, type Sku, type SkuContext, skuSource, type SkuUnit, unitsQuery } from './sources'
import type { SaleEntryState } from './useSaleEntry'
import type { useScan } from './useScan'

interface Props {
  entry: SaleEntryState
  figures: Figures
  tax: boolean
  context: SkuContext
  scan: ReturnType<typeof useScan>
  autoFocus: boolean
}

/** The lines of the document, entered with keyboard and scanner. */
export function SaleLines({ entry, figures, tax, context, scan, autoFocus }: Props) {
  const { t } = useTranslation('sale')
  const { draft, setLines, gridProblems } = entry
  const { taxIncluded, kind } = draft
  const lastPrices = useQuery(lastPricesQuery(draft.customerId, draft.lines)).data
  const columns = useMemo<LineColumn<DraftLine>[]>(() => {
    const source = skuSource(context)
    const own = (l: DraftLine) => lineFigures({ ...l, price: priceOf(l) }, { tax, taxIncluded })
    return [
      {
        key: 'skuId',
        title: t('line.sku'),
        kind: 'custom',
        width: 300,
        required: true,
        wide: true,
        edit: ({ line, change, next, label }) => (
          <EntitySelect<Sku>
            source={source}
            value={line.skuId}
            item={line.sku as Sku | undefined}
            aria-label={label}
            placeholder={t('line.skuHint')}
            onChange={(id, sku) => {
              change(withSku(line, sku))
              if (id) next()
            }}
          />
        ),
        paste: async (codes) => {
          const found = await Promise.all(codes.map((code) => (code ? scanSku(code, context).catch(() => undefined) : Promise.resolve(undefined))))
          return found.map((sku) => (line: DraftLine) => withSku(line, sku))
        },
      },
      { key: 'unitId', title: t('line.unit'), kind: 'custom', width: 84, edit: ({ line, change, label }) => <UnitSelect line={line} change={change} label={label} /> },
      { key: 'quantity', title: t('line.quantity'), kind: 'decimal', width: 92, required: true },
      {
        key: 'price',
        title: t('line.price'),
        kind: 'decimal',
        width: 110,
        get: priceOf,
        set: (line, text) => ({ ...line, price: text }),
        below: (line, change) => {
          const last = lastPrices?.find((p) => p.skuId === line.skuId && p.unitId === line.unitId)
          return last && compare(last.price, priceOf(line)) !== 0 ? (
            <button type="button" tabIndex={-1} className="line-hint" title={`${last.date} ${last.docNo}`} onClick={() => change({ ...line, price: last.price })}>
              {t('line.last')} <Price value={last.price} />
            </button>
          ) : null
        },
      },
      { key: 'discountRate', title: t('line.discountRate'), kind: 'decimal', width: 84, maxPlaces: 2, set: (line, text) => ({ ...line, discountRate: text, discount: undefined }) },
      {
        key: 'discount',
        title: t('line.discount'),
        kind: 'decimal',
        width: 92,
        maxPlaces: 2,
        get: (line) => (line.discountRate ? own(line).discount : line.discount),
        set: (line, text) => ({ ...line, discount: text, discountRate: undefined }),
      },
      ...(tax
        ? ([
            { key: 'taxRate', title: t('line.taxRate'), kind: 'decimal', width: 74, maxPlaces: 2 },
            { key: 'taxAmount', title: t('line.tax'), kind: 'shown', width: 92, align: 'right', render: (l) => <Money value={own(l).taxAmount} /> },
          ] satisfies LineColumn<DraftLine>[])
        : []),
      { key: 'amount', title: t('line.amount'), kind: 'shown', width: 110, align: 'right', render: (l) => <Money value={own(l).amount} /> },
      { key: 'note', title: t('line.note'), kind: 'text', width: 130 },
    ]
  }, [t, tax, taxIncluded, lastPrices, context])

  return (
    <LineGrid<DraftLine>
      name="lines"
      label={t('lines')}
      lines={draft.lines}
      onChange={setLines}
      columns={columns}
      newLine={newLine}
      problems={gridProblems}
      autoFocus={autoFocus}
      totals={{
        quantity: <Qty value={sum(draft.lines.map((l) => l.quantity))} />,
        discount: <Money value={sum(figures.lines.map((l) => l.discount))} />,
        taxAmount: <Money value={figures.taxAmount} />,
        amount: <Money value={figures.goodsAmount} />,
      }}
      extra={
        <>
          <Scan {...scan} />
          {kind !== 'return' && draft.lines.some((l) => l.price !== undefined) && (
            <Button size="small" type="link" onClick={() => setLines((old) => old.map((l) => ({ ...l, price: undefined })))}>
              {t('line.reprice')}
            </Button>
          )}
        </>
      }
    />
  )
}

/** The unit of a line. A line that was read back knows its own unit only; the others are asked for when the list is opened. */
function UnitSelect({ line, change, label }: { line: DraftLine; change: (line: DraftLine) => void; label: string }) {
  const units = useUnits(line)
  return (
    <Select<string>
      aria-label={label}
      style={{ width: '100%' }}
      suffixIcon={null}
      value={line.unitId}
      disabled={!line.skuId}
      popupMatchSelectWidth={false}
      options={units.map((u) => ({ value: u.unitId, label: u.name }))}
      onChange={(unitId) => change({ ...line, unitId, price: undefined, quotedPrice: undefined })}
    />
  )
}

function useUnits(line: DraftLine): SkuUnit[] {
  const known = line.sku?.units ?? []
  const query = useQuery({ ...unitsQuery(line.sku?.productId ?? ''), enabled: line.sku !== undefined && known.length < 2 })
  return query.data && query.data.length > 0 ? query.data : known
}
