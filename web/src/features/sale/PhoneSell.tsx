import { HistoryOutlined, MinusOutlined, PlusOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Drawer, Empty, Flex } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldPath, fieldText } from '@/api/problem'
import { Money, Price, Qty } from '@/components/Decimal'
import { DecimalInput, PriceInput } from '@/components/DecimalInput'
import { EntitySelect } from '@/components/EntitySelect'
import { PageHead } from '@/components/PageHead'
import { Section } from '@/components/Section'
import { useDirtyGuard } from '@/hooks/useDirtyGuard'
import { compare, subtract, sum } from '@/lib/decimal'
import { EntryAlerts, EntryHint, VoidDraft } from './EntryParts'
import { Field } from '@/components/Field'
import { type Figures, lineFigures } from '@/lib/figures'
import { type DraftLine, isBlank, priceOf } from './model'
import type { Sale } from './queries'
import { CustomerField, SaleHead } from './SaleHead'
import { PreorderCheck, SaleMoney } from './SaleMoney'
import { Scan } from './Scan'
import { type Sku, type SkuContext, skuSource } from './sources'
import { TodaySales } from './TodaySales'
import type { SaleEntryState } from './useSaleEntry'
import type { useScan } from './useScan'

interface Props {
  entry: SaleEntryState
  figures: Figures
  scan: ReturnType<typeof useScan>
  context: SkuContext
  saved?: Sale
  today: string | undefined
  tax: boolean
  onGone: () => void
  onReload: () => void
}

/** The till of a stall on a phone: find or scan, count, one button, and the code for the customer. */
export function PhoneSell({ entry, figures: own, scan, context, saved, today, tax, onGone, onReload }: Props) {
  const { t } = useTranslation('sale')
  const [more, setMore] = useState(false)
  const [past, setPast] = useState(false)
  const [edited, setEdited] = useState<string>()
  const { draft, setLines, quoted, posting, post } = entry
  useDirtyGuard(entry.dirty && (entry.status === 'offline' || entry.status === 'refused' || entry.status === 'new'))
  const source = useMemo(() => skuSource(context), [context])
  const lines = draft.lines.filter((l) => !isBlank(l))
  const errors = new Map<string, string>()
  for (const p of entry.gridProblems) {
    const line = draft.lines[fieldPath(p.field)[1] as number]
    if (line) errors.set(line.key, fieldText(p))
  }
  const change = (line: DraftLine) => setLines((old) => old.map((l) => (l.key === line.key ? line : l)))
  const remove = (key: string) => setLines((old) => old.filter((l) => l.key !== key))
  const editedLine = lines.find((l) => l.key === edited)
  // Fields in the drawer that have an objection must not stay hidden.
  const hidden = entry.refused.rest.some((p) => !['customerId', 'lines'].includes(p.field))

  return (
    <div className="sell">
      <PageHead
        title={t('sell')}
        hint={<EntryHint entry={entry} sale={saved} />}
        actions={
          <>
            <VoidDraft sale={saved} onGone={onGone} />
            {today && (
              <Button icon={<HistoryOutlined />} onClick={() => setPast(true)}>
                {t('today.open')}
              </Button>
            )}
          </>
        }
      />
      <EntryAlerts entry={entry} onReload={onReload} />
      <Section flush>
        <Flex vertical gap={10} style={{ padding: 12 }}>
          <CustomerField entry={entry} />
          <EntitySelect<Sku>
            source={source}
            value={undefined}
            placeholder={t('sellSearch')}
            aria-label={t('sellSearch')}
            onChange={(_, sku) => sku && scan.add(sku)}
          />
          <Scan scan={scan.scan} last={scan.last} />
        </Flex>
      </Section>
      <Section flush>
        {lines.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('sellEmpty')} style={{ padding: '20px 0' }} />}
        {lines.map((l) => (
          <CartLine key={l.key} line={l} error={errors.get(l.key)} change={change} remove={remove} amount={lineFigures({ ...l, price: priceOf(l) }, { tax, taxIncluded: draft.taxIncluded }).amount} onEdit={() => setEdited(l.key)} />
        ))}
      </Section>
      <Flex justify="space-between" align="center" gap={8}>
        <PreorderCheck entry={entry} />
        <Button type={hidden ? 'primary' : 'default'} danger={hidden} icon={<SettingOutlined />} onClick={() => setMore(true)}>
          {t('sellMore')}
        </Button>
      </Flex>
      <div className="sell-bar">
        <div>
          <div className="muted">
            {t('totals.lines', { count: lines.length })} <Qty value={sum(lines.map((l) => l.quantity))} />
          </div>
          <strong className={quoted.current ? 'sale-total' : 'sale-total pending'} data-testid="total">
            <Money value={(quoted.current ? quoted.quote?.total : undefined) ?? own.total} sign />
          </strong>
        </div>
        <Button type="primary" data-hotkey="save" loading={posting} disabled={lines.length === 0} onClick={() => void post()}>
          {t('sellPost')}
        </Button>
      </div>
      {past && today && <TodaySales today={today} onClose={() => setPast(false)} />}
      <Drawer open={more} onClose={() => setMore(false)} placement="bottom" size="86%" title={t('sellMore')} forceRender={false}>
        <SaleHead entry={entry} today={today} tax={tax} />
        <div style={{ padding: '0 14px' }}>
          <SaleMoney entry={entry} figures={own} />
        </div>
        <Button block type="primary" size="large" style={{ marginTop: 16 }} onClick={() => setMore(false)}>
          {t('done')}
        </Button>
      </Drawer>
      <Drawer open={editedLine !== undefined} onClose={() => setEdited(undefined)} placement="bottom" size="auto" title={editedLine?.sku && `${editedLine.sku.productName} ${editedLine.sku.spec ?? ''}`}>
        {editedLine && (
          <Flex vertical gap={12}>
            <Field label={t('line.price')} name="price" problems={[]}>
              <PriceInput size="large" value={priceOf(editedLine)} onChange={(price) => change({ ...editedLine, price })} />
            </Field>
            <Field label={t('line.discountRate')} name="discountRate" problems={[]}>
              <DecimalInput size="large" suffix="%" maxPlaces={2} value={editedLine.discountRate} onChange={(discountRate) => change({ ...editedLine, discountRate, discount: undefined })} />
            </Field>
            <Button block type="primary" size="large" onClick={() => setEdited(undefined)}>
              {t('done')}
            </Button>
            <Button
              block
              danger
              size="large"
              onClick={() => {
                remove(editedLine.key)
                setEdited(undefined)
              }}
            >
              {t('removeLine')}
            </Button>
          </Flex>
        )}
      </Drawer>
    </div>
  )
}

