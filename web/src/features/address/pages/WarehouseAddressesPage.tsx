import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite, type WriteOptions } from '@/api/useWrite'
import { type Column, DataTable } from '@/components/DataTable'
import { EntitySelect } from '@/components/EntitySelect'
import { PageHead } from '@/components/PageHead'
import { StatusTag } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { addressKeys, addressSource, type WarehouseAddress, warehouseAddressKeys, warehouseAddressList } from '../queries'

/** 仓库收货地址: which address orders for each warehouse take by themselves. */
export default function WarehouseAddressesPage() {
  const { t } = useTranslation('address')
  const can = useCan()
  const mayWrite = can('address.write')
  const choose = useWrite({
    fn: ({ id, addressId }: { id: string; addressId: string | undefined }, write: WriteOptions) =>
      data(api.PUT('/api/v1/warehouse-addresses/{id}', { params: { path: { id } }, body: { addressId }, ...write })),
    invalidate: [warehouseAddressKeys.all, addressKeys.all],
    success: t('warehouse.saved'),
  })
  const state = (w: WarehouseAddress) => <StatusTag tone={w.active ? 'good' : 'neutral'}>{w.active ? t('on') : t('off')}</StatusTag>
  const missing = (w: WarehouseAddress) => w.active && !w.addressId && <StatusTag tone="attention">{t('warehouse.missing')}</StatusTag>
  const choice = (w: WarehouseAddress) =>
    mayWrite ? (
      <EntitySelect
        source={addressSource}
        value={w.addressId}
        aria-label={t('warehouse.choose', { name: w.name })}
        placeholder={t('warehouse.placeholder')}
        disabled={choose.isPending && choose.variables.id === w.id}
        onChange={(addressId) => choose.mutate({ id: w.id, addressId })}
      />
    ) : (
      (w.addressName ?? missing(w))
    )
  const columns: Column<WarehouseAddress>[] = [
    { key: 'code', title: t('warehouse.code'), width: 100, sortable: true, render: (w) => w.code },
    { key: 'name', title: t('warehouse.name'), width: 170, always: true, sortable: true, render: (w) => w.name },
    { key: 'address', title: t('one'), width: 240, render: choice, text: (w) => w.addressName },
    { key: 'contact', title: t('contact'), width: 170, render: (w) => [w.contact, w.mobile].filter(Boolean).join(' ') },
    { key: 'text', title: t('where'), width: 320, render: (w) => w.addressText ?? missing(w), text: (w) => w.addressText },
    { key: 'active', title: t('warehouse.state'), width: 100, render: state, text: (w) => (w.active ? t('on') : t('off')) },
  ]
  return (
    <>
      <PageHead
        title={t('menu:address.warehouse')}
        hint={t('warehouse.hint')}
        actions={
          <Link to="/receiving-addresses">
            <Button>{t('menu:address.list')}</Button>
          </Link>
        }
      />
      <DataTable
        id="warehouse-addresses"
        query={warehouseAddressList}
        columns={columns}
        searchHint={t('warehouse.search')}
        filters={[
          { kind: 'select', name: 'missing', label: t('warehouse.missing'), options: [{ value: 'true', label: t('warehouse.missing') }] },
          {
            kind: 'select',
            name: 'active',
            label: t('warehouse.state'),
            options: [
              { value: 'true', label: t('on') },
              { value: 'false', label: t('off') },
            ],
          },
        ]}
        rowName={(w) => w.name}
        exports={[{ path: '/api/v1/warehouse-addresses/export' }]}
        empty={{ title: t('warehouse.empty'), hint: t('warehouse.emptyHint') }}
        mobileCard={(w) => (
          <Flex vertical gap={6}>
            <Flex justify="space-between" gap={8}>
              <strong>{w.name}</strong>
              {w.active ? missing(w) : state(w)}
            </Flex>
            {choice(w)}
            {w.addressText && (
              <span className="muted">
                {w.contact} {w.mobile} · {w.addressText}
              </span>
            )}
          </Flex>
        )}
      />
    </>
  )
}
