import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Checkbox, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DecimalInput, MoneyInput } from '@/components/DecimalInput'
import { useCan, useModule } from '@/hooks/session'
import { compare, places } from '@/lib/decimal'
import { Field } from '@/components/Field'
import type { Figures } from '@/lib/figures'
import { fundAccountsQuery, shopsQuery } from './sources'
import type { SaleEntryState } from './useSaleEntry'

/** Discount of the whole, fee, money received now, and whether 1688 is to collect it. */
export function SaleMoney({ entry, figures }: { entry: SaleEntryState; figures: Figures }) {
  const { t } = useTranslation('sale')
  const can = useCan()
  const { draft, patch, refused } = entry
  const accounts = useQuery({ ...fundAccountsQuery, enabled: can('fund_account.read') }).data ?? []
  const problems = refused.rest
  const paying = compare(draft.paidNow, '0') > 0
  const payTo = (paidNow: string | undefined) =>
    patch({ paidNow, fundAccountId: draft.fundAccountId ?? (accounts.find((a) => a.default) ?? accounts[0])?.id })

  return (
    <div className="sale-money">
      <Field label={t('discountRate')} name="discountBps" problems={problems}>
        <DecimalInput suffix="%" maxPlaces={places.rate} value={draft.discountRate} onChange={(discountRate) => patch({ discountRate, discount: undefined })} />
      </Field>
      <Field label={t('discount')} name="discount" problems={problems}>
        <MoneyInput value={draft.discountRate ? figures.discount : draft.discount} onChange={(discount) => patch({ discount, discountRate: undefined })} />
      </Field>
      {draft.kind !== 'return' && (
        <Field label={t('customerFee')} name="customerFee" problems={problems} extra={compare(draft.customerFee, '0') > 0 ? t('feeExpress') : t('feePickup')}>
          <MoneyInput value={draft.customerFee} onChange={(customerFee) => patch({ customerFee })} />
        </Field>
      )}
      {draft.kind === 'issue' && accounts.length > 0 && (
        <>
          <Field
            label={t('paidNow')}
            name="paidNow"
            problems={problems}
            extra={
              <button type="button" className="link-button" onClick={() => payTo(figures.total)}>
                {t('paidAll')}
              </button>
            }
          >
            <MoneyInput value={draft.paidNow} onChange={payTo} />
          </Field>
          <Field label={t('fundAccount')} name="fundAccountId" problems={problems} required={paying}>
            <Select<string> disabled={!paying} value={paying ? draft.fundAccountId : undefined} options={accounts.map((a) => ({ value: a.id, label: a.name }))} onChange={(fundAccountId) => patch({ fundAccountId })} />
          </Field>
        </>
      )}
    </div>
  )
}

/** Whether a 1688 pre-order is made when the document is posted. */
export function PreorderCheck({ entry }: { entry: SaleEntryState }) {
  const { t } = useTranslation('sale')
  const can = useCan()
  const sells = useModule('sell1688')
  const shops = useQuery({ ...shopsQuery, enabled: sells && can('shop.read') }).data ?? []
  if (!sells || shops.length === 0 || entry.draft.kind !== 'issue') return null
  const shop = shops.length === 1 ? shops[0] : shops.find((s) => s.id === entry.draft.shopId)
  return (
    <span>
      {shop && !shop.preorders && (
        <Link to="/shops" className="sale-preorder-off">
          {t('preorderOff')}
        </Link>
      )}
      <Checkbox checked={entry.draft.wantsPreorder ?? shop?.preorders ?? true} onChange={(e) => entry.patch({ wantsPreorder: e.target.checked })}>
        {t('wantsPreorder')}
      </Checkbox>
    </span>
  )
}
