import { PlusOutlined } from '@ant-design/icons'
import { Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable, type Column } from '@/components/DataTable'
import { PageHead } from '@/components/PageHead'
import { StatusTag } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { activateWarehouses, deactivateWarehouses, type Warehouse, warehouseList } from '../queries'
import { WarehouseDrawer } from '../WarehouseDrawer'

/** The warehouses of the account set. */
export default function WarehousesPage() {
  const { t } = useTranslation('stock')
  const can = useCan()
  const [edited, setEdited] = useState<Warehouse | 'new'>()
  const mayEdit = can('warehouse.edit')
  const create = mayEdit && (
    <Button type="primary" icon={<PlusOutlined />} data-hotkey="new" onClick={() => setEdited('new')}>
      {t('warehouse.new')}
    </Button>
  )
  const state = (w: Warehouse) => (
    <Flex gap={6} component="span">
      <StatusTag tone={w.active ? 'good' : 'neutral'}>{w.active ? t('warehouse.on') : t('warehouse.off')}</StatusTag>
      {w.default && <StatusTag tone="progress">{t('warehouse.default')}</StatusTag>}
    </Flex>
  )
  const columns: Column<Warehouse>[] = [
    { key: 'code', title: t('warehouse.code'), width: 120, sortable: true, render: (w) => w.code },
    { key: 'name', title: t('warehouse.name'), width: 200, always: true, sortable: true, render: (w) => w.name },
    { key: 'address', title: t('warehouse.address'), width: 320, render: (w) => w.address ?? '' },
    { key: 'state', title: t('warehouse.state'), width: 160, render: state, text: (w) => (w.active ? t('warehouse.on') : t('warehouse.off')) },
  ]
  return (
    <>
      <PageHead title={t('menu:stock.warehouse')} hint={t('warehouse.hint')} actions={create} />
      <DataTable
        id="warehouses"
        query={warehouseList}
        columns={columns}
        searchHint={t('warehouse.search')}
        filters={[
          {
            kind: 'select',
            name: 'active',
            label: t('warehouse.state'),
            options: [
              { value: 'true', label: t('warehouse.on') },
              { value: 'false', label: t('warehouse.off') },
            ],
          },
        ]}
        onRowClick={mayEdit ? setEdited : undefined}
        rowName={(w) => w.name}
        batch={
          mayEdit
            ? [
                { key: 'activate', label: t('warehouse.activate'), run: activateWarehouses },
                { key: 'deactivate', label: t('warehouse.deactivate'), confirm: (count) => t('warehouse.deactivateConfirm', { count }), run: deactivateWarehouses },
              ]
            : []
        }
        empty={{ title: t('warehouse.empty'), hint: t('warehouse.emptyHint'), action: create }}
        mobileCard={(w) => (
          <Flex vertical gap={2}>
            <Flex justify="space-between" gap={8}>
              <strong>{w.name}</strong>
              {state(w)}
            </Flex>
            <span className="muted">{[w.code, w.address].filter(Boolean).join(' · ')}</span>
          </Flex>
        )}
      />
      {edited && <WarehouseDrawer key={edited === 'new' ? 'new' : edited.id} warehouse={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </>
  )
}
