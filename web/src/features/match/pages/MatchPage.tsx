import { CheckSquareOutlined, DisconnectOutlined, ThunderboltOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useLive } from '@/api/live'
import { type BatchAction, type Column, DataTable } from '@/components/DataTable'
import { Price } from '@/components/Decimal'
import { PageHead } from '@/components/PageHead'
import { Thumb } from '@/components/Thumb'
import { useCan } from '@/hooks/session'
import { AcceptDialog } from '../AcceptDialog'
import { AutoMatchDialog } from '../AutoMatchDialog'
import { MatchTag, useMatchText } from '../MatchTag'
import { PickDrawer } from '../PickDrawer'
import { type Line, lineKeys, lineList, linesShown, shopsQuery } from '../queries'
import '../match.css'

type Dialog = { kind: 'auto' } | { kind: 'accept'; lines: Line[] } | { kind: 'pick'; lines: Line[]; start: number }

/** 商品匹配: which online SKU is which SKU of ours. */
export default function MatchPage() {
  const { t } = useTranslation('match')
  const can = useCan()
  const client = useQueryClient()
  const stateText = useMatchText()
  const [dialog, setDialog] = useState<Dialog>()
  const { shopId } = useSearch({ strict: false }) as { shopId?: string }
  const shops = useQuery(shopsQuery)
  useLive('shop', () => void client.invalidateQueries({ queryKey: lineKeys.lists }))
  const writes = can('match.write')

  const pick = (line: Line) => {
    const lines = linesShown(client)
    const start = lines.findIndex((l) => l.id === line.id)
    setDialog(start < 0 ? { kind: 'pick', lines: [line], start: 0 } : { kind: 'pick', lines, start })
  }
  const auto = writes && (
    <Button type="primary" icon={<ThunderboltOutlined />} onClick={() => setDialog({ kind: 'auto' })}>
      {t('auto.title')}
    </Button>
  )
  const title = (l: Line) => (
    <span className="match-title" title={l.offerTitle}>
      <Thumb src={l.picture} size={26} />
      <span>{l.offerTitle}</span>
    </span>
  )
  const plainOr = (l: Line, text: string | undefined) => (l.plain ? <span className="muted">{t('plain')}</span> : <span title={text}>{text}</span>)
  const own = (l: Line, text: string | undefined) => (l.skuId ? <span title={text}>{text}</span> : <span className="muted">—</span>)
  const columns: Column<Line>[] = [
    { key: 'state', title: t('stateColumn'), width: 112, always: true, render: (l) => <MatchTag line={l} />, text: stateText },
    { key: 'offerCode', title: t('offerCode'), width: 88, render: (l) => l.offerCode ?? '', text: (l) => l.offerCode },
    { key: 'offerTitle', title: t('offerTitle'), width: 200, always: true, render: title, text: (l) => l.offerTitle },
    { key: 'onlineCode', title: t('onlineCode'), width: 112, render: (l) => (l.plain ? <span className="muted">—</span> : (l.onlineCode ?? '')), text: (l) => l.onlineCode },
    { key: 'onlineName', title: t('onlineName'), width: 108, render: (l) => plainOr(l, l.onlineName), text: (l) => l.onlineName },
    { key: 'productCode', title: t('productCode'), width: 100, render: (l) => own(l, l.productCode), text: (l) => l.productCode },
    { key: 'productName', title: t('productName'), width: 140, render: (l) => own(l, l.productName), text: (l) => l.productName },
    { key: 'skuCode', title: t('skuCode'), width: 112, render: (l) => own(l, l.skuCode), text: (l) => l.skuCode },
    { key: 'skuName', title: t('skuName'), width: 104, render: (l) => own(l, l.skuName), text: (l) => l.skuName },
    { key: 'shop', title: t('shop'), width: 150, hidden: true, render: (l) => l.shopName },
    { key: 'offerId', title: t('offerId'), width: 130, hidden: true, render: (l) => <span className="num">{l.offerId}</span>, text: (l) => l.offerId },
    { key: 'price', title: t('price'), width: 90, align: 'right', hidden: true, render: (l) => <Price value={l.price} />, text: (l) => l.price },
    { key: 'stock', title: t('stock'), width: 90, align: 'right', hidden: true, render: (l) => <span className="num">{l.stock}</span>, text: (l) => String(l.stock) },
    { key: 'minOrder', title: t('minOrder'), width: 90, align: 'right', hidden: true, render: (l) => <span className="num">{l.minOrder}</span>, text: (l) => String(l.minOrder) },
    {
      key: 'do',
      title: t('actions'),
      width: 76,
      fixed: 'right',
      render: (l) => (
        <Button size="small" type={l.state === 'unmatched' && writes ? 'primary' : 'default'} ghost={l.state === 'unmatched' && writes} onClick={() => pick(l)}>
          {!writes ? t('look') : l.state === 'matched' ? t('change') : t('match')}
        </Button>
      ),
      text: () => '',
    },
  ]
  const batch: BatchAction<Line>[] = [
    {
      key: 'accept',
      label: t('accept.title'),
      icon: <CheckSquareOutlined />,
      run: (_, rows) => {
        setDialog({ kind: 'accept', lines: rows })
        return Promise.resolve()
      },
    },
    { key: 'unmatch', label: t('unmatch'), icon: <DisconnectOutlined />, confirm: (count) => t('unmatchConfirm', { count }), run: (ids, _rows, write) => data(api.POST('/api/v1/online-skus/actions/unmatch', { body: { ids }, ...write })) },
    { key: 'remove', label: t('remove'), danger: true, confirm: (count) => t('removeConfirm', { count }), run: (ids, _rows, write) => data(api.POST('/api/v1/online-skus/actions/remove', { body: { ids }, ...write })) },
  ]
  const states = ['matched', 'unmatched', 'ambiguous'] as const
  const name = (l: Line) => [l.offerTitle, l.onlineName].filter(Boolean).join(' ')

  return (
    <>
      <PageHead title={t('menu:match')} hint={t('hint')} actions={auto} />
      <DataTable
        id="online-skus"
        query={lineList}
        columns={columns}
        searchHint={t('search')}
        filters={[
          { kind: 'select', name: 'state', label: t('stateColumn'), options: states.map((s) => ({ value: s, label: t(`state.${s}`) })) },
          { kind: 'select', name: 'shopId', label: t('shop'), options: (shops.data ?? []).map((s) => ({ value: s.id, label: s.name })) },
          {
            kind: 'select',
            name: 'offer',
            label: t('offerState'),
            options: [
              { value: 'online', label: t('online') },
              { value: 'offline', label: t('offline') },
            ],
          },
        ]}
        onRowClick={pick}
        rowName={name}
        batch={writes ? batch : undefined}
        empty={{
          title: t('empty'),
          hint: t('emptyHint'),
          action: (
            <Link to="/downloads">
              <Button type="primary">{t('toDownload')}</Button>
            </Link>
          ),
        }}
        mobileCard={(l) => (
          <Flex gap={10} align="flex-start">
            <Thumb src={l.picture} size={48} />
            <Flex vertical gap={3} style={{ minWidth: 0, flex: 1, overflowWrap: 'anywhere' }}>
              <strong>{l.offerTitle}</strong>
              <span>{[l.onlineName, l.onlineCode || l.offerCode].filter(Boolean).join(' · ')}</span>
              {l.skuId && (
                <span className="muted">
                  → {l.productName} {l.skuName} {l.skuCode}
                </span>
              )}
              <MatchTag line={l} />
            </Flex>
          </Flex>
        )}
      />
      {dialog?.kind === 'auto' && <AutoMatchDialog shopId={shopId} onClose={() => setDialog(undefined)} />}
      {dialog?.kind === 'accept' && <AcceptDialog lines={dialog.lines} onClose={() => setDialog(undefined)} />}
      {dialog?.kind === 'pick' && <PickDrawer lines={dialog.lines} start={dialog.start} onClose={() => setDialog(undefined)} />}
    </>
  )
}
