import { ImportOutlined, PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChatLink } from '@/components/ChatLink'
import { type Column, DataTable } from '@/components/DataTable'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { StatusTag } from '@/components/StatusTag'
import { useAsk } from '@/components/useAsk'
import { useCan } from '@/hooks/session'
import { activateSuppliers, allTerms, deactivateSuppliers, deleteSuppliers, setSuppliersTerms, type Supplier, supplierList, type TermsValues } from '../queries'
import { TermsFields } from '../TermsFields'

const SupplierImport = lazy(() => import('../SupplierImport'))

/** The suppliers of the account set. */
export default function SuppliersPage() {
  const { t } = useTranslation('supplier')
  const can = useCan()
  const [importing, setImporting] = useState(false)
  const { ask, holder } = useAsk()
  const mayWrite = can('supplier.write')
  const create = mayWrite && (
    <>
      <Button icon={<ImportOutlined />} onClick={() => setImporting(true)}>
        {t('import.do')}
      </Button>
      <Link to="/suppliers/$id" params={{ id: 'new' }}>
        <Button type="primary" icon={<PlusOutlined />} data-hotkey="new">
          {t('new')}
        </Button>
      </Link>
    </>
  )
  const state = (s: Supplier) => <StatusTag tone={s.active ? 'good' : 'neutral'}>{s.active ? t('on') : t('off')}</StatusTag>
  const terms = (s: Supplier) => t(`terms.told.${s.terms}`, { share: s.prepaidShare, days: s.creditDays })
  const columns: Column<Supplier>[] = [
    { key: 'code', title: t('code'), width: 140, sortable: true, render: (s) => s.code },
    {
      key: 'name',
      title: t('name'),
      width: 220,
      always: true,
      sortable: true,
      render: (s) => (
        <Link to="/suppliers/$id" params={{ id: s.id }}>
          {s.name}
        </Link>
      ),
      text: (s) => s.name,
    },
    { key: 'loginId', title: t('loginId'), width: 150, render: (s) => <Flex gap={6} align="center">{s.loginId}<ChatLink login={s.loginId} /></Flex>, text: (s) => s.loginId },
    { key: 'terms', title: t('terms.name'), width: 140, render: terms, text: terms },
    { key: 'contact', title: t('contact'), width: 110, render: (s) => s.contact ?? '' },
    { key: 'phone', title: t('phone'), width: 140, render: (s) => s.phone ?? '' },
    { key: 'address', title: t('address'), width: 240, hidden: true, render: (s) => s.address ?? '' },
    { key: 'active', title: t('state'), width: 90, render: state, text: (s) => (s.active ? t('on') : t('off')) },
    { key: 'currency', title: t('currency'), width: 80, hidden: true, render: (s) => s.currency, text: (s) => s.currency },
    { key: 'note', title: t('note'), width: 200, render: (s) => s.note ?? '' },
    { key: 'createdAt', title: t('createdAt'), width: 150, sortable: true, hidden: true, render: (s) => <Instant at={s.createdAt} />, text: (s) => s.createdAt },
  ]
  return (
    <>
      <PageHead title={t('menu:supplier')} actions={create} />
      <DataTable
        id="suppliers"
        query={supplierList}
        columns={columns}
        searchHint={t('search')}
        filters={[
          { kind: 'select', name: 'terms', label: t('terms.name'), options: allTerms.map((value) => ({ value, label: t(`terms.${value}`) })) },
          {
            kind: 'select',
            name: 'on1688',
            label: t('on1688.name'),
            options: [
              { value: 'true', label: t('on1688.yes') },
              { value: 'false', label: t('on1688.no') },
            ],
          },
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
        rowLink={(s) => `/suppliers/${s.id}`}
        rowName={(s) => s.name}
        exports={[{ path: '/api/v1/suppliers/export' }]}
        batch={
          mayWrite
            ? [
                {
                  key: 'terms',
                  label: t('batch.terms'),
                  run: async (ids, _rows, write) => {
                    const values = await ask<TermsValues>({ title: t('batch.termsTitle', { count: ids.length }), initial: { terms: 'prepaid' }, fields: () => <TermsFields /> })
                    return values ? setSuppliersTerms(ids, values, write) : null
                  },
                },
                { key: 'activate', label: t('batch.activate'), run: activateSuppliers },
                { key: 'deactivate', label: t('batch.deactivate'), run: deactivateSuppliers },
                { key: 'delete', label: t('common:action.delete'), danger: true, confirm: (count) => t('batch.deleteConfirm', { count }), run: deleteSuppliers },
              ]
            : []
        }
        empty={{ title: t('empty'), hint: t('emptyHint'), action: <Flex gap={8} justify="center">{create}</Flex> }}
        mobileCard={(s) => (
          <Flex vertical gap={2}>
            <Flex justify="space-between" gap={8}>
              <strong className="cut">{s.name}</strong>
              {s.active ? <span className="muted">{terms(s)}</span> : state(s)}
            </Flex>
            <span className="muted">{[s.code, s.loginId, s.contact, s.phone].filter(Boolean).join(' · ')}</span>
          </Flex>
        )}
      />
      {holder}
      {importing && (
        <Suspense fallback={null}>
          <SupplierImport onClose={() => setImporting(false)} />
        </Suspense>
      )}
    </>
  )
}
