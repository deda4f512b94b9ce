import { CloudDownloadOutlined, ImportOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex, Select } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { type Column, DataTable } from '@/components/DataTable'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { StatusTag } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { activateAddresses, type Address, addressList, deactivateAddresses, deleteAddresses, divisionsQuery } from '../queries'

const AddressImport = lazy(() => import('../AddressImport'))
const FetchDrawer = lazy(() => import('../FetchDrawer'))

/** 1688 收货地址: where the account set receives what it buys. */
export default function AddressesPage() {
  const { t } = useTranslation('address')
  const can = useCan()
  const [open, setOpen] = useState<'import' | 'fetch'>()
  const mayWrite = can('address.write')
  const create = mayWrite && (
    <>
      <Button icon={<ImportOutlined />} onClick={() => setOpen('import')}>
        {t('import.do')}
      </Button>
      <Button icon={<CloudDownloadOutlined />} onClick={() => setOpen('fetch')}>
        {t('fetch.do')}
      </Button>
      <Link to="/receiving-addresses/$id" params={{ id: 'new' }}>
        <Button type="primary" icon={<PlusOutlined />} data-hotkey="new">
          {t('new')}
        </Button>
      </Link>
    </>
  )
  const state = (a: Address) => <StatusTag tone={a.active ? 'good' : 'neutral'}>{a.active ? t('on') : t('off')}</StatusTag>
  const served = (a: Address) => a.warehouses.map((w) => w.name).join(t('and'))
  const known = (a: Address) => a.accounts.map((x) => t('accountEntry', { name: x.name, id: x.platformId })).join(t('and'))
  const columns: Column<Address>[] = [
    {
      key: 'name',
      title: t('name'),
      width: 170,
      always: true,
      sortable: true,
      render: (a) => (
        <Link to="/receiving-addresses/$id" params={{ id: a.id }}>
          {a.name}
        </Link>
      ),
      text: (a) => a.name,
    },
    { key: 'contact', title: t('contact'), width: 110, render: (a) => a.contact },
    { key: 'mobile', title: t('mobile'), width: 130, render: (a) => a.mobile },
    { key: 'phone', title: t('phone'), width: 130, hidden: true, render: (a) => a.phone ?? '' },
    { key: 'company', title: t('company'), width: 160, hidden: true, render: (a) => a.company ?? '' },
    { key: 'division', title: t('place'), width: 200, sortable: true, render: (a) => [a.province, a.city, a.district, a.town].filter(Boolean).join(' ') },
    { key: 'street', title: t('street'), width: 240, render: (a) => a.street },
    { key: 'postcode', title: t('postcode'), width: 90, hidden: true, render: (a) => a.postcode ?? '' },
    { key: 'warehouses', title: t('warehouses'), width: 150, render: served, text: served },
    { key: 'accounts', title: t('accounts'), width: 200, hidden: true, render: known, text: known },
    { key: 'active', title: t('state'), width: 90, render: state, text: (a) => (a.active ? t('on') : t('off')) },
    { key: 'note', title: t('note'), width: 180, hidden: true, render: (a) => a.note ?? '' },
    { key: 'createdAt', title: t('createdAt'), width: 150, sortable: true, hidden: true, render: (a) => <Instant at={a.createdAt} />, text: (a) => a.createdAt },
  ]
  return (
    <>
      <PageHead title={t('menu:address.list')} hint={t('hint')} actions={create} />
      <DataTable
        id="receiving-addresses"
        query={addressList}
        columns={columns}
        searchHint={t('search')}
        filters={[
          { kind: 'custom', name: 'province', label: t('province'), width: 150, render: (value, onChange) => <ProvinceSelect value={value} onChange={onChange} /> },
          {
            kind: 'select',
            name: 'active',
            label: t('state'),
            options: [
              { value: 'true', label: t('on') },
              { value: 'false', label: t('off') },
            ],
          },
        ]}
        rowLink={(a) => `/receiving-addresses/${a.id}`}
        rowName={(a) => a.name}
        exports={[{ path: '/api/v1/receiving-addresses/export' }]}
        batch={
          mayWrite
            ? [
                { key: 'activate', label: t('batch.activate'), run: activateAddresses },
                { key: 'deactivate', label: t('batch.deactivate'), run: deactivateAddresses },
                { key: 'delete', label: t('common:action.delete'), danger: true, confirm: (count) => t('batch.deleteConfirm', { count }), run: deleteAddresses },
              ]
            : []
        }
        empty={{ title: t('empty'), hint: t('emptyHint'), action: <Flex gap={8} justify="center" wrap>{create}</Flex> }}
        mobileCard={(a) => (
          <Flex vertical gap={2}>
            <Flex justify="space-between" gap={8}>
              <strong className="cut">{a.name}</strong>
              {a.active ? <span className="muted">{served(a)}</span> : state(a)}
            </Flex>
            <span>
              {a.contact} {a.mobile}
            </span>
            <span className="muted">{a.text}</span>
          </Flex>
        )}
      />
      <Suspense fallback={null}>
        {open === 'import' && <AddressImport onClose={() => setOpen(undefined)} />}
        {open === 'fetch' && <FetchDrawer onClose={() => setOpen(undefined)} />}
      </Suspense>
    </>
  )
}

function ProvinceSelect({ value, onChange }: { value: string | undefined; onChange: (code: string | undefined) => void }) {
  const { t } = useTranslation('address')
  // Asked for when somebody looks: 1688 may have to be, and an account set without a buyer account cannot.
  const [looked, setLooked] = useState(value !== undefined)
  const provinces = useQuery({ ...divisionsQuery(undefined), enabled: looked })
  return (
    <Select<string>
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t('province')}
      placeholder={t('province')}
      style={{ width: '100%' }}
      popupMatchSelectWidth={false}
      loading={provinces.isFetching}
      notFoundContent={provinces.isError ? toProblem(provinces.error).detail : undefined}
      onOpenChange={(open) => open && setLooked(true)}
      value={value}
      options={provinces.data?.map((d) => ({ value: d.code, label: d.name }))}
      onChange={(v) => onChange(v || undefined)}
    />
  )
}
