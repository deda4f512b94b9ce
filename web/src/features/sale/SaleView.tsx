import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, Button, Descriptions, Flex, Modal } from 'antd'
import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { tradeKeys } from '@/api/keys'
import { useLive } from '@/api/live'
import { useWrite } from '@/api/useWrite'
import { Money } from '@/components/Decimal'
import { DocPage } from '@/components/DocPage'
import { Instant } from '@/components/Instant'
import { PayTag, PreorderPanel, UploadTag } from '@/components/PreorderPanel'
import { RecordHistory } from '@/components/RecordHistory'
import { Section } from '@/components/Section'
import { useSalePreorder } from '@/hooks/preorder'
import { useCan, useModule } from '@/hooks/session'
import { usePhone } from '@/hooks/usePhone'
import { compare, subtract, sum } from '@/lib/decimal'
import { fundAccountsQuery } from './sources'
import { type Sale, saleKeys, settingsQuery } from './queries'
import { MadeFrom } from './MadeFrom'
import { SaleActions } from './SaleActions'
import { SalePrint } from './SalePrint'
import { SalePayTag, SaleStateTag } from './tags'
import { ViewLines } from './ViewLines'
import './sale.css'

/** A document that has been submitted, posted or given up: its lines and money, its pre-order, its history, and what can be done with it. */
export function SaleView({ sale, showCode }: { sale: Sale; showCode: boolean }) {
  const { t } = useTranslation('sale')
  const client = useQueryClient()
  const navigate = useNavigate()
  const can = useCan()
  const phone = usePhone()
  const sells = useModule('sell1688')
  const settings = useQuery(settingsQuery).data
  const mayHave = sells && can('preorder.read') && sale.kind === 'issue'
  const expected = sale.state === 'posted' && sale.wantsPreorder && !sale.reversesId
  const preorder = useSalePreorder(sale.id, { enabled: mayHave && sale.state === 'posted', expected }).data ?? undefined
  // Its receipt settles the document, which is not said of the document itself.
  const unseen = preorder?.pay === 'paid' && sale.pay !== 'paid'
  useEffect(() => {
    if (unseen) void client.invalidateQueries({ queryKey: saleKeys.detail(sale.id) })
  }, [client, sale.id, unseen])
  useLive('sale', (e) => ('resync' in e || e.id === sale.id) && void client.invalidateQueries({ queryKey: saleKeys.detail(sale.id) }))

  // The receipt came with the payment; whatever told of the one, the sale is to show the other.
  const collected = preorder?.pay === 'paid'
  useEffect(() => {
    if (collected && sale.pay !== 'paid') void client.invalidateQueries({ queryKey: saleKeys.detail(sale.id) })
  }, [collected, sale.pay, sale.id, client])

  const closeCode = () => void navigate({ to: '.', search: {} as never, replace: true, resetScroll: false })
  const money = { show: can('cost.see'), tax: settings?.taxAccounted ?? false }
  const related = (id: string | undefined, no: string | undefined, key: 'source' | 'reverses' | 'reversedBy') =>
    id && (
      <Alert
        type="info"
        showIcon
        title={
          <>
            {t(`related.${key}`)}{' '}
            <Link to="/sales/$id" params={{ id }}>
              {no}
            </Link>
          </>
        }
      />
    )

  return (
    <>
      <DocPage
        title={`${t(`title.${sale.kind as 'issue' | 'order' | 'return'}`)} ${sale.no}`}
        tag={
          <Flex gap={6}>
            <SaleStateTag sale={sale} />
            {sale.state === 'posted' && sale.kind === 'issue' && !sale.reversedById && !sale.reversesId && <SalePayTag pay={sale.pay} />}
          </Flex>
        }
        hint={
          <>
            {sale.date} · {sale.createdByName} · <Instant at={sale.postedAt ?? sale.createdAt} />
          </>
        }
        back="/sales"
        actions={<SaleActions sale={sale} />}
      >
        {related(sale.sourceId, sale.sourceNo, 'source')}
        {related(sale.reversesId, sale.reversesNo, 'reverses')}
        {related(sale.reversedById, sale.reversedByNo, 'reversedBy')}
        <div className={mayHave && (expected || preorder) ? 'sale-two' : 'sale-one'}>
          <div>
            <Section title={t('basics')}>
              <SaleBasics sale={sale} />
            </Section>
            <Section title={t('lines')} flush>
              <ViewLines sale={sale} cost={money.show} tax={money.tax} />
              <SaleSums sale={sale} cost={money.show} tax={money.tax} />
            </Section>
          </div>
          {mayHave && (expected || preorder) && (
            <div>
              <Section
                title={t('preorder')}
                extra={
                  preorder && (
                    <Flex gap={6}>
                      <UploadTag state={preorder.upload} />
                      {preorder.pay !== 'none' && <PayTag state={preorder.pay} />}
                    </Flex>
                  )
                }
              >
                {showCode ? <span className="muted">{t('codeShown')}</span> : <PreorderPanel preorder={preorder} onSale />}
              </Section>
            </div>
          )}
        </div>
        {mayHave && !expected && !preorder && sale.state === 'posted' && !sale.reversedById && !sale.reversesId && can('preorder.upload') && sale.shopId && <MakePreorder sale={sale} />}
        <MadeFrom sale={sale} />
        <Section title={t('common:audit.title')}>
          <RecordHistory path="/api/v1/sales/{id}/history" id={sale.id} of={saleKeys.detail(sale.id)} />
        </Section>
      </DocPage>
      <Modal
        open={showCode && mayHave && expected}
        onCancel={closeCode}
        title={`${sale.no} · ${sale.customerName}`}
        footer={
          <Button type="primary" size="large" block onClick={closeCode}>
            {t('done')}
          </Button>
        }
        width={phone ? '100vw' : 460}
        centered={!phone}
        style={phone ? { top: 0, maxWidth: '100vw', margin: 0, padding: 0 } : undefined}
        styles={phone ? { container: { minHeight: '100dvh', borderRadius: 0 } } : undefined}
      >
        <PreorderPanel preorder={preorder} onSale />
      </Modal>
      {createPortal(<SalePrint sale={sale} preorder={preorder} />, document.body)}
    </>
  )
}

