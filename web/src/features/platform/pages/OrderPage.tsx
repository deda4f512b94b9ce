import { CodeOutlined, DisconnectOutlined, EyeInvisibleOutlined, LinkOutlined, ReloadOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button, Descriptions, Flex, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { ChatLink } from '@/components/ChatLink'
import { Money, Price, Qty } from '@/components/Decimal'
import { DocPage } from '@/components/DocPage'
import { Instant } from '@/components/Instant'
import { PageSections } from '@/components/PageSections'
import { ProblemView } from '@/components/ProblemView'
import { RecordHistory } from '@/components/RecordHistory'
import { Section } from '@/components/Section'
import { Thumb } from '@/components/Thumb'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { compare } from '@/lib/decimal'
import { AdoptDrawer } from '../AdoptDrawer'
import { actOnOrder, asReadQuery, type Order, orderKeys, orderQuery, type Verb } from '../queries'
import { RefundTag, StandingTag, stands, StateTag } from '../tags'
import { Way } from '../Way'
import { Trouble } from './OrderListPage'
import '../platform.css'

/** One order as 1688 has it: what it costs, its parcels and their way, and the purchase order it was placed for. */
export default function OrderPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { t } = useTranslation('platform')
  const client = useQueryClient()
  const query = useQuery(orderQuery(id))
  useLive('platform_order', (e) => ('resync' in e || e.id === id) && void client.invalidateQueries({ queryKey: orderKeys.detail(id) }))
  const o = query.data
  return (
    <DocPage
      title={`${t('one')} ${o?.no ?? ''}`}
      tag={o && <StandingTag order={o} />}
      hint={o && <>{o.accountName} · {t('orderedAt')} <Instant at={o.orderedAt} /> · {t('readAt')} <Instant at={o.readAt} /></>}
      back="/platform-orders"
      loading={query.isPending}
      problem={query.isError ? toProblem(query.error) : null}
      onRetry={() => void query.refetch()}
      actions={o && <Actions order={o} />}
    >
      {o && (
        <>
          {stands(o) && <Alert type="warning" showIcon title={t(`why.${o.why}`)} description={t(`then.${o.standing}`)} />}
          {o.trouble && <Alert type="warning" showIcon title={<Trouble order={o} />} />}
          {o.link === '' && <Alert type="info" showIcon title={t('openHint')} />}
          <Section title={t('basics')}>
            <Basics order={o} />
          </Section>
          <Section title={t('lines')} flush>
            <Lines order={o} />
          </Section>
          <Section title={t('way.title')}>
            <Way order={o} />
          </Section>
          {o.purchaseOrderId && <PageSections page="platform" id={o.purchaseOrderId} stands />}
          {o.priceChanges.length > 0 && (
            <Section title={t('price.title')} flush>
              <PriceChanges order={o} />
            </Section>
          )}
          <Section title={t('common:audit.title')}>
            <RecordHistory path="/api/v1/platform-orders/{id}/history" id={o.id} of={orderKeys.detail(o.id)} />
          </Section>
        </>
      )}
    </DocPage>
  )
}

function Actions({ order: o }: { order: Order }) {
  const { t } = useTranslation('platform')
  const can = useCan()
  const confirm = useConfirm()
  const [adopting, setAdopting] = useState(false)
  const [raw, setRaw] = useState(false)
  const act = useWrite({ fn: (verb: Verb, write) => actOnOrder(verb, o.id, write), invalidate: [orderKeys.all, ['purchase']], success: t('done') })
  const asked = async (verb: Verb, title: string) => {
    if (await confirm({ title, ok: t(`act.${verb}`), danger: true })) act.mutate(verb)
  }
  return (
    <>
      {can('platform_order.fetch') && can('cost.see') && (
        <Button icon={<CodeOutlined />} onClick={() => setRaw(true)}>
          {t('asRead')}
        </Button>
      )}
      {can('platform_order.adopt') && o.link === '' && (
        <Button icon={<EyeInvisibleOutlined />} onClick={() => void asked('ignore', t('ignoreOne'))}>
          {t('act.ignore')}
        </Button>
      )}
      {can('platform_order.adopt') && o.link !== '' && o.link !== 'placed' && (
        <Button icon={<DisconnectOutlined />} onClick={() => void asked('unlink', t('unlinkOne'))}>
          {t('act.unlink')}
        </Button>
      )}
      {can('platform_order.fetch') && (
        <Button icon={<ReloadOutlined />} loading={act.isPending && act.variables === 'read'} onClick={() => act.mutate('read')}>
          {t('act.read')}
        </Button>
      )}
      {can('platform_order.adopt') && o.link === '' && (
        <Button type="primary" icon={<LinkOutlined />} data-hotkey="new" onClick={() => setAdopting(true)}>
          {t('act.adopt')}
        </Button>
      )}
      {adopting && <AdoptDrawer order={o} onClose={() => setAdopting(false)} />}
      {raw && <AsRead id={o.id} onClose={() => setRaw(false)} />}
    </>
  )
}

