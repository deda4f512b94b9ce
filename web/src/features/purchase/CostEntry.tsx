import { DeleteOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert, Button, Flex, Input, Select } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tradeKeys } from '@/api/keys'
import { type FieldProblem, toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { DayInput } from '@/components/DayInput'
import { type Supplier, supplierSource } from '@/components/choices'
import { Money } from '@/components/Decimal'
import { MoneyInput } from '@/components/DecimalInput'
import { DocPage } from '@/components/DocPage'
import { EntitySelect } from '@/components/EntitySelect'
import { Field } from '@/components/Field'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { useDebounced } from '@/hooks/useDebounced'
import { compare, isDecimal } from '@/lib/decimal'
import { CostLines } from './CostLines'
import { addCost, type Cost, costKeys, costKinds, type CostKind, quoteQuery, receiptSource, type SaveCost, type Spread, spreads } from './costs'
import { settingsQuery } from './queries'
import { receiptKeys, type ReceiptRow } from './receipts'

const settleMs = 300

/** Enters a cost that arrived after the goods: what of it they still carry is shown before it is posted. */
export function CostEntry({ receipts: start, onSaved }: { receipts: ReceiptRow[]; onSaved: (saved: Cost) => void }) {
  const { t } = useTranslation('purchase')
  const can = useCan()
  const settings = useQuery(settingsQuery).data
  const [receipts, setReceipts] = useState(start)
  const [draft, setDraft] = useState<Partial<SaveCost>>({ kind: 'freight', spread: 'amount' })
  const [dirty, setDirty] = useState(false)
  const patch = (part: Partial<SaveCost>) => {
    setDraft((d) => ({ ...d, ...part }))
    setDirty(true)
  }
  const body = useMemo(() => ({ ...draft, amount: draft.amount ?? '0', receiptIds: receipts.map((r) => r.id) }) as SaveCost, [draft, receipts])
  const ready = draft.supplierId !== undefined && receipts.length > 0 && [draft.amount, draft.taxAmount].every((a) => a === undefined || isDecimal(a)) && compare(draft.amount, '0') > 0
  const settled = useDebounced(ready ? body : undefined, settleMs)
  const quote = useQuery({ ...quoteQuery(settled), placeholderData: keepPreviousData })
  const save = useWrite({
    fn: (b: SaveCost, write) => addCost(b, write),
    invalidate: [...tradeKeys, costKeys.all, receiptKeys.all],
    success: (saved) => t('receipt.posted', { no: saved.no }),
    onSuccess: (saved) => {
      setDirty(false)
      onSaved(saved)
    },
    onProblem: (p) => p.errors.length > 0, // they stand at their fields
  })
  // What the last answer objects to; a new one takes its place.
  const problems: FieldProblem[] = useMemo(() => {
    const refused = save.error ?? (settled === body ? quote.error : null)
    return refused ? toProblem(refused).errors : []
  }, [save.error, quote.error, settled, body])
  const others = problems.filter((p) => p.field.startsWith('receiptIds'))
  const add = (r: ReceiptRow | undefined) => {
    if (!r) return
    setReceipts((old) => (old.some((x) => x.id === r.id) ? old : [...old, r]))
    setDirty(true)
    save.reset()
  }
  const shown = ready && quote.data !== undefined && !quote.isError
  return (
    <DocPage
      title={t('cost.new')}
      hint={t('cost.hint')}
      back="/purchase-costs"
      dirty={dirty}
      footer={
        <>
          {shown ? (
            <Flex gap={20} wrap>
              <span>
                {t('cost.intoStock')} <Money value={quote.data.stockValue} />
              </span>
              <span>
                {t('cost.intoSold')} <Money value={quote.data.soldValue} />
              </span>
            </Flex>
          ) : (
            <span className="muted">{t('cost.notYet')}</span>
          )}
          <Button type="primary" data-hotkey="save" loading={save.isPending} onClick={() => save.mutate(body)} title="Ctrl+S">
            {t('cost.post')}
          </Button>
        </>
      }
    >
      <Section flush>
        <div className="purchase-head">
          <Field label={t('cost.kindLabel')} name="kind" problems={problems} required>
            <Select<CostKind> value={draft.kind} options={costKinds.map((value) => ({ value, label: t(`cost.kind.${value}`) }))} onChange={(kind) => patch({ kind })} />
          </Field>
          <Field label={t('cost.supplier')} name="supplierId" problems={problems} required>
            <EntitySelect<Supplier> source={supplierSource} value={draft.supplierId} allowClear={false} placeholder={t('supplierChoose')} onChange={(supplierId) => patch({ supplierId })} />
          </Field>
          <Field label={t('cost.amount')} name="amount" problems={problems} required>
            <MoneyInput value={draft.amount} onChange={(amount) => patch({ amount })} />
          </Field>
          {settings?.taxAccounted && (
            <Field label={t('taxWithin')} name="taxAmount" problems={problems}>
              <MoneyInput value={draft.taxAmount} onChange={(taxAmount) => patch({ taxAmount })} />
            </Field>
          )}
          <Field label={t('cost.spreadLabel')} name="spread" problems={problems}>
            <Select<Spread> value={draft.spread} options={spreads.map((value) => ({ value, label: t(`cost.spread.${value}`) }))} onChange={(spread) => patch({ spread })} />
          </Field>
          <Field label={t('cost.date')} name="date" problems={problems}>
            <DayInput allowClear={false} value={draft.date ?? settings?.today} max={settings?.today} onChange={(date) => patch({ date })} />
          </Field>
          <Field label={t('cost.billNo')} name="billNo" problems={problems}>
            <Input value={draft.billNo} maxLength={60} autoComplete="off" onChange={(e) => patch({ billNo: e.target.value || undefined })} />
          </Field>
          <Field label={t('note')} name="note" problems={problems} className="wide">
            <Input value={draft.note} maxLength={500} autoComplete="off" onChange={(e) => patch({ note: e.target.value || undefined })} />
          </Field>
        </div>
      </Section>
      <Section title={t('cost.receipts')}>
        <Flex vertical gap={10}>
          <EntitySelect<ReceiptRow> source={receiptSource} value={undefined} aria-label={t('cost.addReceipt')} placeholder={t('cost.addReceipt')} style={{ maxWidth: 420, width: '100%' }} onChange={(_, r) => add(r)} />
          {others.length > 0 && <Alert type="error" showIcon title={[...new Set(others.map((p) => p.detail))].join(' ')} />}
          {receipts.length > 0 && (
            <ul className="purchase-cards" style={{ padding: 0 }} aria-label={t('cost.receipts')}>
              {receipts.map((r) => (
                <li key={r.id}>
                  <Flex gap={12} align="center" wrap>
                    <strong>{r.no}</strong>
                    <span className="muted num">{r.date}</span>
                    <span>{r.supplierName}</span>
                    {r.waybill && <span className="muted">{r.waybill}</span>}
                    {can('cost.see') && <Money value={r.total} sign />}
                    <Button
                      type="text"
                      size="small"
                      icon={<DeleteOutlined />}
                      aria-label={t('cost.removeReceipt', { no: r.no })}
                      onClick={() => {
                        setReceipts((old) => old.filter((x) => x.id !== r.id))
                        save.reset()
                      }}
                    />
                  </Flex>
                </li>
              ))}
            </ul>
          )}
        </Flex>
      </Section>
      {shown && (
        <Section title={t('cost.shares')} flush>
          <CostLines cost={quote.data} />
        </Section>
      )}
    </DocPage>
  )
}