interface CartProps {
  line: DraftLine
  error: string | undefined
  amount: string
  change: (line: DraftLine) => void
  remove: (key: string) => void
  onEdit: () => void
}

/** One line of the cart: picture, name, price, and the count between two thumbs' worth of buttons. */
function CartLine({ line, error, amount, change, remove, onEdit }: CartProps) {
  const { t } = useTranslation('sale')
  const sku = line.sku
  const name = sku ? `${sku.productName} ${sku.spec ?? ''}`.trim() : ''
  const step = (by: '1' | '-1') => {
    const quantity = by === '1' ? sum([line.quantity, '1']) : subtract(line.quantity, '1')
    if (compare(quantity, '0') <= 0) remove(line.key)
    else change({ ...line, quantity })
  }
  return (
    <div className="sell-line">
      {sku?.picture ? <img src={sku.picture} alt="" loading="lazy" /> : <span className="no-picture" aria-hidden />}
      <button type="button" className="plain-button" onClick={onEdit}>
        <span className="sr-only">{t('editLine')}</span>
        <div className="cut">{name}</div>
        <div className="muted">
          <Price value={priceOf(line)} /> · {sku?.code}
        </div>
        <strong>
          <Money value={amount} />
        </strong>
      </button>
      <div className="sell-step">
        <Button icon={<MinusOutlined />} aria-label={t('less', { name })} onClick={() => step('-1')} />
        <DecimalInput value={line.quantity} aria-label={t('count', { name })} onChange={(quantity) => change({ ...line, quantity })} />
        <Button icon={<PlusOutlined />} aria-label={t('moreOf', { name })} onClick={() => step('1')} />
      </div>
      {error && (
        <div className="line-error" role="alert">
          {error}
        </div>
      )}
    </div>
  )
}
