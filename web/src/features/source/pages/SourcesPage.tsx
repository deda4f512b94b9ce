import { OrderedListOutlined, ReloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { anySupplierSource, buyerAccountsQuery } from '@/components/choices'
import { type BatchAction, type Column, DataTable } from '@/components/DataTable'
import { baseCurrency, PriceIn } from '@/components/Amount'
import { EntitySelect } from '@/components/EntitySelect'
import { PageHead } from '@/components/PageHead'
import { Thumb } from '@/components/Thumb'
import { useCan, useModule } from '@/hooks/session'
import { checkSources, skuList, type SourcedSku, sourceStates } from '../queries'
import { RunDialog } from '../RunDialog'
import { SourceTag } from '../SourceTags'
import '../source.css'

const matches = ['none', 'unmatched', 'matched', 'linked', 'attention'] as const

/** 货源: every SKU with where it is bought. */
export default function SourcesPage() {
  const { t } = useTranslation('source')
  const can = useCan()
  const buys = useModule('buy1688')
  const navigate = useNavigate()
  const { message } = App.useApp()
  const accounts = useQuery({ ...buyerAccountsQuery, enabled: buys && can('buyer_account.read') })
  const [matching, setMatching] = useState<{ skuIds?: string[] }>()
  const writes = can('source.write')
  const bulk = writes && buys && (
    <Button type="primary" icon={<OrderedListOutlined />} data-hotkey="new" onClick={() => setMatching({})}>
      {t('run.start')}
    </Button>
  )
  const first = (s: SourcedSku) => s.sources[0]
  const where = (s: SourcedSku) => {
    const x = first(s)
    if (!x) return <span className="muted">{t('none')}</span>
    return (
      <span title={x.title}>
        {x.supplierName}
        {s.sources.length > 1 && <span className="muted"> {t('more', { count: s.sources.length - 1 })}</span>}
      </span>
    )
  }
  const offer = (s: SourcedSku) => {
    const x = first(s)
    if (!x?.offerUrl) return ''
    return (
      <span className="source-title">
        <Thumb src={x.picture} size={26} />
        <a href={x.offerUrl} target="_blank" rel="noreferrer" title={x.title}>
          {x.title || x.offerId}
        </a>
      </span>
    )
  }
  const columns: Column<SourcedSku>[] = [
    { key: 'code', title: t('sku.code'), width: 140, always: true, sortable: true, render: (s) => <Link to="/sources/$id" params={{ id: s.id }}>{s.code}</Link>, text: (s) => s.code },
    {
      key: 'name',
      title: t('sku.name'),
      width: 220,
      sortable: true,
      render: (s) => (
        <span className="source-title">
          <Thumb src={s.picture} size={26} />
          <span title={s.productName}>{s.productName}</span>
        </span>
      ),
      text: (s) => s.productName,
    },
    { key: 'spec', title: t('sku.spec'), width: 120, render: (s) => s.spec ?? '' },
    { key: 'supplier', title: t('supplier'), width: 190, render: where, text: (s) => first(s)?.supplierName },
    { key: 'offer', title: t('offer'), width: 220, render: offer, text: (s) => first(s)?.title },
    { key: 'offerSpec', title: t('offerSpec'), width: 120, render: (s) => first(s)?.spec ?? '', text: (s) => first(s)?.spec },
    { key: 'price', title: t('price'), width: 90, align: 'right', render: (s) => first(s)?.price && <PriceIn value={first(s)?.price} currency={first(s)?.currency ?? baseCurrency} />, text: (s) => first(s)?.price },
    { key: 'lead', title: t('leadDays'), width: 90, align: 'right', hidden: true, render: (s) => <span className="num">{first(s)?.leadDays ?? ''}</span>, text: (s) => String(first(s)?.leadDays ?? '') },
    { key: 'account', title: t('account'), width: 140, hidden: true, render: (s) => first(s)?.accountName ?? '' },
    {
      key: 'state',
      title: t('stateColumn'),
      width: 110,
      render: (s) => {
        // The worst that a person should look at.
        const x = s.sources.find((y) => y.state === 'spec_changed' || y.state === 'gone') ?? first(s)
        return x ? <SourceTag source={x} /> : <span className="muted">—</span>
      },
      text: (s) => (first(s) ? t(`state.${first(s)?.state ?? 'active'}`) : ''),
    },
  ]
  const batch: BatchAction<SourcedSku>[] = [
    {
      key: 'match',
      label: t('run.chosen'),
      icon: <OrderedListOutlined />,
      run: (ids) => {
        setMatching({ skuIds: ids })
        return Promise.resolve()
      },
    },
    {
      key: 'check',
      label: t('check.do'),
      icon: <ReloadOutlined />,
      run: async (_ids, rows, write) => {
        const ids = rows.flatMap((r) => r.sources.filter((x) => x.offerId && x.state !== 'unmatched').map((x) => x.id)).slice(0, 500)
        if (ids.length === 0) {
          void message.info(t('check.nothing'))
          return null
        }
        await checkSources(ids, write)
        void message.success(t('check.begun'))
        return undefined
      },
    },
  ]
  return (
    <>
      <PageHead title={t('menu:source.list')} hint={t('hint')} actions={bulk} />
      <DataTable
        id="sourced-skus"
        query={skuList}
        columns={columns}
        searchHint={t('search')}
        filters={[
          { kind: 'select', name: 'match', label: t('match.label'), options: matches.map((m) => ({ value: m, label: t(`match.${m}`) })) },
          { kind: 'custom', name: 'supplierId', label: t('supplier'), width: 180, render: (value, onChange) => <EntitySelect source={anySupplierSource} value={value} aria-label={t('supplier')} placeholder={t('supplier')} onChange={(id) => onChange(id)} /> },
          { kind: 'select', name: 'accountId', label: t('account'), options: (accounts.data ?? []).map((a) => ({ value: a.id, label: a.name })) },
          { kind: 'select', name: 'state', label: t('stateColumn'), options: sourceStates.map((s) => ({ value: s, label: t(`state.${s}`) })) },
        ]}
        rowLink={(s) => `/sources/${s.id}`}
        rowName={(s) => s.code}
        exports={[{ path: '/api/v1/sourced-skus/export' }]}
        batch={writes && buys ? batch : undefined}
        empty={{
          title: t('empty'),
          hint: t('emptyHint'),
          action: (
            <Link to="/products/$id" params={{ id: 'new' }}>
              <Button type="primary">{t('toProducts')}</Button>
            </Link>
          ),
        }}
        mobileCard={(s) => (
          <Flex gap={10} align="flex-start">
            <Thumb src={s.picture} size={48} />
            <Flex vertical gap={3} style={{ minWidth: 0, flex: 1, overflowWrap: 'anywhere' }}>
              <strong>
                {s.productName} {s.spec}
              </strong>
              <span className="muted">{s.code}</span>
              <Flex justify="space-between" gap={8}>
                {where(s)}
                {first(s)?.price && <PriceIn value={first(s)?.price} currency={first(s)?.currency ?? baseCurrency} />}
              </Flex>
              {first(s) && (
                <span>
                  <SourceTag source={first(s)!} />
                </span>
              )}
            </Flex>
          </Flex>
        )}
      />
      {matching && <RunDialog skuIds={matching.skuIds} onClose={() => setMatching(undefined)} onStarted={(id) => void navigate({ to: '/match-runs/$id', params: { id } })} />}
    </>
  )
}
