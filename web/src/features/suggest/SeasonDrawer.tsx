import { useQuery } from '@tanstack/react-query'
import { Form, Input, Radio, TreeSelect } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { FormDrawer } from '@/components/FormDrawer'
import { RecordHistory } from '@/components/RecordHistory'
import { multiply } from '@/lib/decimal'
import { decimalRule } from '@/lib/rules'
import { type Season, seasonKeys } from './calendar'
import { useMonths } from './months'
import { categoriesQuery } from './sources'
import './suggest.css'

interface Values {
  name: string
  allGoods: boolean
  categoryIds?: string[]
  /** Percent, as typed; named as the server names it, so that its faults stand beside the month. */
  monthsBps: string[]
}

/** What each month of the year sells, of an average month, and whose season it is. */
export default function SeasonDrawer({ season, onClose }: { season?: Season; onClose: () => void }) {
  const { t } = useTranslation('calendar')
  const [form] = Form.useForm<Values>()
  const all = Form.useWatch('allGoods', form)
  const months = useMonths()
  const categories = useQuery({ ...categoriesQuery, enabled: all === false })
  const save = useWrite({
    fn: (v: Values, write) => {
      const body = { name: v.name, allGoods: v.allGoods, categoryIds: v.allGoods ? undefined : v.categoryIds, monthsBps: v.monthsBps.map((m) => Number(multiply(m, '100'))) }
      return season
        ? data(api.PUT('/api/v1/demand-seasons/{id}', { params: { path: { id: season.id } }, body: { ...body, version: season.version }, ...write }))
        : data(api.POST('/api/v1/demand-seasons', { body, ...write }))
    },
    form,
    invalidate: [seasonKeys.all],
    success: t('season.saved'),
    onSuccess: onClose,
  })
  return (
    <FormDrawer<Values>
      open
      onClose={onClose}
      title={season ? t('season.edit') : t('season.new')}
      width={520}
      form={form}
      initial={season ? { ...season, allGoods: season.allGoods ?? false, monthsBps: season.monthsBps.map((m) => multiply(String(m), '0.01')) } : { allGoods: false, monthsBps: months.map(() => '100') }}
      onSave={(v) => save.mutate(v)}
      saving={save.isPending}
    >
      <Form.Item name="name" label={t('name')} rules={[{ required: true, message: t('nameRequired') }]}>
        <Input maxLength={50} autoComplete="off" placeholder={t('season.example')} />
      </Form.Item>
      <Form.Item name="allGoods" label={t('season.goods')}>
        <Radio.Group
          options={[
            { value: false, label: t('season.categories') },
            { value: true, label: t('season.all') },
          ]}
        />
      </Form.Item>
      {all === false && (
        <Form.Item name="categoryIds" label={t('season.categories')} extra={t('season.categoriesHint')} rules={[{ required: true, message: t('season.categoriesRequired') }]}>
          <TreeSelect
            multiple
            treeDataSimpleMode
            showSearch={{ treeNodeFilterProp: 'title' }}
            loading={categories.isPending}
            treeData={(categories.data ?? []).map((c) => ({ id: c.id, value: c.id, pId: c.parentId ?? 0, title: c.name }))}
          />
        </Form.Item>
      )}
      <p className="muted">{t('season.monthsHint')}</p>
      <div className="season-months">
        {months.map((month, i) => (
          <Form.Item key={month} name={['monthsBps', i]} label={month} rules={[decimalRule({ maxPlaces: 2, min: '1', max: '1000', required: t('season.monthRequired') })]}>
            <Input inputMode="decimal" autoComplete="off" suffix="%" />
          </Form.Item>
        ))}
      </div>
      {season && <RecordHistory path="/api/v1/demand-seasons/{id}/history" id={season.id} of={seasonKeys.detail(season.id)} />}
    </FormDrawer>
  )
}
