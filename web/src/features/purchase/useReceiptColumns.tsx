import { Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Qty } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import type { LineColumn } from '@/components/LineGrid'
import { compare } from '@/lib/decimal'
import { type ReceiptDraftLine, type RejectReason, rejectReasons } from './receipts'
import { type Sku, skuLabel, skuSource } from './sources'

interface Shown {
  /** The lines are those of an order or a receipt. */
  linked: boolean
  /** Goods go back. */
  back: boolean
  /** The order asks for inspection. */
  inspect: boolean
  priced: boolean
}

const counts = (v: string | undefined) => compare(v, '0') > 0

/** What is entered of each line of a receipt or a return. */
export function useReceiptColumns({ linked, back, inspect, priced }: Shown): LineColumn<ReceiptDraftLine>[] {
  const { t } = useTranslation('purchase')
  return useMemo(() => [
    linked
      ? {
          key: 'skuId',
          title: t('line.sku'),
          kind: 'shown',
          width: 280,
          wide: true,
          render: (l) =>
            l.sku && (
              <>
                <div>{skuLabel(l.sku)}</div>
                <div className="muted num">{l.sku.code}</div>
              </>
            ),
        }
      : {
          key: 'skuId',
          title: t('line.sku'),
          kind: 'custom',
          width: 280,
          required: true,
          wide: true,
          edit: ({ line, change: put, next, label }) => (
            <EntitySelect<Sku>
              source={skuSource}
              value={line.skuId}
              item={line.sku as Sku | undefined}
              aria-label={label}
              placeholder={t('line.skuHint')}
              onChange={(id, sku) => {
                put({ ...line, skuId: id, sku, unitId: sku?.units[0]?.unitId, unitName: sku?.units[0]?.name })
                if (id) next()
              }}
            />
          ),
        },
    ...(linked ? [{ key: 'left', title: t(back ? 'receipt.there' : 'line.remaining'), kind: 'shown' as const, width: 90, align: 'right' as const, render: (l: ReceiptDraftLine) => <Qty value={l.left} /> }] : []),
    { key: 'quantity', title: t(back ? 'receipt.back' : inspect ? 'receipt.passed' : 'receipt.accepted'), kind: 'decimal', width: 100, required: true },
    { key: 'unitId', title: t('line.unit'), kind: 'shown', width: 70, render: (l) => l.unitName ?? l.sku?.units[0]?.name ?? '' },
    ...(back
      ? []
      : [
          { key: 'rejected', title: t(inspect ? 'receipt.failed' : 'receipt.rejected'), kind: 'decimal' as const, width: 100 },
          {
            key: 'rejectReason',
            title: t('receipt.rejectReason'),
            kind: 'custom' as const,
            width: 130,
            edit: ({ line, change: put, invalid, label }) => (
              <Select<RejectReason>
                value={line.rejectReason}
                allowClear
                status={invalid ? 'error' : undefined}
                aria-label={label}
                style={{ width: '100%' }}
                disabled={!counts(line.rejected)}
                options={rejectReasons.map((value) => ({ value, label: t(`receipt.reason.${value}`) }))}
                onChange={(rejectReason) => put({ ...line, rejectReason })}
              />
            ),
          } satisfies LineColumn<ReceiptDraftLine>,
          { key: 'short', title: t('receipt.short'), kind: 'decimal' as const, width: 100 },
        ]),
    ...(priced && !linked ? [{ key: 'price', title: t('line.price'), kind: 'decimal' as const, width: 110 }] : []),
    { key: 'note', title: t('line.note'), kind: 'text', width: 140 },
  ], [t, linked, back, inspect, priced])
}
