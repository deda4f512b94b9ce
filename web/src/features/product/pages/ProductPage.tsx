import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Button, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { DocPage } from '@/components/DocPage'
import { RecordHistory } from '@/components/RecordHistory'
import { Section } from '@/components/Section'
import { StatusTag } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { Attachments } from '../Attachments'
import { ProductForm } from '../ProductForm'
import { productKeys, productQuery } from '../queries'
import { StockTab } from '../StockTab'

/** One product: its data and SKUs, its stock, its history. */
export default function ProductPage() {
  const { t } = useTranslation('product')
  const { id } = useParams({ strict: false }) as { id: string }
  const search = useSearch({ strict: false }) as { tab?: string }
  const can = useCan()
  const navigate = useNavigate()
  const confirm = useConfirm()
  const [dirty, setDirty] = useState(false)
  const isNew = id === 'new'
  const query = useQuery({ ...productQuery(id), enabled: !isNew })
  const product = isNew ? undefined : query.data
  const remove = useWrite({
    fn: (_: void, write) => data(api.DELETE('/api/v1/products/{id}', { params: { path: { id } }, ...write })),
    invalidate: [productKeys.lists],
    success: t('deleted'),
    onSuccess: () => void navigate({ to: '/products', replace: true, ignoreBlocker: true }),
  })
  const form = (isNew || product) && <ProductForm key={product ? `${product.id}:${product.version}` : 'new'} product={product} onDirty={setDirty} />

  return (
    <DocPage
      title={isNew ? t('new') : (product?.name ?? t('one'))}
      hint={product?.code}
      tag={product && !product.active && <StatusTag tone="neutral">{t('off')}</StatusTag>}
      back="/products"
      dirty={dirty}
      loading={!isNew && query.isPending}
      problem={query.isError ? toProblem(query.error) : null}
      onRetry={() => void query.refetch()}
      actions={
        product &&
        can('product.delete') && (
          <Button danger loading={remove.isPending} onClick={async () => (await confirm({ title: t('deleteConfirm', { name: product.name }), content: t('deleteHint'), danger: true })) && remove.mutate()}>
            {t('common:action.delete')}
          </Button>
        )
      }
    >
      {product ? (
        <Tabs
          activeKey={search.tab ?? 'data'}
          onChange={(tab) => void navigate({ to: '.', search: { tab: tab === 'data' ? undefined : tab } as never, replace: true })}
          items={[
            // What has been typed stays while another tab is looked at.
            { key: 'data', label: t('tab.data'), children: form, forceRender: true },
            ...(can('stock.read') ? [{ key: 'stock', label: t('tab.stock'), children: <StockTab productId={id} /> }] : []),
            { key: 'attachments', label: t('tab.attachments'), children: <Attachments productId={id} /> },
            {
              key: 'history',
              label: t('common:audit.title'),
              children: (
                <Section>
                  <RecordHistory path="/api/v1/products/{id}/history" id={id} of={productKeys.detail(id)} />
                </Section>
              ),
            },
          ]}
        />
      ) : (
        form
      )}
    </DocPage>
  )
}
