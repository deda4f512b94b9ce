import { Alert, Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { tradeKeys } from '@/api/keys'
import { fieldText } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { Money, Qty } from '@/components/Decimal'
import { useConfirm } from '@/hooks/useConfirm'
import { compare, sum } from '@/lib/decimal'
import { formatInstant } from '@/lib/time'
import type { Figures } from '@/lib/figures'
import { isBlank } from './model'
import { actOnSale, type Sale } from './queries'
import { forgetUnsaved } from './unsaved'
import type { SaleEntryState } from './useSaleEntry'

/** Number, and how far the server has the draft. */
export function EntryHint({ entry, sale }: { entry: SaleEntryState; sale?: Sale }) {
  const { t } = useTranslation('sale')
  return (
    <span className="sale-status" role="status">
      {sale?.no && <span className="num">{sale.no} · </span>}
      {entry.status === 'saved' && entry.savedAt ? t('save.savedAt', { at: formatInstant(entry.savedAt, true).slice(11) }) : t(`save.${entry.status}`)}
    </span>
  )
}

/** What stands in the way and has no field to stand next to. */
export function EntryAlerts({ entry, onReload }: { entry: SaleEntryState; onReload: () => void }) {
  const { t } = useTranslation('sale')
  const { refused, status } = entry
  const placed = ['customerId', 'date', 'warehouseId', 'shopId', 'salespersonId', 'note', 'discountBps', 'discount', 'customerFee', 'paidNow', 'fundAccountId', 'taxIncluded']
  const rest = refused.rest.filter((p) => !placed.includes(p.field))
  return (
    <>
      {status === 'stale' && (
        <Alert
          type="warning"
          showIcon
          title={t('stale')}
          description={t('staleHint')}
          action={
            <Button size="small" onClick={onReload}>
              {t('reload')}
            </Button>
          }
        />
      )}
      {(refused.problem || rest.length > 0) && status !== 'stale' && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={refused.problem?.detail ?? rest.map(fieldText).join(' ')}
          description={
            <Flex vertical>
              {refused.problem?.remedy && <span>{refused.problem.remedy}</span>}
              {refused.problem && rest.map((p) => <span key={`${p.field}:${p.code}`}>{fieldText(p)}</span>)}
            </Flex>
          }
        />
      )}
    </>
  )
}

/** The sums at the foot: the page's own at once, the server's as soon as they are there. */
export function EntryTotals({ entry, figures: own }: { entry: SaleEntryState; figures: Figures }) {
  const { t } = useTranslation('sale')
  const { draft, quoted } = entry
  const sure = quoted.current ? quoted.quote : undefined
  const total = sure?.total ?? own.total
  const lines = draft.lines.filter((l) => !isBlank(l))
  const paid = draft.paidNow
  return (
    <div className="sale-totals">
      <span className="muted">
        {t('totals.lines', { count: lines.length })} <Qty value={sum(lines.map((l) => l.quantity))} />
      </span>
      <span>
        {t('totals.goods')} <Money value={sure?.goodsAmount ?? own.goodsAmount} />
      </span>
      {compare(sure?.discount ?? own.discount, '0') > 0 && (
        <span>
          {t('discount')} −<Money value={sure?.discount ?? own.discount} />
        </span>
      )}
      {compare(draft.customerFee, '0') > 0 && (
        <span>
          {t('customerFee')} <Money value={draft.customerFee} />
        </span>
      )}
      <span>
        {t('total')}{' '}
        <strong className={sure ? 'sale-total' : 'sale-total pending'} data-testid="total">
          <Money value={total} sign />
        </strong>
      </span>
      {compare(paid, '0') > 0 && (
        <span>
          {t('paidNow')} <Money value={paid} />
        </span>
      )}
    </div>
  )
}

/** Gives a saved draft up. */
export function VoidDraft({ sale, onGone }: { sale?: Sale; onGone: () => void }) {
  const { t } = useTranslation('sale')
  const confirm = useConfirm()
  const drop = useWrite({
    fn: (version: number, write) => actOnSale('void', sale?.id ?? '', { version }, write),
    invalidate: tradeKeys,
    success: t('voided'),
    onSuccess: () => {
      forgetUnsaved()
      onGone()
    },
  })
  if (!sale) return null
  return (
    <Button danger loading={drop.isPending} onClick={async () => (await confirm({ title: t('voidConfirm', { no: sale.no }), content: t('voidHint'), danger: true })) && drop.mutate(sale.version)}>
      {t('act.void')}
    </Button>
  )
}