function AsRead({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('platform')
  const query = useQuery(asReadQuery(id))
  return (
    <Modal open onCancel={onClose} footer={null} width={720} title={t('asRead')}>
      {query.isError ? <ProblemView problem={toProblem(query.error)} /> : query.data === undefined ? <Skeleton active /> : <pre className="platform-raw">{query.data}</pre>}
    </Modal>
  )
}

function Basics({ order: o }: { order: Order }) {
  const { t } = useTranslation('platform')
  const some = (v: string | undefined) => v !== undefined && compare(v, '0') !== 0
  const money = (key: 'goods' | 'freight' | 'discount' | 'coupon' | 'total' | 'paid' | 'refund', show = some(o[key])) => show && { key, label: t(`label.${key}`), children: <Money value={o[key]} /> }
  const time = (key: 'payUntil' | 'paidAt' | 'shippedAt' | 'receivedAt' | 'doneAt' | 'nextReadAt') => o[key] !== undefined && { key, label: t(`label.${key}`), children: <Instant at={o[key]} /> }
  const text = (key: 'message' | 'memo' | 'closeReason' | 'outOrderId') => o[key] && { key, label: t(`label.${key}`), children: o[key] }
  const items = [
    { key: 'standing', label: t('standingLabel'), children: <Flex gap={6} wrap><StandingTag order={o} /><span className="muted">{t(`why.${o.why}`)}</span></Flex> },
    { key: 'state', label: t('stateLabel'), children: <Flex gap={4} wrap><StateTag order={o} /><RefundTag order={o} /></Flex> },
    {
      key: 'seller',
      label: t('seller'),
      children: (
        <Flex gap={6} align="center">
          {o.supplierId ? (
            <Link to="/suppliers/$id" params={{ id: o.supplierId }}>
              {o.supplierName}
            </Link>
          ) : (
            <span>{o.sellerName ?? o.sellerLogin}</span>
          )}
          <ChatLink login={o.sellerLogin} />
        </Flex>
      ),
    },
    {
      key: 'purchase',
      label: t('purchase'),
      children: o.purchaseOrderId ? (
        <>
          <Link to="/purchase-orders/$id" params={{ id: o.purchaseOrderId }}>
            {o.purchaseNo}
          </Link>{' '}
          <span className="muted">
            {t(`how.${o.link}`)} {o.linkedBy}
          </span>
        </>
      ) : (
        t(o.link === 'ignored' ? 'link.ignored' : 'link.open')
      ),
    },
    money('goods', o.goods !== undefined),
    money('freight'),
    money('discount'),
    money('coupon'),
    money('total', o.total !== undefined),
    money('paid', o.paid !== undefined),
    money('refund'),
    o.state === 'unpaid' && time('payUntil'),
    time('paidAt'),
    time('shippedAt'),
    time('receivedAt'),
    time('doneAt'),
    text('closeReason'),
    text('message'),
    text('memo'),
    text('outOrderId'),
    time('nextReadAt'),
  ].filter((x) => x !== false && x !== '' && x !== undefined)
  return <Descriptions size="small" column={{ xs: 1, sm: 2, md: 3 }} items={items} />
}

function Lines({ order: o }: { order: Order }) {
  const { t } = useTranslation('platform')
  const priced = o.total !== undefined
  return (
    <div className="platform-scroll">
      <table className="platform-lines" aria-label={t('lines')}>
        <thead>
          <tr>
            <th>{t('goods')}</th>
            <th>{t('sku')}</th>
            <th className="right">{t('quantity')}</th>
            {priced && <th className="right">{t('unitPrice')}</th>}
            {priced && <th className="right">{t('amount')}</th>}
          </tr>
        </thead>
        <tbody>
          {o.lines.map((l) => (
            <tr key={l.lineId}>
              <td>
                <Flex gap={8}>
                  <Thumb src={l.picture} size={40} />
                  <div>
                    {l.offerId ? (
                      <a href={`https://detail.1688.com/offer/${l.offerId}.html`} target="_blank" rel="noreferrer">
                        {l.title}
                      </a>
                    ) : (
                      l.title
                    )}
                    <div className="muted">{[l.spec, l.code].filter(Boolean).join(' · ')}</div>
                    <RefundTag order={l} />
                  </div>
                </Flex>
              </td>
              <td>
                {l.skus.length === 0 ? <span className="muted">{t('noSku')}</span> : l.skus.map((k) => <div key={k.id}><span className="num">{k.code}</span> <span className="muted">{[k.name, k.spec].filter(Boolean).join(' ')}</span></div>)}
                {l.skus.length > 0 && o.purchaseOrderId && !l.purchaseLineId && <span className="muted">{t('notOnOrder')}</span>}
              </td>
              <td className="right">
                <Qty value={l.quantity} unit={l.unit} />
              </td>
              {priced && (
                <td className="right">
                  <Price value={l.price} />
                </td>
              )}
              {priced && (
                <td className="right">
                  <Money value={l.amount} />
                  {some(l.discount) && (
                    <div className="muted">
                      {t('discount')} <Money value={l.discount} />
                    </div>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const some = (v: string | undefined) => v !== undefined && compare(v, '0') !== 0

function PriceChanges({ order: o }: { order: Order }) {
  const { t } = useTranslation('platform')
  const pair = (was: string, is: string) => (compare(was, is) === 0 ? <Money value={is} /> : <><Money value={was} /> → <Money value={is} /></>)
  return (
    <div className="platform-scroll">
      <table className="platform-lines" aria-label={t('price.title')}>
        <thead>
          <tr>
            <th>{t('price.at')}</th>
            <th className="right">{t('goodsAmount')}</th>
            <th className="right">{t('freight')}</th>
            <th className="right">{t('total')}</th>
          </tr>
        </thead>
        <tbody>
          {o.priceChanges.map((c) => (
            <tr key={c.seenAt}>
              <td>
                <Instant at={c.seenAt} />
              </td>
              <td className="right">{pair(c.goodsWas, c.goods)}</td>
              <td className="right">{pair(c.freightWas, c.freight)}</td>
              <td className="right">{pair(c.totalWas, c.total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
