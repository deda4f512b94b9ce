import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Flex, Input, Select } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tradeKeys } from '@/api/keys'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { DayInput } from '@/components/DayInput'
import { type Supplier, supplierSource, warehousesQuery } from '@/components/choices'
import { MoneyInput } from '@/components/DecimalInput'
import { Qty } from '@/components/Decimal'
import { DocPage } from '@/components/DocPage'
import { EntitySelect } from '@/components/EntitySelect'
import { Field } from '@/components/Field'
import { LineGrid } from '@/components/LineGrid'
import { ScanInput } from '@/components/ScanInput'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { compare, formatDecimal, places, sum } from '@/lib/decimal'
import { ChargedOffer } from './ChargedOffer'
import { purchaseKeys, purchaseQuery, settingsQuery } from './queries'
import { advancesQuery, inPieces, newReceiptLine, type Receipt, receiptBody, type ReceiptDraft, type ReceiptDraftLine, receiptKeys, saveReceipt, type SaveReceipt } from './receipts'
import { scanSku } from './sources'
import { useReceiptColumns } from './useReceiptColumns'
import './purchase.css'

interface Props {
  start: ReceiptDraft
  /** The number of the order or receipt it comes from. */
  fromNo?: string
  /** The draft on the server, when it was opened from there. */
  receipt?: Receipt
  onSaved: (saved: Receipt) => void
}

