import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Flex } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FieldProblem, fieldText, toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { Amount, baseCurrency } from '@/components/Amount'
import { dayRateQuery } from '@/components/currencies'
import { Money } from '@/components/Decimal'
import { DecimalInput, MoneyInput } from '@/components/DecimalInput'
import { DocPage } from '@/components/DocPage'
import { Field } from '@/components/Field'
import { Section } from '@/components/Section'
import { places, sum } from '@/lib/decimal'
import { figures } from '@/lib/figures'
import { type Draft, inYuan, isBlank, isNumber, priceOf, toBody } from './model'
import { PurchaseHead } from './PurchaseHead'
import { PurchaseLines } from './PurchaseLines'
import { type Purchase, purchaseKeys, type SavePurchase, savePurchase, settingsQuery } from './queries'
import { lastPricesQuery, supplierQuery } from './sources'
import { StageTag } from './tags'
import { useHeadChoices } from './useHeadChoices'
import './purchase.css'

interface Props {
  start: Draft
  /** The order that is changed; undefined for a new one. */
  purchase?: Purchase
  onSaved: (saved: Purchase) => void
  /** Leaves the change of an order alone. */
  onCancel?: () => void
}

const cells = new Set(['skuId', 'unitId', 'quantity', 'price', 'discount', 'note'])
const fields = new Set([
  'supplierId', 'date', 'warehouseId', 'expectedOn', 'terms', 'payMethod', 'currency', 'delivery', 'inspect', 'onlineOrders', 'trackingNumbers', 'note', 'discountBps', 'discount', 'freight', 'otherFee',
])

/** Rates are sent in 1/10,000 and typed in percent: their problems belong to the cells they are typed in. */
const atCell = (p: FieldProblem): FieldProblem => (p.field.startsWith('lines[') ? { ...p, field: p.field.replace(/\.(discount|taxRate)Bps$/, '.$1') } : p)

