import { ArrowDownOutlined, ArrowUpOutlined, LinkOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Empty, Flex, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { PriceIn } from '@/components/Amount'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { Thumb } from '@/components/Thumb'
import { useCan, useModule } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { MatchDrawer } from '../MatchDrawer'
import { type Source, sourceKeys, type SourcedSku, skuQuery } from '../queries'
import { SourceDrawer } from '../SourceDrawer'
import { SourceTag, useRatio } from '../SourceTags'
import '../source.css'

type Drawer = { kind: 'match' | 'edit'; source?: Source }

/** One SKU: where it is bought, in the order in which that is tried. */
export default function SkuSourcesPage() {
  const { t } = useTranslation('source')
  const { id } = useParams({ strict: false }) as { id: string }
  const can = useCan()
  const buys = useModule('buy1688') && can('buyer_account.read')
  const query = useQuery(skuQuery(id))
  const [drawer, setDrawer] = useState<Drawer>()
  const writes = can('source.write')
  const sku = query.data
  if (!sku) {
    return (
      <>
        <PageHead title={t('menu:source.list')} back="/sources" />
        {query.isError ? <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} /> : <Section><Skeleton active /></Section>}
      </>
    )
  }
  const actions = writes && (
    <>
      <Button icon={<PlusOutlined />} onClick={() => setDrawer({ kind: 'edit' })}>
        {t('new')}
      </Button>
      {buys && (
        <Button type="primary" icon={<LinkOutlined />} data-hotkey="new" onClick={() => setDrawer({ kind: 'match' })}>
          {t('match.title')}
        </Button>
      )}
    </>
  )
  return (
    <>
      <PageHead
        title={[sku.productName, sku.spec].filter(Boolean).join(' ')}
        hint={
          <>
            <code>{sku.code}</code> · {can('product.read') ? <Link to="/products/$id" params={{ id: sku.productId }}>{t('toProduct')}</Link> : sku.unit}
          </>
        }
        back="/sources"
        actions={actions}
      />
      <Section title={t('ofSku', { count: sku.sources.length })}>
        {sku.sources.length === 0 ? (
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={
              <>
                <div>{t('noneOfSku')}</div>
                <div className="muted">{t('noneOfSkuHint')}</div>
              </>
            }
          >
            <Flex gap={8} justify="center" wrap>
              {actions}
            </Flex>
          </Empty>
        ) : (
          <ol className="source-cards">
            {sku.sources.map((x, i) => (
              <Card key={x.id} sku={sku} source={x} at={i} onOpen={setDrawer} buys={buys} />
            ))}
          </ol>
        )}
      </Section>
      {drawer?.kind === 'match' && <MatchDrawer key={drawer.source?.id ?? 'new'} sku={sku} source={drawer.source} onClose={() => setDrawer(undefined)} />}
      {drawer?.kind === 'edit' && <SourceDrawer key={drawer.source?.id ?? 'new'} sku={sku} source={drawer.source} onClose={() => setDrawer(undefined)} />}
    </>
  )
}

function Card({ sku, source: x, at, buys, onOpen }: { sku: SourcedSku; source: Source; at: number; buys: boolean; onOpen: (d: Drawer) => void }) {
  const { t } = useTranslation('source')
  const can = useCan()
  const confirm = useConfirm()
  const ratio = useRatio()
  const writes = can('source.write')
  const order = useWrite({
    fn: (ids: string[], write) => data(api.PUT('/api/v1/sourced-skus/{id}/order', { params: { path: { id: sku.id } }, body: { ids }, ...write })),
    invalidate: [sourceKeys.all],
  })
  const check = useWrite({
    fn: (_: void, write) => data(api.POST('/api/v1/sources/{id}/actions/check', { params: { path: { id: x.id } }, ...write })),
    invalidate: [sourceKeys.all],
    success: t('check.done'),
  })
  const remove = useWrite({
    fn: (_: void, write) => data(api.DELETE('/api/v1/sources/{id}', { params: { path: { id: x.id } }, ...write })),
    invalidate: [sourceKeys.all],
    success: t('deleted'),
  })
  const move = (by: number) => {
    const ids = sku.sources.map((s) => s.id)
    const [moved] = ids.splice(at, 1)
    if (moved) ids.splice(at + by, 0, moved)
    order.mutate(ids)
  }
  const matched = x.offerId !== undefined && x.state !== 'unmatched'
  const unit = x.unit || t('ratio.unit')
  return (
    <li aria-label={x.supplierName}>
      {writes && sku.sources.length > 1 && (
        <Flex vertical gap={2}>
          <Button size="small" type="text" icon={<ArrowUpOutlined />} disabled={at === 0 || order.isPending} aria-label={t('up')} onClick={() => move(-1)} />
          <Button size="small" type="text" icon={<ArrowDownOutlined />} disabled={at === sku.sources.length - 1 || order.isPending} aria-label={t('down')} onClick={() => move(1)} />
        </Flex>
      )}
      <Thumb src={x.picture} size={56} />
      <div className="source-card-text">
        <Flex gap={8} wrap align="center">
          <strong>{x.supplierName}</strong>
          <SourceTag source={x} />
          {x.reason && matched && <span className="muted">{t(`reason.${x.reason}`)}</span>}
        </Flex>
        {x.offerUrl && (
          <a href={x.offerUrl} target="_blank" rel="noreferrer">
            {x.title || x.offerId}
          </a>
        )}
        {x.state !== 'active' && <span>{t(`stateHint.${x.state}`)}</span>}
        <span>
          {[x.spec, x.code].filter(Boolean).join(' · ')} {x.price && <PriceIn value={x.price} currency={x.currency} />} {x.price && <span className="muted">/ {unit}</span>}
        </span>
        <span className="muted">
          {[
            ratio(x, sku.unit),
            x.minimum > 1 && t('look.minimum', { count: x.minimum, unit }),
            x.multiple > 1 && t('look.lot', { count: x.multiple, unit }),
            x.leadDays > 0 && t('lead', { count: x.leadDays }),
            x.accountName,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {x.checkedAt && (
          <span className="muted">
            {t('checkedAt')} <Instant at={x.checkedAt} />
          </span>
        )}
        {x.note && <span className="muted">{x.note}</span>}
      </div>
      {writes && (
        <Flex gap={6} wrap>
          {buys && x.offerId && (
            <Button size="small" type={x.state === 'unmatched' || x.state === 'spec_changed' ? 'primary' : 'default'} onClick={() => onOpen({ kind: 'match', source: x })}>
              {matched ? t('match.again') : t('match.choose')}
            </Button>
          )}
          {buys && matched && (
            <Button size="small" loading={check.isPending} onClick={() => check.mutate()}>
              {t('check.one')}
            </Button>
          )}
          <Button size="small" onClick={() => onOpen({ kind: 'edit', source: x })}>
            {t('edit')}
          </Button>
          <Button size="small" danger loading={remove.isPending} onClick={async () => (await confirm({ title: t('deleteConfirm', { name: x.supplierName }), danger: true })) && remove.mutate()}>
            {t('common:action.delete')}
          </Button>
        </Flex>
      )}
    </li>
  )
}
