import { useQuery } from '@tanstack/react-query'
import { Form, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BatchAction } from '@/components/DataTable'
import { DecimalInput, PriceInput } from '@/components/DecimalInput'
import { useAsk } from '@/components/useAsk'
import { useCan } from '@/hooks/session'
import { multiply } from '@/lib/decimal'
import { decimalRule } from '@/lib/rules'
import { CategorySelect } from './CategorySelect'
import { activateProducts, deactivateProducts, deleteProducts, levelsQuery, type ProductRow, setProductsCategory, setProductsNegativeStock, setProductsPrice } from './queries'

interface PriceValues {
  levelId: string
  how: 'set' | 'percent'
  price?: string
  percent?: string
}

/** What can be done to many products at once. */
export function useProductBatch() {
  const { t } = useTranslation('product')
  const can = useCan()
  const { ask, holder } = useAsk()
  const levels = useQuery(levelsQuery)
  const batch: BatchAction<ProductRow>[] = []
  if (can('product.write')) {
    batch.push(
      { key: 'activate', label: t('batch.activate'), run: activateProducts },
      { key: 'deactivate', label: t('batch.deactivate'), run: deactivateProducts },
      {
        key: 'category',
        label: t('batch.category'),
        run: async (ids) => {
          const values = await ask<{ categoryId?: string }>({
            title: t('batch.categoryTitle', { count: ids.length }),
            fields: () => (
              <Form.Item name="categoryId" label={t('category.name')} rules={[{ required: true, message: t('category.required') }]}>
                <CategorySelect />
              </Form.Item>
            ),
          })
          return values ? setProductsCategory(ids, values) : null
        },
      },
      {
        key: 'negativeStock',
        label: t('batch.negativeStock'),
        run: async (ids) => {
          const values = await ask<{ negativeStock: boolean }>({
            title: t('batch.negativeStockTitle', { count: ids.length }),
            initial: { negativeStock: true },
            fields: () => (
              <Form.Item name="negativeStock" extra={t('negativeStockHint')}>
                <Radio.Group
                  options={[
                    { value: true, label: t('allowed') },
                    { value: false, label: t('refused') },
                  ]}
                />
              </Form.Item>
            ),
          })
          return values ? setProductsNegativeStock(ids, values) : null
        },
      },
    )
  }
  if (can('price.write')) {
    batch.push({
      key: 'price',
      label: t('batch.price'),
      run: async (ids) => {
        const values = await ask<PriceValues>({
          title: t('batch.priceTitle', { count: ids.length }),
          initial: { how: 'percent', levelId: levels.data?.[0]?.id },
          fields: () => <PriceFields levels={(levels.data ?? []).map((l) => ({ value: l.id, label: l.name }))} />,
        })
        if (!values) return null
        // 5 % are 500 of ten thousand.
        return setProductsPrice(ids, values.how === 'set' ? { levelId: values.levelId, price: values.price } : { levelId: values.levelId, byBps: Number(multiply(values.percent, '100')) })
      },
    })
  }
  if (can('product.delete')) {
    batch.push({ key: 'delete', label: t('common:action.delete'), danger: true, confirm: (count) => t('batch.deleteConfirm', { count }), run: deleteProducts })
  }
  return { batch, holder }
}

function PriceFields({ levels }: { levels: { value: string; label: string }[] }) {
  const { t } = useTranslation('product')
  const how = Form.useWatch<PriceValues['how'] | undefined>('how')
  return (
    <>
      <Form.Item name="levelId" label={t('level')} rules={[{ required: true, message: t('levelRequired') }]}>
        <Select options={levels} />
      </Form.Item>
      <Form.Item name="how">
        <Radio.Group
          options={[
            { value: 'percent', label: t('batch.percent') },
            { value: 'set', label: t('batch.set') },
          ]}
        />
      </Form.Item>
      {how === 'set' ? (
        <Form.Item name="price" label={t('batch.newPrice')} rules={[decimalRule({ required: t('batch.priceRequired') })]}>
          <PriceInput prefix="¥" />
        </Form.Item>
      ) : (
        <Form.Item name="percent" label={t('batch.percentBy')} extra={t('batch.percentHint')} rules={[decimalRule({ required: t('batch.percentRequired'), maxPlaces: 2, min: '-100', max: '1000' })]}>
          <DecimalInput allowNegative maxPlaces={2} suffix="%" placeholder="5" />
        </Form.Item>
      )}
    </>
  )
}