/** Enters a purchase order, or changes one of which nothing has come. */
export function PurchaseEntry({ start, purchase: now, onSaved, onCancel }: Props) {
  const { t } = useTranslation('purchase')
  const settings = useQuery(settingsQuery).data
  const tax = settings?.taxAccounted ?? false
  const [draft, setDraft] = useState(start)
  // What is typed is a change of the order as it was opened, whoever saves another meanwhile.
  const [purchase] = useState(now)
  const [dirty, setDirty] = useState(false)
  const supplier = useQuery(supplierQuery(draft.supplierId)).data
  const currency = draft.currency ?? supplier?.currency ?? baseCurrency
  const foreign = currency !== baseCurrency
  const ofDay = useQuery(dayRateQuery(currency, draft.date ?? settings?.today)).data?.rate
  const rate = foreign ? (draft.exchangeRate ?? ofDay) : undefined
  const last = useQuery(lastPricesQuery(draft.supplierId, draft.lines)).data
  const agreed = useMemo(() => last?.filter((p) => p.currency === currency), [last, currency])
  const change = (next: (old: Draft) => Draft) => {
    setDraft(next)
    setDirty(true)
  }
  const patch = (part: Partial<Draft>) => change((d) => ({ ...d, ...part }))

  const save = useWrite({
    fn: (body: SavePurchase, write) => savePurchase(purchase, body, write),
    invalidate: [purchaseKeys.all],
    success: (saved: Purchase) => t(saved.stage === 'draft' ? 'saved' : saved.stage === 'review' ? 'submitted' : 'stands', { no: saved.no }),
    onSuccess: (saved) => {
      setDirty(false)
      onSaved(saved)
    },
    onProblem: (p) => p.errors.length > 0, // they stand at their fields
  })
  const problems = useMemo(() => (save.error ? toProblem(save.error).errors.map(atCell) : []), [save.error])
  const { accounts, people } = useHeadChoices()
  const shown = (p: FieldProblem) => {
    const [head, cell] = [p.field.replace(/[[.].*$/, ''), p.field.replace(/^.*\./, '')]
    if (p.field.startsWith('lines[')) return cells.has(cell) || (tax && cell === 'taxRate')
    if (head === 'exchangeRate') return foreign
    if (head === 'buyerAccountId') return accounts.length > 0
    if (head === 'purchaserId' || head === 'followerId') return people.length > 0
    if (head === 'prepaidShare' || head === 'creditDays') return draft.terms !== undefined
    return fields.has(head) || (tax && head === 'taxIncluded')
  }
  // What has no field here stands above all of them.
  const elsewhere = problems.filter((p) => !shown(p))
  const send = (mode: SavePurchase['mode']) => {
    // What is sent is what is shown, so that the server's lines are those of the grid.
    const lines = draft.lines.filter((l) => !isBlank(l))
    setDraft({ ...draft, lines: lines.length > 0 ? lines : draft.lines })
    save.mutate(toBody(draft, lines, mode, rate))
  }
  // Whoever saves by the keyboard saves what is there now.
  const latest = useRef(send)
  useEffect(() => {
    latest.current = send
  })
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.key !== 'Enter' || !(e.ctrlKey || e.metaKey) || e.isComposing) return
      e.preventDefault()
      e.stopPropagation()
      latest.current('submit')
    }
    document.addEventListener('keydown', onKey, true)
    return () => document.removeEventListener('keydown', onKey, true)
  }, [])

  const sums = useMemo(() => {
    const lines = draft.lines.map((l) => ({ ...l, price: priceOf(l, agreed) })).filter((l) => [l.quantity, l.price, l.discount, l.discountRate, l.taxRate].every(isNumber))
    const fee = [draft.freight, draft.otherFee].filter(isNumber)
    return figures({ ...draft, discount: isNumber(draft.discount) ? draft.discount : undefined, discountRate: isNumber(draft.discountRate) ? draft.discountRate : undefined, tax, lines, customerFee: sum(fee) })
  }, [draft, agreed, tax])
  const sign = foreign ? currency : '¥'
  const stands = purchase !== undefined && purchase.stage !== 'draft'
  return (
    <DocPage
      title={purchase ? `${t('edit')} ${purchase.no}` : t('new')}
      tag={purchase && <StageTag stage={purchase.stage} />}
      back="/purchase-orders"
      dirty={dirty}
      actions={onCancel && <Button onClick={onCancel}>{t('cancelChange')}</Button>}
      footer={
        <>
          <Flex gap={20} align="baseline" wrap>
            <span>
              {t('goods')} <Amount value={sums.goodsAmount} currency={currency} />
            </span>
            <span>
              {t('total')} <strong className="purchase-total"><Amount value={sums.total} currency={currency} /></strong>
            </span>
            {rate && isNumber(rate) && (
              <span>
                {t('yuanTotal')} <Money value={inYuan(sums.total, rate)} sign />
              </span>
            )}
          </Flex>
          <Flex gap={8}>
            <Button data-hotkey="save" loading={save.isPending} onClick={() => send('draft')} title="Ctrl+S">
              {t('saveDraft')}
            </Button>
            <Button type="primary" loading={save.isPending} onClick={() => send('submit')} title="Ctrl+Enter">
              {t('act.submit')}
            </Button>
          </Flex>
        </>
      }
    >
      {purchase?.rejectedReason && <Alert type="warning" showIcon title={t('rejectedBecause', { reason: purchase.rejectedReason })} />}
      {stands && <Alert type="info" showIcon title={t('changeVoids')} />}
      {elsewhere.length > 0 && <Alert type="error" showIcon title={elsewhere.map((p) => fieldText(p)).join(' ')} />}
      <Section flush>
        <PurchaseHead draft={draft} patch={patch} problems={problems} today={settings?.today} tax={tax} currency={currency} rate={rate} />
      </Section>
      <Section flush>
        <div className="purchase-lines">
          <PurchaseLines draft={draft} currency={currency} setLines={(lines) => change((d) => ({ ...d, lines }))} agreed={agreed} figures={sums} problems={problems} tax={tax} autoFocus={false} />
        </div>
      </Section>
      <Section title={t('money')}>
        <div className="purchase-money">
          <Field label={t('discountRate')} name="discountBps" problems={problems}>
            <DecimalInput suffix="%" maxPlaces={places.rate} value={draft.discountRate} onChange={(discountRate) => patch({ discountRate, discount: undefined })} />
          </Field>
          <Field label={t('discount')} name="discount" problems={problems}>
            <MoneyInput prefix={sign} value={draft.discountRate ? sums.discount : draft.discount} onChange={(discount) => patch({ discount, discountRate: undefined })} />
          </Field>
          <Field label={t('freight')} name="freight" problems={problems}>
            <MoneyInput prefix={sign} value={draft.freight} onChange={(freight) => patch({ freight })} />
          </Field>
          <Field label={t('otherFee')} name="otherFee" problems={problems}>
            <MoneyInput prefix={sign} value={draft.otherFee} onChange={(otherFee) => patch({ otherFee })} />
          </Field>
        </div>
      </Section>
    </DocPage>
  )
}