/** Counts goods in, or back out: by hand, or by scanning one piece after the other. */
export function ReceiptEntry({ start, fromNo, receipt: now, onSaved }: Props) {
  const { t } = useTranslation('purchase')
  const can = useCan()
  const settings = useQuery(settingsQuery).data
  const warehouses = useQuery({ ...warehousesQuery, enabled: can('stock.read') }).data ?? []
  const [draft, setDraft] = useState(start)
  // What is counted is a change of the draft as it was opened, whoever saves another meanwhile.
  const [receipt] = useState(now)
  const [dirty, setDirty] = useState(false)
  const [scanned, setScanned] = useState<{ text: string; good: boolean }>()
  const advances = useQuery({ ...advancesQuery(draft.supplierId), enabled: draft.supplierId !== undefined && draft.kind === 'receipt' && can('payable.read') }).data
  const ordered = useQuery({ ...purchaseQuery(draft.orderId ?? ''), enabled: draft.orderId !== undefined && can('purchase.read') }).data
  const left = sum((advances ?? []).map((p) => p.advance))
  const change = (next: (old: ReceiptDraft) => ReceiptDraft) => {
    setDraft(next)
    setDirty(true)
  }
  const patch = (part: Partial<ReceiptDraft>) => change((d) => ({ ...d, ...part }))
  const linked = draft.orderId !== undefined || draft.sourceId !== undefined
  const back = draft.kind === 'return'
  const priced = can('cost.see')

  const save = useWrite({
    fn: (body: SaveReceipt, write) => saveReceipt(receipt, body, write),
    invalidate: [...tradeKeys, receiptKeys.all, purchaseKeys.all],
    success: (saved: Receipt) => t(saved.state === 'posted' ? 'receipt.posted' : saved.state === 'submitted' ? 'receipt.waits' : 'receipt.saved', { no: saved.no }),
    onSuccess: (saved) => {
      setDirty(false)
      onSaved(saved)
    },
    onProblem: (p) => p.errors.length > 0, // they stand at their fields
  })
  const problems = useMemo(() => (save.error ? toProblem(save.error).errors : []), [save.error])
  const over = problems.some((p) => p.code === 'purchase_receipt.over')
  const inspect = draft.inspect === true
  const columns = useReceiptColumns({ linked, back, inspect, priced })
  const charges = priced && !back && (!draft.orderId || can('purchase.receive_price'))
  const reasoned = (over || draft.overReason !== undefined) && can('purchase.receive_more')
  // What has a field here, for this person and document, stands beside it; the rest above all of them.
  const shown: Record<string, boolean> = {
    supplierId: !linked, asCharged: priced && draft.orderId !== undefined, date: true, warehouseId: warehouses.length > 0, waybill: !back, freight: charges, otherFee: charges, overReason: reasoned, inspected: inspect, note: true,
  }
  const elsewhere = problems.filter((p) => !(p.field.startsWith('lines[') ? columns.some((c) => p.field.endsWith(`.${c.key}`)) : shown[p.field]))
  const send = (mode: SaveReceipt['mode']) => {
    const counts = (v: string | undefined) => v !== undefined && v !== '' && compare(v, '0') !== 0
    const lines = draft.lines.filter((l) => l.skuId && (counts(l.quantity) || counts(l.rejected) || counts(l.short)))
    // What is sent is what is shown, so that the server's lines are those of the grid.
    setDraft({ ...draft, lines: lines.length > 0 ? lines : draft.lines })
    save.mutate(receiptBody(draft, lines, mode))
  }

  const onScan = async (code: string) => {
    try {
      const sku = await scanSku(code)
      const at = draft.lines.findIndex((l) => l.skuId === sku.id)
      if (at < 0 && linked) {
        setScanned({ text: t('receipt.notAwaited', { code: sku.code }), good: false })
        return
      }
      const line = draft.lines[at] && inPieces(draft.lines[at], sku.units)
      const quantity = line ? sum([line.quantity, '1']) : '1'
      change((d) => ({
        ...d,
        lines: line ? d.lines.map((l, i) => (i === at ? { ...line, quantity } : l)) : [...d.lines.filter((l) => l.skuId), { ...newReceiptLine(), skuId: sku.id, sku, unitId: sku.units[0]?.unitId, quantity }],
      }))
      setScanned({ text: `${sku.code} × ${quantity}`, good: true })
    } catch (err) {
      setScanned({ text: toProblem(err).detail, good: false })
    }
  }

  const options = (list: { id: string; name: string }[]) => list.map((x) => ({ value: x.id, label: x.name }))
  return (
    <DocPage
      title={receipt ? `${t(`receipt.kind.${draft.kind}`)} ${receipt.no}` : t(`receipt.new.${draft.kind}`)}
      hint={fromNo && t(back ? 'receipt.ofReceipt' : 'receipt.ofOrder', { no: fromNo })}
      back="/purchase-receipts"
      dirty={dirty}
      footer={
        <>
          <span>
            {t('quantity')} <Qty value={sum(draft.lines.map((l) => l.quantity))} />
          </span>
          <Flex gap={8}>
            <Button data-hotkey="save" loading={save.isPending} onClick={() => send('draft')} title="Ctrl+S">
              {t('saveDraft')}
            </Button>
            <Button type="primary" loading={save.isPending} onClick={() => send('post')}>
              {t(settings?.stockReview ? 'receipt.submit' : back ? 'receipt.postReturn' : 'receipt.post')}
            </Button>
          </Flex>
        </>
      }
    >
      {receipt?.rejectedReason && <Alert type="warning" showIcon title={t('rejectedBecause', { reason: receipt.rejectedReason })} />}
      {receipt?.state === 'submitted' && <Alert type="info" showIcon title={t('receipt.changeWaits')} />}
      {elsewhere.length > 0 && <Alert type="error" showIcon title={elsewhere.map((p) => p.detail).join(' ')} />}
      {priced && ordered?.yuan && <Alert type="info" showIcon title={t('receipt.inYuan', { currency: ordered.currency, rate: ordered.exchangeRate })} />}
      {priced && draft.orderId && <ChargedOffer orderId={draft.orderId} checked={draft.asCharged === true} onChange={(asCharged) => patch({ asCharged: asCharged || undefined })} problems={problems} />}
      <Section flush>
        <div className="purchase-head">
          {!linked && (
            <Field label={t('supplier')} name="supplierId" problems={problems} required>
              <EntitySelect<Supplier> source={supplierSource} value={draft.supplierId} allowClear={false} placeholder={t('supplierChoose')} onChange={(supplierId) => patch({ supplierId })} />
            </Field>
          )}
          <Field label={t('receipt.date')} name="date" problems={problems}>
            <DayInput allowClear={false} value={draft.date ?? settings?.today} max={settings?.today} onChange={(date) => patch({ date })} />
          </Field>
          {warehouses.length > 0 && (
            <Field label={t('warehouse')} name="warehouseId" problems={problems}>
              <Select<string> showSearch={{ optionFilterProp: 'label' }} value={draft.warehouseId ?? warehouses.find((w) => w.default)?.id} options={options(warehouses)} onChange={(warehouseId) => patch({ warehouseId })} />
            </Field>
          )}
          {!back && (
            <Field label={t('receipt.waybill')} name="waybill" problems={problems}>
              <Input value={draft.waybill} maxLength={60} autoComplete="off" onChange={(e) => patch({ waybill: e.target.value || undefined })} />
            </Field>
          )}
          {charges && (
            <>
              <Field label={t('freight')} name="freight" problems={problems} extra={draft.orderId && t('receipt.fromOrder')}>
                <MoneyInput value={draft.freight} onChange={(freight) => patch({ freight })} />
              </Field>
              <Field label={t('otherFee')} name="otherFee" problems={problems} extra={draft.orderId && t('receipt.fromOrder')}>
                <MoneyInput value={draft.otherFee} onChange={(otherFee) => patch({ otherFee })} />
              </Field>
            </>
          )}
          {reasoned && (
            <Field label={t('receipt.overReason')} name="overReason" problems={problems} className="wide" required>
              <Input value={draft.overReason} maxLength={500} autoFocus onChange={(e) => patch({ overReason: e.target.value })} />
            </Field>
          )}
          {inspect && (
            <Field label={t('inspect')} name="inspected" problems={problems} required>
              <Checkbox checked={draft.inspected === true} onChange={(e) => patch({ inspected: e.target.checked })}>
                {t('receipt.inspected')}
              </Checkbox>
            </Field>
          )}
          {priced && !back && (compare(left, '0') > 0 || draft.clearSupplier) && (
            <Field label={t('receipt.advances')} name="clearSupplier" problems={problems} className="wide" extra={t('receipt.advancesHint', { amount: formatDecimal(left, places.amount) })}>
              <Checkbox checked={draft.clearSupplier === true} onChange={(e) => patch({ clearSupplier: e.target.checked })}>
                {t('receipt.clearSupplier')}
              </Checkbox>
            </Field>
          )}
          <Field label={t('note')} name="note" problems={problems} className="wide">
            <Input value={draft.note} maxLength={500} autoComplete="off" onChange={(e) => patch({ note: e.target.value || undefined })} />
          </Field>
        </div>
      </Section>
      <Section flush>
        <div className="purchase-lines">
          <Flex gap={12} align="center" wrap style={{ marginBottom: 10 }}>
            <ScanInput placeholder={t('receipt.scanSku')} onScan={(code) => void onScan(code)} />
            {scanned && (
              <span role="status" className={scanned.good ? 'purchase-good' : 'purchase-bad'}>
                {scanned.text}
              </span>
            )}
            {linked && (
              <Button type="link" size="small" onClick={() => change((d) => ({ ...d, lines: d.lines.map((l) => ({ ...l, quantity: undefined, rejected: undefined, rejectReason: undefined, short: undefined })) }))}>
                {t('receipt.countAnew')}
              </Button>
            )}
          </Flex>
          <LineGrid<ReceiptDraftLine>
            name="lines"
            label={t('lines')}
            lines={draft.lines}
            onChange={(lines) => change((d) => ({ ...d, lines }))}
            columns={columns}
            newLine={linked ? undefined : newReceiptLine}
            problems={problems}
            totals={{ quantity: <Qty value={sum(draft.lines.map((l) => l.quantity))} />, rejected: <Qty value={sum(draft.lines.map((l) => l.rejected))} /> }}
          />
        </div>
      </Section>
    </DocPage>
  )
}
