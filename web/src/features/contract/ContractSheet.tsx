import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Amount, titleIn } from '@/components/Amount'
import { Money, Price, Qty } from '@/components/Decimal'
import { compare, subtract, sum } from '@/lib/decimal'
import type { Contract, Order, Party } from './queries'

/** What a person settles for one print. */
export interface Choices {
  kind: 'contract' | 'list'
  pictures: boolean
  signedOn: string
  signedAt: string
  deliverTo: string
  terms: string
}

/** A purchase order on paper: the contract that both sign, or the list of goods, which says nothing of prices. */
export function ContractSheet({ order, contract, choices }: { order: Order; contract: Contract; choices: Choices }) {
  const { t } = useTranslation('contract')
  const signed = choices.kind === 'contract'
  const priced = signed && order.total !== undefined
  return (
    <article className="contract">
      <h1>{t(`title.${choices.kind}`)}</h1>
      <div className="contract-facts">
        <Fact label={t('no')}>{order.no}</Fact>
        <Fact label={t(signed ? 'signedOn' : 'date')}>{signed ? choices.signedOn : order.date}</Fact>
        {signed && choices.signedAt && <Fact label={t('signedAt')}>{choices.signedAt}</Fact>}
        {!signed && <Fact label={t('supplier')}>{contract.seller.name}</Fact>}
        {!signed && <Fact label={t('warehouse')}>{order.warehouseName}</Fact>}
        {!signed && order.purchaserName && <Fact label={t('purchaser')}>{order.purchaserName}</Fact>}
      </div>
      {signed && (
        <>
          <p>
            <strong>{t('buyer')}</strong>
            {contract.buyer.name}
            <br />
            <strong>{t('seller')}</strong>
            {contract.seller.name}
          </p>
          <p>{t('preamble')}</p>
          <h2>{t('goods')}</h2>
        </>
      )}
      <Goods order={order} priced={priced} pictures={choices.pictures} />
      {priced && (
        <p className="contract-sum">
          {t('sum')}
          <strong>
            <Amount value={order.total} currency={order.currency} sign />
          </strong>
          {contract.totalCapitals && (
            <>
              {t('capitals')}
              <strong>{contract.totalCapitals}</strong>
            </>
          )}
          {order.taxIncluded ? t('taxWithin') : t('taxWithout')}
        </p>
      )}
      {signed && (
        <>
          <h2>{t('delivery')}</h2>
          <p>
            {order.expectedOn && <>{t('deliverOn', { date: order.expectedOn })} </>}
            {choices.deliverTo && t('deliverTo', { place: choices.deliverTo })}
            {!order.expectedOn && !choices.deliverTo && t('deliverLater')}
          </p>
          <h2>{t('payment')}</h2>
          <p>{t(`settled.${order.terms}`, { share: order.prepaidShare, days: order.creditDays })}</p>
          <h2>{t('terms')}</h2>
          <p className="contract-terms">{choices.terms}</p>
        </>
      )}
      {order.note && (
        <p>
          {t('note')}
          {order.note}
        </p>
      )}
      {signed && (
        <div className="contract-sign">
          <Signature title={t('buyerSign')} party={contract.buyer} />
          <Signature title={t('sellerSign')} party={contract.seller} />
        </div>
      )}
    </article>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span>
      {label}
      {children}
    </span>
  )
}

function Goods({ order, priced, pictures }: { order: Order; priced: boolean; pictures: boolean }) {
  const { t } = useTranslation('contract')
  const noted = order.lines.some((l) => l.note)
  const before = 4 + (pictures ? 1 : 0)
  const after = (noted ? 1 : 0) + (priced ? 1 : 0)
  const discount = priced ? order.discount : undefined
  const extras: [string, string | undefined][] = priced
    ? [
        [t('extra.discount'), discount && compare(discount, '0') !== 0 ? subtract('0', discount) : undefined],
        [t('extra.freight'), order.freight],
        [t('extra.otherFee'), order.otherFee],
      ]
    : []
  return (
    <table>
      <thead>
        <tr>
          <th>#</th>
          {pictures && <th>{t('line.picture')}</th>}
          <th>{t('line.code')}</th>
          <th>{t('line.name')}</th>
          <th>{t('line.spec')}</th>
          <th className="right">{t('line.quantity')}</th>
          {priced && <th className="right">{titleIn(t('line.price'), order.currency)}</th>}
          {priced && <th className="right">{titleIn(t('line.amount'), order.currency)}</th>}
          {noted && <th>{t('line.note')}</th>}
        </tr>
      </thead>
      <tbody>
        {order.lines.map((l, i) => (
          <tr key={l.id}>
            <td>{i + 1}</td>
            {pictures && <td>{l.picture && <img src={l.picture} alt="" referrerPolicy="no-referrer" />}</td>}
            <td>{l.skuCode}</td>
            <td>{l.productName}</td>
            <td>{l.spec}</td>
            <td className="right">
              <Qty value={l.quantity} unit={l.unitName} />
            </td>
            {priced && (
              <td className="right">
                <Price value={l.price} />
              </td>
            )}
            {priced && (
              <td className="right">
                <Money value={l.amount} />
              </td>
            )}
            {noted && <td>{l.note}</td>}
          </tr>
        ))}
      </tbody>
      {/* In a body of its own: a foot would be repeated on every page. */}
      <tbody>
        <tr>
          <td colSpan={before}>{t('lines', { count: order.lines.length })}</td>
          <td className="right" colSpan={priced ? 1 : 1 + after}>
            <Qty value={sum(order.lines.map((l) => l.quantity))} />
          </td>
          {priced && (
            <td colSpan={after + 1} className="right">
              <Money value={order.goodsAmount} />
            </td>
          )}
        </tr>
        {extras.map(([label, value]) =>
          value === undefined || compare(value, '0') === 0 ? null : (
            <tr key={label}>
              <td colSpan={before + 1}>{label}</td>
              <td colSpan={after + 1} className="right">
                <Money value={value} />
              </td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  )
}

function Signature({ title, party }: { title: string; party: Party }) {
  const { t } = useTranslation('contract')
  const facts = (['address', 'contact', 'phone', 'taxNo', 'bank', 'bankAccount'] as const).filter((key) => party[key])
  return (
    <section>
      <strong>{title}</strong>
      <div>{party.name}</div>
      {facts.map((key) => (
        <div key={key}>
          {t(`party.${key}`)}
          {party[key]}
        </div>
      ))}
      <div className="contract-line">{t('representative')}</div>
      <div className="contract-line">{t('signedOn')}</div>
    </section>
  )
}
