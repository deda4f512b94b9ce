import { useQuery } from '@tanstack/react-query'
import { Input, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { type FieldProblem, toProblem } from '@/api/problem'
import { baseCurrency } from '@/components/Amount'
import { DayInput } from '@/components/DayInput'
import { type Supplier, supplierSource, warehousesQuery } from '@/components/choices'
import { dayRateQuery, useCurrencyOptions } from '@/components/currencies'
import { DecimalInput } from '@/components/DecimalInput'
import { EntitySelect } from '@/components/EntitySelect'
import { Field } from '@/components/Field'
import type { Draft } from './model'
import { allTerms, payMethods, type Terms } from './queries'
import { supplierQuery } from './sources'
import { useHeadChoices } from './useHeadChoices'

interface Props {
  draft: Draft
  patch: (change: Partial<Draft>) => void
  problems: FieldProblem[]
  today: string | undefined
  tax: boolean
  currency: string
  /** Yuan for 100 of it, as typed or of the day. */
  rate: string | undefined
}

const options = (list: { id: string; name: string }[]) => list.map((x) => ({ value: x.id, label: x.name }))
const searchable = { optionFilterProp: 'label' }

/** Of whom, for where, on which terms: the head of an order. */
export function PurchaseHead({ draft, patch, problems, today, tax, currency, rate }: Props) {
  const { t } = useTranslation('purchase')
  const supplier = useQuery(supplierQuery(draft.supplierId)).data
  const warehouses = useQuery(warehousesQuery).data ?? []
  const { accounts, people } = useHeadChoices()
  const currencies = useCurrencyOptions(t('yuan'), currency)
  const ofDay = useQuery(dayRateQuery(currency, draft.date ?? today))
  const terms = draft.terms ?? supplier?.terms
  return (
    <div className="purchase-head">
      <Field label={t('supplier')} name="supplierId" problems={problems} required>
        <EntitySelect<Supplier> source={supplierSource} value={draft.supplierId} allowClear={false} placeholder={t('supplierChoose')} onChange={(supplierId) => patch({ supplierId, currency: undefined, exchangeRate: undefined })} />
      </Field>
      <Field label={t('date')} name="date" problems={problems}>
        <DayInput allowClear={false} value={draft.date ?? today} max={today} onChange={(date) => patch({ date, exchangeRate: undefined })} />
      </Field>
      <Field label={t('warehouse')} name="warehouseId" problems={problems}>
        <Select<string> showSearch={searchable} value={draft.warehouseId ?? warehouses.find((w) => w.default)?.id} options={options(warehouses)} onChange={(warehouseId) => patch({ warehouseId })} />
      </Field>
      <Field label={t('expectedOn')} name="expectedOn" problems={problems}>
        <DayInput value={draft.expectedOn} min={draft.date ?? today} onChange={(expectedOn) => patch({ expectedOn })} />
      </Field>
      {currencies.length > 1 && (
        <Field label={t('currency')} name="currency" problems={problems}>
          <Select<string> showSearch={searchable} value={currency} options={currencies} onChange={(value) => patch({ currency: value, exchangeRate: undefined })} />
        </Field>
      )}
      {currency !== baseCurrency && (
        <Field label={t('exchangeRate')} name="exchangeRate" problems={problems} extra={ofDay.isError && !draft.exchangeRate ? toProblem(ofDay.error).detail : t('exchangeRateHint', { currency })}>
          <DecimalInput maxPlaces={6} value={rate} onChange={(exchangeRate) => patch({ exchangeRate })} />
        </Field>
      )}
      <Field label={t('terms.name')} name="terms" problems={problems}>
        <Select<Terms> value={terms} options={allTerms.map((value) => ({ value, label: t(`terms.${value}`) }))} onChange={(value) => patch({ terms: value, prepaidShare: undefined, creditDays: undefined })} />
      </Field>
      {terms === 'share' && (
        <Field label={t('terms.prepaidShare')} name="prepaidShare" problems={problems}>
          <DecimalInput maxPlaces={2} suffix="%" value={draft.prepaidShare ?? (draft.terms ? undefined : supplier?.prepaidShare)} onChange={(prepaidShare) => patch({ terms, prepaidShare })} />
        </Field>
      )}
      {terms === 'credit' && (
        <Field label={t('terms.creditDays')} name="creditDays" problems={problems}>
          <InputNumber min={1} max={365} precision={0} style={{ width: '100%' }} value={draft.creditDays ?? (draft.terms ? undefined : supplier?.creditDays)} onChange={(v) => patch({ terms, creditDays: v ?? undefined })} />
        </Field>
      )}
      <Field label={t('payMethod.name')} name="payMethod" problems={problems}>
        <Select<NonNullable<Draft['payMethod']>> allowClear value={draft.payMethod} options={payMethods.map((value) => ({ value, label: t(`payMethod.${value}`) }))} onChange={(payMethod) => patch({ payMethod })} />
      </Field>
      {accounts.length > 0 && (
        <Field label={t('account')} name="buyerAccountId" problems={problems}>
          <Select<string> allowClear showSearch={searchable} value={draft.buyerAccountId} options={options(accounts)} onChange={(buyerAccountId) => patch({ buyerAccountId })} />
        </Field>
      )}
      {people.length > 0 && (
        <>
          <Field label={t('purchaser')} name="purchaserId" problems={problems}>
            <Select<string> allowClear showSearch={searchable} value={draft.purchaserId} options={options(people)} onChange={(purchaserId) => patch({ purchaserId })} />
          </Field>
          <Field label={t('follower')} name="followerId" problems={problems}>
            <Select<string> allowClear showSearch={searchable} value={draft.followerId} options={options(people)} onChange={(followerId) => patch({ followerId })} />
          </Field>
        </>
      )}
      <Field label={t('delivery.name')} name="delivery" problems={problems}>
        <Select<Draft['delivery']> value={draft.delivery} options={(['direct', 'transit'] as const).map((value) => ({ value, label: t(`delivery.${value}`) }))} onChange={(delivery) => patch({ delivery })} />
      </Field>
      <Field label={t('inspect')} name="inspect" problems={problems}>
        <Switch checked={draft.inspect} onChange={(inspect) => patch({ inspect })} style={{ width: 'fit-content' }} />
      </Field>
      {tax && (
        <Field label={t('taxIncluded')} name="taxIncluded" problems={problems}>
          <Switch checked={draft.taxIncluded} onChange={(taxIncluded) => patch({ taxIncluded })} style={{ width: 'fit-content' }} />
        </Field>
      )}
      <Field label={t('onlineOrders')} name="onlineOrders" problems={problems}>
        <NumbersInput value={draft.onlineOrders} onChange={(onlineOrders) => patch({ onlineOrders })} />
      </Field>
      <Field label={t('trackingNumbers')} name="trackingNumbers" problems={problems}>
        <NumbersInput value={draft.trackingNumbers} onChange={(trackingNumbers) => patch({ trackingNumbers })} />
      </Field>
      <Field label={t('note')} name="note" problems={problems} className="wide">
        <Input value={draft.note} maxLength={500} autoComplete="off" onChange={(e) => patch({ note: e.target.value || undefined })} />
      </Field>
    </div>
  )
}

/** Several numbers: typed one by one, or pasted with blanks, commas or line breaks between them. */
export function NumbersInput({ value, onChange, ...rest }: { value?: string[]; onChange?: (value: string[]) => void; id?: string }) {
  const { t } = useTranslation('purchase')
  return <Select<string[]> {...rest} mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',', '，', '\n', '\t', ';']} placeholder={t('numbersHint')} value={value} onChange={(v) => onChange?.([...new Set(v.map((x) => x.trim()).filter(Boolean))])} />
}
