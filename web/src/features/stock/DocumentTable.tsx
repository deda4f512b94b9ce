import { Link } from '@tanstack/react-router'
import { Flex } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { tradeKeys } from '@/api/keys'
import { DataTable, type Column, type EmptyState } from '@/components/DataTable'
import { Money, Qty } from '@/components/Decimal'
import { Instant } from '@/components/Instant'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { deleteDocuments, documentList, documentPath, type Kind, postDocuments, type StockDocumentRow } from './queries'

const tones: Record<string, StatusTone> = { draft: 'attention', posted: 'good', reversed: 'neutral' }

/** The state of a stock document. */
export function DocumentState({ state }: { state: string }) {
  const { t } = useTranslation('stock')
  return <StatusTag tone={tones[state] ?? 'neutral'}>{t(`doc.state.${state}`)}</StatusTag>
}

/** The list of stock documents, of one kind or of all. */
export function DocumentTable({ kind, empty }: { kind?: Kind; empty: EmptyState }) {
  const { t } = useTranslation('stock')
  const can = useCan()
  const query = useMemo(() => documentList(kind), [kind])
  const path = (d: StockDocumentRow) => documentPath(d.kind, d.id) ?? '/stock-documents'
  const no = (d: StockDocumentRow): ReactNode => <Link to={path(d)}>{d.no}</Link>
  const reason = (d: StockDocumentRow) => (d.reason ? t(`doc.reason.${d.reason}`) : '')
  const columns: Column<StockDocumentRow>[] = [
    { key: 'no', title: t('doc.no'), width: 170, always: true, sortable: true, render: no, text: (d) => d.no },
    { key: 'date', title: t('doc.date'), width: 110, sortable: true, render: (d) => d.date },
    ...(kind ? [] : [{ key: 'kind', title: t('doc.kindTitle'), width: 110, render: (d: StockDocumentRow) => t(`doc.kind.${d.kind}`) }]),
    ...(kind === 'opening_stock' ? [] : [{ key: 'reason', title: t('doc.reasonTitle'), width: 100, render: reason }]),
    { key: 'state', title: t('doc.stateTitle'), width: 100, render: (d) => <DocumentState state={d.state} />, text: (d) => t(`doc.state.${d.state}`) },
    { key: 'lineCount', title: t('doc.lines'), width: 80, align: 'right', render: (d) => d.lineCount },
    { key: 'quantity', title: t('doc.quantity'), width: 110, align: 'right', render: (d) => <Qty value={d.quantity} />, text: (d) => d.quantity },
    ...(can('cost.see') ? [{ key: 'value', title: t('doc.amount'), width: 130, align: 'right' as const, render: (d: StockDocumentRow) => <Money value={d.value} />, text: (d: StockDocumentRow) => d.value }] : []),
    { key: 'note', title: t('doc.note'), width: 220, render: (d) => d.note ?? '' },
    { key: 'createdBy', title: t('doc.createdBy'), width: 110, render: (d) => d.createdBy },
    { key: 'createdAt', title: t('doc.createdAt'), width: 150, sortable: true, hidden: true, render: (d) => <Instant at={d.createdAt} />, text: (d) => d.createdAt },
    { key: 'postedBy', title: t('doc.postedBy'), width: 110, hidden: true, render: (d) => d.postedBy ?? '' },
  ]
  return (
    <DataTable
      id={kind ? `stock-documents.${kind}` : 'stock-documents'}
      query={query}
      columns={columns}
      searchHint={t('doc.search')}
      filters={[
        ...(kind
          ? []
          : [
              {
                kind: 'select' as const,
                name: 'kind',
                label: t('doc.kindTitle'),
                options: (['other_in', 'other_out', 'opening_stock'] as const).map((k) => ({ value: k, label: t(`doc.kind.${k}`) })),
              },
            ]),
        { kind: 'select', name: 'state', label: t('doc.stateTitle'), options: (['draft', 'posted', 'reversed'] as const).map((s) => ({ value: s, label: t(`doc.state.${s}`) })) },
        { kind: 'dates', name: 'date', label: t('doc.date'), from: 'from', to: 'to' },
      ]}
      rowLink={path}
      rowName={(d) => d.no}
      batch={
        can('stock.adjust') || can('stock.opening') || can('stock.review')
          ? [
              { key: 'post', label: t('doc.postNow'), confirm: (count) => t('doc.postConfirm', { count }), run: postDocuments, invalidate: tradeKeys },
              { key: 'delete', label: t('common:action.delete'), danger: true, confirm: (count) => t('doc.deleteManyConfirm', { count }), run: deleteDocuments },
            ]
          : []
      }
      empty={empty}
      mobileCard={(d) => (
        <Flex vertical gap={2}>
          <Flex justify="space-between" gap={8}>
            <strong>{d.no}</strong>
            <DocumentState state={d.state} />
          </Flex>
          <Flex justify="space-between" gap={8} className="muted">
            <span>{[d.date, t(`doc.kind.${d.kind}`), reason(d)].filter(Boolean).join(' · ')}</span>
            <span>
              {t('doc.lineCount', { count: d.lineCount })} · <Qty value={d.quantity} />
            </span>
          </Flex>
        </Flex>
      )}
    />
  )
}
