import { ImportOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex, Input } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable, type Column } from '@/components/DataTable'
import { Price, Qty } from '@/components/Decimal'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { StatusTag } from '@/components/StatusTag'
import { Thumb } from '@/components/Thumb'
import { useCan } from '@/hooks/session'
import { compare } from '@/lib/decimal'
import { levelsQuery, productList, type ProductRow } from '../queries'
import { useProductBatch } from '../useProductBatch'

// The tree is loaded beside the list, not before it.
const CategorySelect = lazy(() => import('../CategorySelect').then((m) => ({ default: m.CategorySelect })))

const ProductImport = lazy(() => import('../ProductImport'))

/** The products of the account set. */
export default function ProductsPage() {
  const { t } = useTranslation('product')
  const can = useCan()
  const [importing, setImporting] = useState(false)
  const { batch, holder } = useProductBatch()
  const levels = useQuery(levelsQuery)
  const priceName = (builtin: string, fallback: string) => levels.data?.find((l) => l.builtin === builtin)?.name ?? fallback
  const create = can('product.write') && (
    <>
      <Button icon={<ImportOutlined />} onClick={() => setImporting(true)}>
        {t('import.do')}
      </Button>
      <Link to="/products/$id" params={{ id: 'new' }}>
        <Button type="primary" icon={<PlusOutlined />} data-hotkey="new">
          {t('new')}
        </Button>
      </Link>
    </>
  )
  const state = (p: ProductRow) => <StatusTag tone={p.active ? 'good' : 'neutral'}>{p.active ? t('on') : t('off')}</StatusTag>
  const onHand = (p: ProductRow) => <span style={p.onHand && compare(p.onHand, '0') < 0 ? { color: '#b8321f', fontWeight: 600 } : undefined}><Qty value={p.onHand} /></span>
  const columns: Column<ProductRow>[] = [
    { key: 'picture', title: t('picture'), width: 56, render: (p) => <Thumb src={p.picture} />, text: () => '' },
    { key: 'code', title: t('code'), width: 140, sortable: true, render: (p) => p.code },
    {
      key: 'name',
      title: t('name'),
      width: 280,
      always: true,
      sortable: true,
      render: (p) => (
        <Link to="/products/$id" params={{ id: p.id }} title={p.name}>
          {p.name}
        </Link>
      ),
      text: (p) => p.name,
    },
    { key: 'category', title: t('category.name'), width: 150, render: (p) => <span title={p.category}>{p.category.split('/').at(-1)}</span>, text: (p) => p.category },
    { key: 'brand', title: t('brand'), width: 100, hidden: true, render: (p) => p.brand ?? '' },
    { key: 'spec', title: t('spec'), width: 120, hidden: true, render: (p) => p.spec ?? '' },
    { key: 'skuCount', title: t('skuCount'), width: 70, align: 'right', render: (p) => p.skuCount },
    { key: 'retail', title: priceName('retail', t('retail')), width: 100, align: 'right', render: (p) => <Price value={p.retail} />, text: (p) => p.retail },
    { key: 'wholesale', title: priceName('wholesale', t('wholesale')), width: 100, align: 'right', render: (p) => <Price value={p.wholesale} />, text: (p) => p.wholesale },
    { key: 'onHand', title: t('onHand'), width: 100, align: 'right', render: onHand, text: (p) => p.onHand },
    { key: 'unit', title: t('unit'), width: 60, render: (p) => p.unit },
    { key: 'negativeStock', title: t('negativeStock'), width: 100, hidden: true, render: (p) => (p.negativeStock ? t('allowed') : ''), text: (p) => (p.negativeStock ? t('allowed') : '') },
    { key: 'active', title: t('state'), width: 80, render: state, text: (p) => (p.active ? t('on') : t('off')) },
    { key: 'updatedAt', title: t('updatedAt'), width: 150, sortable: true, hidden: true, render: (p) => <Instant at={p.updatedAt} />, text: (p) => p.updatedAt },
  ]
  return (
    <>
      <PageHead title={t('menu:product.list')} actions={create} />
      <DataTable
        id="products"
        query={productList}
        columns={columns}
        searchHint={t('search')}
        filters={[
          { kind: 'custom', name: 'categoryId', label: t('category.name'), width: 160, render: (value, onChange) => (
              <Suspense fallback={<Input disabled aria-label={t('category.name')} />}>
                <CategorySelect value={value} onChange={onChange} />
              </Suspense>
            ),
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
          {
            kind: 'select',
            name: 'hasPicture',
            label: t('picture'),
            options: [
              { value: 'false', label: t('noPicture') },
              { value: 'true', label: t('hasPicture') },
            ],
          },
          {
            kind: 'select',
            name: 'negativeStock',
            label: t('negativeStock'),
            options: [
              { value: 'true', label: t('allowed') },
              { value: 'false', label: t('refused') },
            ],
          },
        ]}
        rowLink={(p) => `/products/${p.id}`}
        rowName={(p) => `${p.code} ${p.name}`}
        exports={[
          { path: '/api/v1/products/export', label: t('export.products') },
          { path: '/api/v1/skus/export', label: t('export.skus') },
        ]}
        batch={batch}
        empty={{ title: t('empty'), hint: t('emptyHint'), action: <Flex gap={8} justify="center">{create}</Flex> }}
        mobileCard={(p) => (
          <Flex gap={10}>
            <Thumb src={p.picture} size={48} />
            <div style={{ flex: 1, minWidth: 0 }}>
              <Flex justify="space-between" gap={8}>
                <strong className="cut">{p.name}</strong>
                {!p.active && state(p)}
              </Flex>
              <div className="muted cut">{[p.code, p.category.split('/').at(-1)].filter(Boolean).join(' · ')}</div>
              <Flex justify="space-between" gap={8}>
                <span>
                  <Price value={p.retail} /> <span className="muted">/</span> <Price value={p.wholesale} />
                </span>
                <span>
                  {onHand(p)} <span className="muted">{p.unit}</span>
                </span>
              </Flex>
            </div>
          </Flex>
        )}
      />
      {holder}
      {importing && (
        <Suspense fallback={null}>
          <ProductImport onClose={() => setImporting(false)} />
        </Suspense>
      )}
    </>
  )
}
