import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { DocPage } from '@/components/DocPage'
import { HistoryFold } from '@/components/RecordHistory'
import { Section } from '@/components/Section'
import { StatusTag } from '@/components/StatusTag'
import { usePhone } from '@/hooks/usePhone'
import { EntryAlerts, EntryHint, EntryTotals, VoidDraft } from './EntryParts'
import { figures } from '@/lib/figures'
import { type Draft, newLine, priceOf } from './model'
import { PhoneSell } from './PhoneSell'
import { type Sale, saleKeys, settingsQuery } from './queries'
import { SaleHead } from './SaleHead'
import { SaleLines } from './SaleLines'
import { PreorderCheck, SaleMoney } from './SaleMoney'
import { customerQuery, type SkuContext, walkInQuery } from './sources'
import { type SaleEntryState, useSaleEntry } from './useSaleEntry'
import { useScan } from './useScan'
import './sale.css'

interface Props {
  start: Draft
  /** The draft on the server, when it was opened from there. */
  sale?: Sale
  /** The draft has been kept on the server, the first time or again. */
  onDraft: (saved: Sale) => void
  onPosted: (saved: Sale) => void
  onGone: () => void
  onReload: () => void
}

/** Enters one sales document: on a desk with keyboard and scanner, on a phone as the stall's till. */
export function SaleEntry({ start, sale, onDraft, onPosted, onGone, onReload }: Props) {
  const { t } = useTranslation('sale')
  const phone = usePhone()
  const settings = useQuery(settingsQuery).data
  const tax = settings?.taxAccounted ?? false
  const entry = useSaleEntry({ start, sale, onDraft, onPosted })
  const { draft, patch, setLines, post, posting } = entry
  const levelId = useQuery(customerQuery(draft.customerId)).data?.levelId
  const { warehouseId } = draft
  const context = useMemo<SkuContext>(() => ({ levelId, warehouseId }), [levelId, warehouseId])
  const scan = useScan(setLines, context)

  const walkIn = useQuery({ ...walkInQuery, enabled: !draft.customerId }).data
  useEffect(() => {
    if (walkIn && !draft.customerId) patch({ customerId: walkIn.id })
  }, [walkIn, draft.customerId, patch])

  useEffect(() => {
    // Before the grid hears of it, for which Enter means the next cell.
    const onKey = (e: KeyboardEvent) => {
      if (e.key !== 'Enter' || !(e.ctrlKey || e.metaKey) || e.isComposing) return
      e.preventDefault()
      e.stopPropagation()
      void post()
    }
    document.addEventListener('keydown', onKey, true)
    return () => document.removeEventListener('keydown', onKey, true)
  }, [post])

  const sums = useMemo(() => figures({ ...draft, tax, lines: draft.lines.map((l) => ({ ...l, price: priceOf(l) })) }), [draft, tax])
  if (phone && draft.kind === 'issue') return <PhoneSell entry={entry} figures={sums} scan={scan} context={context} saved={sale} onGone={onGone} onReload={onReload} today={settings?.today} tax={tax} />

  const title = t(sale ? `editTitle.${draft.kind}` : `newTitle.${draft.kind}`)
  return (
    <DocPage
      title={title}
      tag={<StatusTag tone="neutral">{t('state.draft')}</StatusTag>}
      hint={<EntryHint entry={entry} sale={sale} />}
      back="/sales"
      dirty={entry.dirty && (entry.status === 'offline' || entry.status === 'refused' || entry.status === 'new')}
      actions={<VoidDraft sale={sale} onGone={onGone} />}
      footer={
        <>
          <EntryTotals entry={entry} figures={sums} />
          <Button type="primary" size="large" data-hotkey="save" loading={posting} onClick={() => void post()} title="Ctrl+S / Ctrl+Enter">
            {settings?.stockReview && draft.kind !== 'order' ? t('submit') : t('post')}
          </Button>
        </>
      }
    >
      <EntryAlerts entry={entry} onReload={onReload} />
      {sale?.rejectedReason && <Alert type="warning" showIcon title={t('rejectedBecause', { reason: sale.rejectedReason })} />}
      {draft.sourceNo && <Alert type="info" showIcon title={t(draft.kind === 'return' ? 'fromIssue' : 'fromOrder', { no: draft.sourceNo })} />}
      <Section flush>
        <SaleHead entry={entry} today={settings?.today} tax={tax} />
      </Section>
      <Section flush>
        <div className="sale-lines">
          {draft.lines.length === 0 && <FirstLine setLines={setLines} />}
          <SaleLines entry={entry} figures={sums} tax={tax} context={context} scan={scan} autoFocus={!sale && start.lines.length === 0} />
        </div>
      </Section>
      <Section title={t('money')} extra={<PreorderCheck entry={entry} />}>
        <SaleMoney entry={entry} figures={sums} />
      </Section>
      {sale && <HistoryFold path="/api/v1/sales/{id}/history" id={sale.id} of={saleKeys.detail(sale.id)} />}
    </DocPage>
  )
}

/** Starts a document with one empty line, so that typing can begin at once. */
function FirstLine({ setLines }: { setLines: SaleEntryState['setLines'] }) {
  useEffect(() => setLines((old) => (old.length === 0 ? [newLine()] : old)), [setLines])
  return null
}
