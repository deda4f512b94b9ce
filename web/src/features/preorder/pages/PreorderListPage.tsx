import { ReloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { DataTable, type Column } from '@/components/DataTable'
import { Money } from '@/components/Decimal'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { PayTag, UploadTag } from '@/components/PreorderPanel'
import { type Preorder, preorderList, useCheckPreorder, usePreorderEvents, useUploadPreorder } from '@/hooks/preorder'
import { useCan } from '@/hooks/session'
import { AttemptLog } from '../AttemptLog'
import { PayCodeDrawer } from '../PayCodeDrawer'
import { shopsQuery } from '../queries'

/** 预订单: what was made on 1688, how far the payment is, and what to do where it failed. */
export default function PreorderListPage() {
  const { t } = useTranslation('preorder')
  const can = useCan()
  const [log, setLog] = useState<string>()
  const [code, setCode] = useState<string>()
  const shops = useQuery({ ...shopsQuery, enabled: can('shop.read') })
  const upload = useUploadPreorder(t('uploadAsked'))
  const check = useCheckPreorder(t('checked'))
  usePreorderEvents()

  const sale = (p: Preorder) => (
    <Link to="/sales/$id" params={{ id: p.saleId }}>
      {p.saleNo}
    </Link>
  )
  const actions = (p: Preorder) => (
    <Flex gap={4} wrap>
      {p.payUrl && (p.pay === 'unpaid' || p.pay === 'ordered') && (
        <Button size="small" type="primary" onClick={() => setCode(p.id)}>
          {t('payCode')}
        </Button>
      )}
      {can('preorder.upload') && p.uploadable && (
        <Button size="small" loading={upload.isPending && upload.variables === p.id} onClick={() => upload.mutate(p.id)}>
          {t('uploadAgain')}
        </Button>
      )}
      {(p.upload === 'checking' || (p.upload === 'uploaded' && (p.pay === 'unpaid' || p.pay === 'ordered' || p.pay === 'expired'))) && (
        <Button size="small" loading={check.isPending && check.variables === p.id} onClick={() => check.mutate(p.id)}>
          {t('checkNow')}
        </Button>
      )}
    </Flex>
  )
  const columns: Column<Preorder>[] = [
    { key: 'shop', title: t('shop'), width: 100, render: (p) => p.shopName, text: (p) => p.shopName },
    { key: 'date', title: t('date'), width: 100, sortable: true, render: (p) => <span className="num">{p.date}</span>, text: (p) => p.date },
    { key: 'no', title: t('no'), width: 126, always: true, sortable: true, render: (p) => <span className="num">{p.no}</span>, text: (p) => p.no },
    { key: 'sale', title: t('sale'), width: 126, render: sale, text: (p) => p.saleNo },
    { key: 'customer', title: t('customer'), width: 96, render: (p) => p.customerName, text: (p) => p.customerName },
    { key: 'amount', title: t('amount'), width: 94, align: 'right', sortable: true, render: (p) => <Money value={p.amount} />, text: (p) => p.amount },
    { key: 'note', title: t('note'), width: 64, render: (p) => p.note ?? '', text: (p) => p.note },
    {
      key: 'upload',
      title: t('uploadState'),
      width: 144,
      render: (p) => (
        <Flex vertical gap={2} align="flex-start">
          <UploadTag state={p.upload} />
          {p.refusal && <span className="muted" title={p.refusal.remedy}>{p.refusal.detail}</span>}
        </Flex>
      ),
      text: (p) => p.refusal?.detail ?? t(`upload.${p.upload}`),
    },
    {
      key: 'log',
      title: t('log'),
      width: 80,
      render: (p) => (
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setLog(p.id)}>
          {t('log')}
        </Button>
      ),
      text: () => '',
    },
    { key: 'pay', title: t('payState'), width: 92, render: (p) => <Payment preorder={p} />, text: (p) => (p.extraPaid ? `${t(`pay.${p.pay}`)}, ${t('panel.extraPaid')} ${p.extraPaid}` : t(`pay.${p.pay}`)) },
    { key: 'delivery', title: t('delivery'), width: 80, hidden: true, render: (p) => (p.fee === '0.00' ? t('pickup') : t('express')) },
    { key: 'platformId', title: t('platformId'), width: 190, hidden: true, render: (p) => p.platformId ?? '' },
    { key: 'orderId', title: t('orderId'), width: 190, hidden: true, render: (p) => p.orderId ?? '' },
    { key: 'expiresAt', title: t('expiresAt'), width: 150, hidden: true, render: (p) => <Instant at={p.expiresAt} />, text: (p) => p.expiresAt },
    { key: 'paidAt', title: t('paidAt'), width: 150, hidden: true, render: (p) => <Instant at={p.paidAt} />, text: (p) => p.paidAt },
    { key: 'actions', title: t('actions'), width: 150, fixed: 'right', render: actions, text: () => '' },
  ]
  const uploads: Preorder['upload'][] = ['waiting', 'checking', 'uploaded', 'refused', 'abandoned']
  const pays: Preorder['pay'][] = ['unpaid', 'ordered', 'paid', 'expired', 'none']
  return (
    <>
      <PageHead title={t('menu:preorder')} hint={t('hint')} />
      <DataTable
        id="preorders"
        query={preorderList}
        columns={columns}
        searchHint={t('search')}
        defaultSort="-createdAt"
        filters={[
          { kind: 'select', name: 'shopId', label: t('shop'), options: (shops.data ?? []).map((s) => ({ value: s.id, label: s.name })) },
          { kind: 'select', name: 'upload', label: t('uploadState'), options: uploads.map((u) => ({ value: u, label: t(`upload.${u}`) })) },
          { kind: 'select', name: 'pay', label: t('payState'), options: pays.map((s) => ({ value: s, label: t(`pay.${s}`) })) },
          { kind: 'dates', name: 'date', label: t('date'), from: 'from', to: 'to' },
        ]}
        rowName={(p) => p.no}
        batch={
          can('preorder.upload')
            ? [{ key: 'upload', label: t('uploadAgain'), icon: <ReloadOutlined />, confirm: (count) => t('uploadConfirm', { count }), run: (ids, _rows, write) => data(api.POST('/api/v1/preorders/actions/upload', { body: { ids }, ...write })) }]
            : undefined
        }
        empty={{
          title: t('empty'),
          hint: t('emptyHint'),
          action: can('sale.create') && (
            <Link to="/sales/$id" params={{ id: 'new' }}>
              <Button type="primary">{t('newSale')}</Button>
            </Link>
          ),
        }}
        mobileCard={(p) => (
          <Flex vertical gap={6}>
            <Flex justify="space-between" gap={8}>
              <strong>{p.customerName}</strong>
              <strong>
                <Money value={p.amount} sign />
              </strong>
            </Flex>
            <span className="muted">
              {sale(p)} · {p.shopName} · {p.date}
            </span>
            <Flex gap={6} wrap>
              <UploadTag state={p.upload} />
              {p.pay !== 'none' && <Payment preorder={p} />}
            </Flex>
            {p.refusal && <span className="muted">{p.refusal.detail}</span>}
            <Flex gap={4} wrap>
              {actions(p)}
              <Button size="small" onClick={() => setLog(p.id)}>
                {t('log')}
              </Button>
            </Flex>
          </Flex>
        )}
      />
      {log && <AttemptLog key={log} id={log} onClose={() => setLog(undefined)} />}
      {code && <PayCodeDrawer key={code} id={code} onClose={() => setCode(undefined)} />}
    </>
  )
}

/** 支付状态, and a payment on top of it that the books keep as an advance. */
function Payment({ preorder: p }: { preorder: Preorder }) {
  const { t } = useTranslation('preorder')
  return (
    <Flex vertical gap={2} align="flex-start">
      <PayTag state={p.pay} />
      {p.extraPaid && (
        <span className="muted" title={t('panel.extraPaidHint', { amount: p.extraPaid })}>
          {t('panel.extraPaid')} <Money value={p.extraPaid} sign />
        </span>
      )}
    </Flex>
  )
}
