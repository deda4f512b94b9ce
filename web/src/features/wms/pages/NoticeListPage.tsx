import { SendOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { anySupplierSource, warehousesQuery } from '@/components/choices'
import { type BatchAction, type Column, DataTable } from '@/components/DataTable'
import { EntitySelect } from '@/components/EntitySelect'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { Said } from '@/components/Said'
import { StateTabs } from '@/components/StateTabs'
import { WmsTag } from '@/components/WmsState'
import { useCan } from '@/hooks/session'
import { noticeKeys, noticeList, type NoticeRow, pushOrders, states } from '../queries'

/** 到货通知: what the WMS was told, and what a person has to look at. */
export default function NoticeListPage() {
  const { t } = useTranslation('wms')
  const can = useCan()
  const client = useQueryClient()
  const warehouses = useQuery({ ...warehousesQuery, enabled: can('stock.read') }).data ?? []
  useLive('purchase', () => void client.invalidateQueries({ queryKey: noticeKeys.lists }))
  const batch: BatchAction<NoticeRow>[] = []
  if (can('wms.push')) {
    batch.push({
      key: 'push',
      label: t('pushAgain'),
      icon: <SendOutlined />,
      invalidate: [noticeKeys.all],
      // The outcomes are of the purchase orders; the list knows its rows by the notices.
      run: async (ids, rows, write) => {
        const chosen = rows.filter((r) => ids.includes(r.id))
        const answer = await pushOrders(chosen.map((r) => r.orderId), write)
        return { results: answer.results.map((o) => ({ ...o, id: chosen.find((r) => r.orderId === o.id)?.id ?? o.id })) }
      },
    })
  }
  const columns: Column<NoticeRow>[] = [
    { key: 'no', title: t('no'), width: 160, always: true, sortable: true, render: (n) => <Link to="/purchase-orders/$id" params={{ id: n.orderId }} className="num">{n.noticeNo}</Link>, text: (n) => n.noticeNo },
    { key: 'state', title: t('stateLabel'), width: 110, render: (n) => <WmsTag notice={n} />, text: (n) => t(`state.${n.state}`) },
    { key: 'supplier', title: t('supplier'), width: 180, render: (n) => n.supplierName },
    { key: 'warehouse', title: t('warehouse'), width: 120, render: (n) => n.warehouseName },
    { key: 'reason', title: t('reason'), width: 340, render: (n) => <Said said={n.reason} />, text: (n) => n.reason?.detail },
    { key: 'externalNo', title: t('externalNo'), width: 160, render: (n) => <span className="num">{n.externalNo}</span>, text: (n) => n.externalNo },
    { key: 'sentAt', title: t('sentAt'), width: 150, sortable: true, render: (n) => <Instant at={n.sentAt} />, text: (n) => n.sentAt },
    { key: 'dueAt', title: t('dueAt'), width: 150, render: (n) => (n.state === 'waiting' ? <Instant at={n.dueAt} /> : null), text: (n) => n.dueAt },
    { key: 'createdAt', title: t('createdAt'), width: 150, sortable: true, hidden: true, render: (n) => <Instant at={n.createdAt} />, text: (n) => n.createdAt },
  ]
  const orders = (
    <Link to="/purchase-orders">
      <Button>{t('menu:purchase')}</Button>
    </Link>
  )
  return (
    <>
      <PageHead title={t('menu:wms.notices')} hint={t('hint')} actions={can('settings.update') && <Link to="/wms-setting"><Button>{t('menu:wms.setting')}</Button></Link>} />
      <StateTabs label={t('stateLabel')} tabs={[undefined, ...states].map((state) => ({ label: state ? t(`state.${state}`) : t('all'), search: { state, attention: undefined } }))} />
      <DataTable
        id="wms-notices"
        query={noticeList}
        columns={columns}
        searchHint={t('search')}
        defaultSort="-createdAt"
        filters={[
          { kind: 'select', name: 'attention', label: t('attention'), options: [{ value: 'true', label: t('needsPerson') }] },
          {
            kind: 'custom',
            name: 'supplierId',
            label: t('supplier'),
            width: 180,
            render: (value, onChange) => <EntitySelect source={anySupplierSource} value={value} onChange={onChange} placeholder={t('supplier')} aria-label={t('supplier')} />,
          },
          ...(warehouses.length > 1 ? [{ kind: 'select' as const, name: 'warehouseId', label: t('warehouse'), options: warehouses.map((w) => ({ value: w.id, label: w.name })) }] : []),
        ]}
        rowLink={(n) => `/purchase-orders/${n.orderId}`}
        rowName={(n) => n.noticeNo}
        batch={batch}
        empty={{ title: t('empty'), hint: t('emptyHint'), action: orders }}
        mobileCard={(n) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8} align="center">
              <strong className="cut">{n.supplierName}</strong>
              <WmsTag notice={n} />
            </Flex>
            <span className="muted num">
              {n.noticeNo} · {n.warehouseName}
            </span>
            <Said said={n.reason} />
          </Flex>
        )}
      />
    </>
  )
}
