import { useQuery } from '@tanstack/react-query'
import { Alert, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { warehousesQuery } from '@/components/choices'
import { FormDrawer } from '@/components/FormDrawer'
import { useCan } from '@/hooks/session'
import { HistoryFold } from '@/components/RecordHistory'
import { MarketSelect, otherMarket } from './MarketSelect'
import { marketsQuery, payoutsQuery, type Shop, shopKeys } from './queries'

interface Values {
  name: string
  department?: string
  warehouseId?: string
  releaseAccountId?: string
  /** A listed code, or otherMarket; undefined unbinds. */
  choice?: string
  market?: string
  marketName?: string
}

/** The shop's name, department and warehouse here, and the market its pre-orders belong to. */
export function ShopDrawer({ shop, onClose }: { shop: Shop; onClose: () => void }) {
  const { t } = useTranslation('shop')
  const [form] = Form.useForm<Values>()
  const markets = useQuery(marketsQuery(''))
  const can = useCan()
  const warehouses = useQuery({ ...warehousesQuery, enabled: can('stock.read') })
  const payouts = useQuery({ ...payoutsQuery, enabled: can('fund_account.read') })
  const choice = Form.useWatch('choice', form)
  const save = useWrite({
    fn: (v: Values, write) => {
      const own = v.choice === otherMarket
      const body = { name: v.name, department: v.department, warehouseId: v.warehouseId, releaseAccountId: v.releaseAccountId, market: own ? v.market?.trim() : v.choice, marketName: own ? v.marketName : undefined, enabled: shop.enabled, version: shop.version }
      return data(api.PUT('/api/v1/shops/{id}', { params: { path: { id: shop.id } }, body, ...write }))
    },
    form,
    invalidate: [shopKeys.all],
    success: t('saved'),
    onSuccess: onClose,
  })
  // Whether the shop's market is a listed one decides what the form begins with.
  if (!markets.data) return null
  const listed = shop.market !== undefined && markets.data.some((m) => m.code === shop.market)
  const initial: Values = {
    name: shop.name,
    department: shop.department,
    warehouseId: shop.warehouseId,
    releaseAccountId: shop.releaseAccountId,
    choice: listed ? shop.market : shop.market ? otherMarket : undefined,
    market: listed ? undefined : shop.market,
    marketName: listed ? undefined : shop.marketName,
  }
  return (
    <FormDrawer open onClose={onClose} title={shop.name} form={form} initial={initial} onSave={save.mutate} saving={save.isPending}>
      <Alert type="info" showIcon title={t('market.why')} description={t('market.whyHint')} style={{ marginBottom: 16 }} />
      <Form.Item name="choice" label={t('market.label')} extra={t('market.hint')}>
        <MarketSelect />
      </Form.Item>
      {choice === otherMarket && (
        <>
          <Form.Item name="market" label={t('market.code')} extra={t('market.codeHint')} rules={[{ required: true, whitespace: true, message: t('market.codeRequired') }]}>
            <Input maxLength={50} autoCapitalize="none" autoComplete="off" />
          </Form.Item>
          <Form.Item name="marketName" label={t('market.name')}>
            <Input maxLength={60} />
          </Form.Item>
        </>
      )}
      <Form.Item name="name" label={t('name')} extra={t('nameHint')} rules={[{ required: true, whitespace: true, message: t('nameRequired') }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="department" label={t('department')} extra={t('departmentHint')}>
        <Input maxLength={60} />
      </Form.Item>
      {can('stock.read') ? (
        <Form.Item name="warehouseId" label={t('warehouse')} extra={t('warehouseHint')}>
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('warehouseNone')} loading={warehouses.isPending} options={warehouses.data?.map((w) => ({ value: w.id, label: w.name }))} />
        </Form.Item>
      ) : (
        <Form.Item name="warehouseId" hidden>
          <Input />
        </Form.Item>
      )}
      {can('fund_account.read') ? (
        <Form.Item name="releaseAccountId" label={t('release')} extra={t('releaseHint')}>
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('releaseNone')} loading={payouts.isPending} options={payouts.data?.map((f) => ({ value: f.id, label: f.name }))} />
        </Form.Item>
      ) : (
        <Form.Item name="releaseAccountId" hidden>
          <Input />
        </Form.Item>
      )}
      <HistoryFold path="/api/v1/shops/{id}/history" id={shop.id} of={shopKeys.detail(shop.id)} />
    </FormDrawer>
  )
}