function SaleBasics({ sale }: { sale: Sale }) {
  const { t } = useTranslation('sale')
  const can = useCan()
  const accounts = useQuery({ ...fundAccountsQuery, enabled: sale.fundAccountId !== undefined && can('fund_account.read') }).data ?? []
  const items = [
    { key: 'customer', label: t('customer.label'), children: sale.customerName },
    { key: 'warehouse', label: t('warehouse'), children: sale.warehouseName },
    sale.salespersonName && { key: 'salesperson', label: t('salesperson'), children: sale.salespersonName },
    sale.kind === 'issue' && { key: 'delivery', label: t('delivery'), children: compare(sale.customerFee, '0') > 0 ? t('express') : t('pickup') },
    sale.fundAccountId && { key: 'fund', label: t('fundAccount'), children: accounts.find((a) => a.id === sale.fundAccountId)?.name ?? '—' },
    sale.note && { key: 'note', label: t('note'), children: sale.note },
  ].filter((x) => x !== false && x !== '' && x !== undefined)
  return <Descriptions size="small" column={{ xs: 1, sm: 2, md: 3 }} items={items} />
}

function SaleSums({ sale, cost, tax }: { sale: Sale; cost: boolean; tax: boolean }) {
  const { t } = useTranslation('sale')
  const rows: [string, string | undefined, string?][] = [
    [t('totals.goods'), sale.goodsAmount],
    // What the discount is taken off, where prices come without their tax.
    [t('totals.gross'), tax && !sale.taxIncluded ? subtract(sum([sale.total, sale.discount]), sale.customerFee) : undefined],
    [t('discount'), compare(sale.discount, '0') === 0 ? undefined : subtract('0', sale.discount)],
    [t('customerFee'), compare(sale.customerFee, '0') === 0 ? undefined : sale.customerFee],
    [t('total'), sale.total, 'sale-sums-total'],
    [t('totals.taxWithin'), tax ? sale.taxAmount : undefined],
    [t('settled'), sale.pay ? sale.settled : undefined],
    [t('due'), sale.pay ? subtract(sale.total, sale.settled) : undefined],
    [t('returned'), sale.kind === 'return' && sale.state === 'posted' && !sale.reversesId ? subtract('0', sale.settled) : undefined],
    [t('cost'), cost ? sale.cost : undefined],
    [t('profit'), cost && sale.kind === 'issue' && sale.cost !== undefined ? subtract(sale.total, sum([sale.customerFee, sale.taxAmount, sale.cost])) : undefined],
  ]
  return (
    <dl className="sale-sums">
      {rows.map(([label, value, kind]) =>
        value === undefined ? null : (
          <Flex key={label} justify="space-between" gap={24} className={kind} style={{ gridColumn: '1 / -1' }}>
            <dt>{label}</dt>
            <dd>
              <Money value={value} />
            </dd>
          </Flex>
        ),
      )}
    </dl>
  )
}

/** Makes the pre-order of a sale that was posted without one. */
function MakePreorder({ sale }: { sale: Sale }) {
  const { t } = useTranslation('sale')
  const make = useWrite({
    fn: (saleId: string, write) => data(api.POST('/api/v1/preorders', { body: { saleId }, ...write })),
    invalidate: tradeKeys,
  })
  return (
    <Section title={t('preorder')}>
      <Flex align="center" gap={12} wrap>
        <span className="muted">{t('noPreorder')}</span>
        <Button loading={make.isPending} onClick={() => make.mutate(sale.id)}>
          {t('makePreorder')}
        </Button>
      </Flex>
    </Section>
  )
}
