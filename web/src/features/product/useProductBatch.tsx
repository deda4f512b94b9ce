import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy } from 'react'
import { useTranslation } from 'react-i18next'
import type { BatchAction } from '@/components/DataTable'
import { useAsk } from '@/components/useAsk'
import { useCan } from '@/hooks/session'
import { multiply } from '@/lib/decimal'
import type { PriceValues } from './BatchFields'
import { activateProducts, deactivateProducts, deleteProducts, levelsQuery, type ProductRow, setProductsCategory, setProductsNegativeStock, setProductsPrice } from './queries'

const BatchFields = lazy(() => import('./BatchFields'))

/** What can be done to many products at once. */
export function useProductBatch() {
  const { t } = useTranslation('product')
  const can = useCan()
  const { ask, holder } = useAsk()
  const levels = useQuery(levelsQuery)
  const navigate = useNavigate()
  const batch: BatchAction<ProductRow>[] = [
    {
      key: 'labels',
      label: t('batch.labels'),
      run: async (ids) => {
        await navigate({ to: '/labels' as string, search: { products: ids.join(',') } as never })
        return null
      },
    },
  ]
  if (can('product.write')) {
    batch.push(
      { key: 'activate', label: t('batch.activate'), run: activateProducts },
      { key: 'deactivate', label: t('batch.deactivate'), run: deactivateProducts },
      {
        key: 'category',
        label: t('batch.category'),
        run: async (ids, _rows, write) => {
          const values = await ask<{ categoryId?: string }>({
            title: t('batch.categoryTitle', { count: ids.length }),
            fields: () => <BatchFields of="category" />,
          })
          return values ? setProductsCategory(ids, values, write) : null
        },
      },
      {
        key: 'negativeStock',
        label: t('batch.negativeStock'),
        run: async (ids, _rows, write) => {
          const values = await ask<{ negativeStock: boolean }>({
            title: t('batch.negativeStockTitle', { count: ids.length }),
            initial: { negativeStock: true },
            fields: () => <BatchFields of="negativeStock" />,
          })
          return values ? setProductsNegativeStock(ids, values, write) : null
        },
      },
    )
  }
  if (can('price.write')) {
    batch.push({
      key: 'price',
      label: t('batch.price'),
      run: async (ids, _rows, write) => {
        const values = await ask<PriceValues>({
          title: t('batch.priceTitle', { count: ids.length }),
          initial: { how: 'percent', levelId: levels.data?.[0]?.id },
          fields: () => <BatchFields of="price" levels={(levels.data ?? []).map((l) => ({ value: l.id, label: l.name }))} />,
        })
        if (!values) return null
        // 5 % are 500 of ten thousand.
        return setProductsPrice(ids, values.how === 'set' ? { levelId: values.levelId, price: values.price } : { levelId: values.levelId, byBps: Number(multiply(values.percent, '100')) }, write)
      },
    })
  }
  if (can('product.delete')) {
    batch.push({ key: 'delete', label: t('common:action.delete'), danger: true, confirm: (count) => t('batch.deleteConfirm', { count }), run: deleteProducts })
  }
  return { batch, holder }
}
