import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Flex, Form, Input, Select } from 'antd'
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { tradeKeys } from '@/api/keys'
import { fieldText, type Problem, toProblem } from '@/api/problem'
import { useShowProblem, useWrite } from '@/api/useWrite'
import { DayInput } from '@/components/DayInput'
import { Money, Qty } from '@/components/Decimal'
import { DocPage } from '@/components/DocPage'
import { LineGrid } from '@/components/LineGrid'
import { RecordHistory } from '@/components/RecordHistory'
import { ScanInput } from '@/components/ScanInput'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { sum } from '@/lib/decimal'
import { enterCost } from './cost'
import { DocumentState } from './DocumentTable'
import { useLineColumns } from './lineColumns'
import { addScanned, bodyOf, type Draft, draftOf, newLine, reasons, sentLines } from './lines'
import { allWarehouses, documentKeys, documentPath, type Kind, settingsQuery, type StockDocument } from './queries'
import { scanSku } from './skus'

interface Props {
  kind: Kind
  doc?: StockDocument
  /** Further buttons of the head: import, reverse. */
  actions?: ReactNode
  hint?: ReactNode
}

/** A stock document being written, or read once it is posted. */
export function DocumentEditor({ kind, doc, actions, hint }: Props) {
  const { t } = useTranslation('stock')
  const can = useCan()
  const navigate = useNavigate()
  const confirm = useConfirm()
  const showProblem = useShowProblem()
  const { message } = App.useApp()
  const warehouses = useQuery(allWarehouses)
  const items = warehouses.data?.items
  const standard = items?.find((w) => w.default)?.id
  const names = useMemo(() => new Map((items ?? []).map((w) => [w.id, w.name])), [items])
  const [draft, setDraft] = useState<Draft>(() => (doc ? draftOf(doc) : { lines: [newLine(undefined)] }))
  const [dirty, setDirty] = useState(false)
  const [warehouse, setWarehouse] = useState<string>()
  const version = useRef<number>(undefined)
  const [reasonMissing, setReasonMissing] = useState(false)
  const current = warehouse ?? draft.lines.findLast((l) => l.warehouseId)?.warehouseId ?? standard

  const costs = can('cost.see')
  const mayEdit = can(kind === 'opening_stock' ? 'stock.opening' : 'stock.adjust')
  // Whoever may not see costs would save a receipt without them.
  const readOnly = doc ? doc.state !== 'draft' || !mayEdit || (!costs && kind !== 'other_out') : !mayEdit
  // Where stock documents are reviewed, posting a saved one is the review.
  const reviewed = useQuery(settingsQuery).data?.stockReview ?? false
  const mayPost = doc && reviewed ? doc.state === 'draft' && can('stock.review') : !readOnly
  const back = kind === 'opening_stock' ? '/opening-stock' : '/stock-documents'

  // A line waits for the standard warehouse to be known, also when its SKU was chosen before.
  const lines = useMemo(() => (readOnly ? draft.lines : draft.lines.map((l) => (l.warehouseId ? l : { ...l, warehouseId: current }))), [draft.lines, current, readOnly])
  const change = (next: Partial<Draft>) => {
    setDraft((old) => ({ ...old, ...next }))
    setDirty(true)
  }

  const onProblem = (p: Problem) => {
    // What stands beside its cell need not be said again.
    const elsewhere = p.errors.filter((e) => !/^(lines\[\d+\]\.|date$|reason$|note$)/.test(e.field))
    if (p.errors.length === 0 || elsewhere.length > 0) return false
    void message.error(t('doc.checkLines', { count: p.errors.length }))
    return true
  }
  const write = useWrite({
    fn: async ({ body, post }: { body: ReturnType<typeof bodyOf>; post: boolean }, w) => {
      if (!doc) return data(api.POST('/api/v1/stock-documents', { body: { ...body, post }, ...w }))
      const path = { id: doc.id }
      // What is saved stays saved when the posting is refused: the next try goes on from there.
      const known = version.current ?? doc.version
      const saved = dirty ? await data(api.PUT('/api/v1/stock-documents/{id}', { params: { path }, body: { ...body, version: known }, ...w })) : { ...doc, version: known }
      version.current = saved.version
      if (dirty) setDirty(false)
      if (!post) return saved
      return data(api.POST('/api/v1/stock-documents/{id}/actions/post', { params: { path }, body: { version: saved.version }, headers: { 'Idempotency-Key': `${w.headers['Idempotency-Key']}-post` } }))
    },
    invalidate: tradeKeys,
    success: (saved) => (saved.state === 'posted' ? t('doc.posted', { no: saved.no }) : t('doc.saved', { no: saved.no })),
    onProblem,
    onSuccess: (saved, { post }) => {
      setDirty(false)
      if (post && saved.state === 'draft') void message.info(t('doc.waits'))
      if (!doc) void navigate({ to: documentPath(kind, saved.id) ?? back, replace: true, ignoreBlocker: true })
    },
  })
  const remove = useWrite({
    fn: (_: void, w) => data(api.DELETE('/api/v1/stock-documents/{id}', { params: { path: { id: doc?.id ?? '' }, query: { version: version.current ?? doc?.version ?? 0 } }, ...w })),
    invalidate: [documentKeys.lists],
    success: t('doc.deleted'),
    onSuccess: () => void navigate({ to: back, replace: true, ignoreBlocker: true }),
  })
  const save = (post: boolean) => {
    if (reasons[kind].length > 0 && !draft.reason) {
      setReasonMissing(true)
      return
    }
    const kept = sentLines(lines)
    // The server counts the lines it was sent.
    setDraft((old) => ({ ...old, lines: kept.length > 0 ? kept : [newLine(current)] }))
    write.mutate({ body: bodyOf(kind, { ...draft, lines: kept }), post })
  }

  const scan = async (code: string) => {
    try {
      const sku = await scanSku(code)
      // Several scans may be under way: each adds to what the others have left.
      setDraft((old) => ({ ...old, lines: addScanned(old.lines, sku, current, (l, q) => enterCost(l, 'quantity', q), (q) => sum([q, '1'])) }))
      setDirty(true)
    } catch (err) {
      showProblem(toProblem(err))
    }
  }

  const onWarehouse = useCallback((id: string | undefined) => setWarehouse(id), [])
  const columns = useLineColumns({ kind, readOnly, costs, warehouses: names, onWarehouse })
  const error = (field: string) => write.error?.errors.find((e) => e.field === field)
  const item = (field: 'date' | 'reason' | 'note', label: string, control: ReactNode, width: number) => {
    const e = error(field)
    const wrong = field === 'reason' && reasonMissing ? t('doc.reasonHint') : e && fieldText(e)
    return (
      <Form.Item label={label} htmlFor={`doc-${field}`} required={field === 'reason'} validateStatus={wrong ? 'error' : undefined} help={wrong} style={{ width, maxWidth: '100%', flex: field === 'note' ? '1 1 240px' : undefined, marginBottom: 6 }}>
        {control}
      </Form.Item>
    )
  }
  const quantity = sum(lines.map((l) => l.quantity))
  const amount = sum(lines.map((l) => l.amount))
  const showsAmount = costs && (kind !== 'other_out' || doc?.state === 'posted' || doc?.state === 'reversed')

  return (
    <DocPage
      title={doc ? doc.no : t(`doc.new.${kind}`)}
      tag={doc && <DocumentState state={doc.state} />}
      hint={hint}
      back={back}
      actions={actions}
      dirty={dirty}
      footer={
        <>
          <Flex gap={20} align="center" wrap>
            <span>{t('doc.lineCount', { count: sentLines(lines).length })}</span>
            <span>
              {t('doc.quantity')} <strong><Qty value={quantity} /></strong>
            </span>
            {showsAmount && (
              <span>
                {t('doc.amount')} <strong><Money value={amount} sign /></strong>
              </span>
            )}
          </Flex>
          {(!readOnly || mayPost) && (
            <Flex gap={8} wrap>
              {doc && !readOnly && (
                <Button danger loading={remove.isPending} onClick={async () => (await confirm({ title: t('doc.deleteConfirm', { no: doc.no }), danger: true })) && remove.mutate()}>
                  {t('common:action.delete')}
                </Button>
              )}
              {!readOnly && (
                <Button type={mayPost ? 'default' : 'primary'} data-hotkey={mayPost ? undefined : 'save'} disabled={doc !== undefined && !dirty} loading={write.isPending && !write.variables.post} onClick={() => save(false)}>
                  {t('doc.saveDraft')}
                </Button>
              )}
              {mayPost && (
                <Button type="primary" data-hotkey="save" loading={write.isPending && write.variables.post} onClick={() => save(true)}>
                  {t(readOnly ? 'doc.postNow' : 'doc.post')}
                </Button>
              )}
            </Flex>
          )}
        </>
      }
    >
      <Section>
        <Form component="div" layout="vertical" disabled={readOnly}>
          <Flex gap={12} wrap>
            {item(
              'date',
              t('doc.date'),
              <DayInput
                id="doc-date"
                style={{ width: '100%' }}
                placeholder={kind === 'opening_stock' ? t('opening.startDate') : t('doc.today')}
                value={draft.date}
                onChange={(date) => change({ date })}
              />,
              160,
            )}
            {reasons[kind].length > 0 &&
              item('reason', t('doc.reasonTitle'), <Select id="doc-reason" value={draft.reason} placeholder={t('doc.reasonHint')} onChange={(reason) => {
                  change({ reason })
                  setReasonMissing(false)
                }} options={reasons[kind].map((r) => ({ value: r, label: t(`doc.reason.${r}`) }))} />, 160)}
            {item('note', t('doc.note'), <Input id="doc-note" maxLength={1000} value={draft.note ?? ''} onChange={(e) => change({ note: e.target.value })} />, 320)}
          </Flex>
        </Form>
      </Section>
      <Section title={t('doc.linesTitle')} extra={!readOnly && kind !== 'other_out' && <span className="muted">{t('line.twoOfThree')}</span>}>
        <LineGrid
          name="lines"
          label={t('doc.linesTitle')}
          lines={lines}
          onChange={(next) => change({ lines: next })}
          columns={columns}
          newLine={() => newLine(current)}
          problems={write.error?.errors}
          readOnly={readOnly}
          totals={{ quantity: <Qty value={quantity} />, ...(showsAmount && { amount: <Money value={amount} /> }) }}
          extra={
            <div style={{ width: 260 }}>
              <ScanInput onScan={(code) => void scan(code)} />
            </div>
          }
        />
      </Section>
      {doc && (
        <Section title={t('common:audit.title')}>
          <RecordHistory path="/api/v1/stock-documents/{id}/history" id={doc.id} of={documentKeys.detail(doc.id)} />
        </Section>
      )}
    </DocPage>
  )
}
