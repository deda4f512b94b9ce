import { ImportOutlined, PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Flex, Form } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable, type Column } from '@/components/DataTable'
import { Money } from '@/components/Decimal'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { StatusTag } from '@/components/StatusTag'
import { useAsk } from '@/components/useAsk'
import { useCan } from '@/hooks/session'
import { compare } from '@/lib/decimal'
import { LevelSelect } from '../LevelSelect'
import { activateCustomers, type Customer, customerList, deactivateCustomers, deleteCustomers, setCustomersLevel } from '../queries'

const CustomerImport = lazy(() => import('../CustomerImport'))

/** The customers of the account set. */
export default function CustomersPage() {
  const { t } = useTranslation('customer')
  const can = useCan()
  const [importing, setImporting] = useState(false)
  const { ask, holder } = useAsk()
  const mayWrite = can('customer.write')
  const create = mayWrite && (
    <>
      <Button icon={<ImportOutlined />} onClick={() => setImporting(true)}>
        {t('import.do')}
      </Button>
      <Link to="/customers/$id" params={{ id: 'new' }}>
        <Button type="primary" icon={<PlusOutlined />} data-hotkey="new">
          {t('new')}
        </Button>
      </Link>
    </>
  )
  const state = (c: Customer) => <StatusTag tone={c.active ? 'good' : 'neutral'}>{c.active ? t('on') : t('off')}</StatusTag>
  const limit = (c: Customer) => <Money value={compare(c.creditLimit, '0') > 0 ? c.creditLimit : undefined} />
  const columns: Column<Customer>[] = [
    { key: 'code', title: t('code'), width: 130, sortable: true, render: (c) => c.code },
    {
      key: 'name',
      title: t('name'),
      width: 220,
      always: true,
      sortable: true,
      render: (c) => (
        <Link to="/customers/$id" params={{ id: c.id }}>
          {c.name}
        </Link>
      ),
      text: (c) => c.name,
    },
    { key: 'level', title: t('level.name'), width: 120, render: (c) => c.levelName },
    { key: 'contact', title: t('contact'), width: 110, render: (c) => c.contact ?? '' },
    { key: 'phone', title: t('phone'), width: 140, render: (c) => c.phone ?? '' },
    { key: 'address', title: t('address'), width: 240, hidden: true, render: (c) => c.address ?? '' },
    { key: 'creditLimit', title: t('creditLimit'), width: 120, align: 'right', render: limit, text: (c) => c.creditLimit },
    { key: 'active', title: t('state'), width: 90, render: state, text: (c) => (c.active ? t('on') : t('off')) },
    { key: 'note', title: t('note'), width: 200, render: (c) => c.note ?? '' },
    { key: 'createdAt', title: t('createdAt'), width: 150, sortable: true, hidden: true, render: (c) => <Instant at={c.createdAt} />, text: (c) => c.createdAt },
  ]
  return (
    <>
      <PageHead title={t('menu:customer.list')} actions={create} />
      <DataTable
        id="customers"
        query={customerList}
        columns={columns}
        searchHint={t('search')}
        filters={[
          { kind: 'custom', name: 'levelId', label: t('level.name'), width: 140, render: (value, onChange) => <LevelSelect allowClear value={value} onChange={(v) => onChange(v || undefined)} /> },
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
        rowLink={(c) => `/customers/${c.id}`}
        rowName={(c) => c.name}
        exports={[{ path: '/api/v1/customers/export' }]}
        batch={
          mayWrite
            ? [
                {
                  key: 'level',
                  label: t('batch.level'),
                  run: async (ids, _rows, write) => {
                    const values = await ask<{ levelId: string }>({
                      title: t('batch.levelTitle', { count: ids.length }),
                      fields: () => (
                        <Form.Item name="levelId" label={t('level.name')} rules={[{ required: true, message: t('level.required') }]}>
                          <LevelSelect />
                        </Form.Item>
                      ),
                    })
                    return values ? setCustomersLevel(ids, values.levelId, write) : null
                  },
                },
                { key: 'activate', label: t('batch.activate'), run: activateCustomers },
                { key: 'deactivate', label: t('batch.deactivate'), run: deactivateCustomers },
                { key: 'delete', label: t('common:action.delete'), danger: true, confirm: (count) => t('batch.deleteConfirm', { count }), run: deleteCustomers },
              ]
            : []
        }
        empty={{ title: t('empty'), hint: t('emptyHint'), action: <Flex gap={8} justify="center">{create}</Flex> }}
        mobileCard={(c) => (
          <Flex vertical gap={2}>
            <Flex justify="space-between" gap={8}>
              <strong className="cut">{c.name}</strong>
              {c.active ? <span className="muted">{c.levelName}</span> : state(c)}
            </Flex>
            <span className="muted">{[c.code, c.contact, c.phone].filter(Boolean).join(' · ')}</span>
          </Flex>
        )}
      />
      {holder}
      {importing && (
        <Suspense fallback={null}>
          <CustomerImport onClose={() => setImporting(false)} />
        </Suspense>
      )}
    </>
  )
}
