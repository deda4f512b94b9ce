import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldProblem } from '@/api/problem'
import { baseCurrency, titleIn } from '@/components/Amount'
import { Money, Qty } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import { LineGrid, type LineColumn } from '@/components/LineGrid'
import { PageSections } from '@/components/PageSections'
import { sum } from '@/lib/decimal'
import { type Figures, lineFigures } from '@/lib/figures'
import { type Draft, type DraftLine, newLine, priceOf, withSku } from './model'
import { scanSku, type Sku, skuSource, unitsQuery } from './sources'

interface Props {
  draft: Draft
  currency: string
  setLines: (lines: DraftLine[]) => void
  agreed: { skuId: string; unitId: string; price: string; date: string; docNo: string }[] | undefined
  figures: Figures
  problems: FieldProblem[]
  tax: boolean
  autoFocus: boolean
}

/** The lines of an order, entered with the keyboard or pasted from a spreadsheet. */
export function PurchaseLines({ draft, currency, setLines, agreed, figures, problems, tax, autoFocus }: Props) {
  const { t } = useTranslation('purchase')
  const { taxIncluded, supplierId } = draft
  const columns = useMemo<LineColumn<DraftLine>[]>(() => {
    const money = (title: string) => titleIn(title, currency)
    const own = (l: DraftLine) => lineFigures({ ...l, price: priceOf(l, agreed) }, { tax, taxIncluded })
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
            source={skuSource}
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
        below: (line) => line.skuId && currency === baseCurrency && <PageSections page="purchase-line" id={line.skuId} stands={false} supplierId={supplierId} />,
        paste: async (codes) => {
          const found = await Promise.all(codes.map((code) => (code ? scanSku(code).catch(() => undefined) : Promise.resolve(undefined))))
          return found.map((sku) => (line: DraftLine) => withSku(line, sku))
        },
      },
      { key: 'unitId', title: t('line.unit'), kind: 'custom', width: 84, edit: ({ line, change, label }) => <UnitSelect line={line} change={change} label={label} /> },
      { key: 'quantity', title: t('line.quantity'), kind: 'decimal', width: 96, required: true },
      {
        key: 'price',
        title: money(t('line.price')),
        kind: 'decimal',
        width: 116,
        get: (line) => priceOf(line, agreed),
        set: (line, text) => ({ ...line, price: text }),
        below: (line) => {
          const last = agreed?.find((p) => p.skuId === line.skuId && p.unitId === line.unitId)
          return last && line.price === undefined ? <span className="line-hint" title={`${last.date} ${last.docNo}`}>{t('line.agreed')}</span> : null
        },
      },
      {
        key: 'discount',
        title: t('line.discount'),
        kind: 'decimal',
        width: 96,
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
      { key: 'amount', title: money(t('line.amount')), kind: 'shown', width: 110, align: 'right', render: (l) => <Money value={own(l).amount} /> },
      { key: 'note', title: t('line.note'), kind: 'text', width: 140 },
    ]
  }, [t, tax, taxIncluded, supplierId, agreed, currency])
  return (
    <LineGrid<DraftLine>
      name="lines"
      label={t('lines')}
      lines={draft.lines}
      onChange={setLines}
      columns={columns}
      newLine={newLine}
      problems={problems}
      autoFocus={autoFocus}
      totals={{
        quantity: <Qty value={sum(draft.lines.map((l) => l.quantity))} />,
        discount: <Money value={sum(figures.lines.map((l) => l.discount))} />,
        taxAmount: <Money value={figures.taxAmount} />,
        amount: <Money value={figures.goodsAmount} />,
      }}
    />
  )
}

/** The unit of a line. A line that was read back knows its own unit only; the others are asked for then. */
function UnitSelect({ line, change, label }: { line: DraftLine; change: (line: DraftLine) => void; label: string }) {
  const known = line.sku?.units ?? []
  const query = useQuery({ ...unitsQuery(line.sku?.productId ?? ''), enabled: line.sku !== undefined && known.length < 2 })
  const units = query.data && query.data.length > 0 ? query.data : known
  return (
    <Select<string>
      aria-label={label}
      style={{ width: '100%' }}
      suffixIcon={null}
      value={line.unitId}
      disabled={!line.skuId}
      popupMatchSelectWidth={false}
      options={units.map((u) => ({ value: u.unitId, label: u.name }))}
      onChange={(unitId) => change({ ...line, unitId, price: undefined })}
    />
  )
}
