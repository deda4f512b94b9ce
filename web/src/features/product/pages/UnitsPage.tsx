import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Empty, Flex, Form, Input, InputNumber, Select, Skeleton, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { FormDrawer } from '@/components/FormDrawer'
import { PageHead } from '@/components/PageHead'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { type UnitGroup, unitGroupsQuery, unitKeys } from '../queries'

/** The unit groups: a base unit, and what the larger ones hold. */
export default function UnitsPage() {
  const { t } = useTranslation('product')
  const can = useCan()
  const confirm = useConfirm()
  const groups = useQuery(unitGroupsQuery)
  const [adding, setAdding] = useState(false)
  const mayEdit = can('catalog.settings')
  const remove = useWrite({
    fn: (id: string, write) => data(api.DELETE('/api/v1/unit-groups/{id}', { params: { path: { id } }, ...write })),
    invalidate: [unitKeys.all],
    success: t('units.deleted'),
  })
  const create = mayEdit && (
    <Button type="primary" icon={<PlusOutlined />} data-hotkey="new" onClick={() => setAdding(true)}>
      {t('units.new')}
    </Button>
  )
  const holds = (g: UnitGroup) => {
    const [base, ...more] = g.units
    return more.map((u) => (u.den === 1 ? `1 ${u.name} = ${u.num} ${base?.name}` : `${u.den} ${u.name} = ${u.num} ${base?.name}`)).join('，')
  }
  return (
    <>
      <PageHead title={t('menu:product.unit')} hint={t('units.pageHint')} actions={create} />
      {groups.isError && <ProblemView problem={toProblem(groups.error)} onRetry={() => void groups.refetch()} />}
      {!groups.isError && (
        <Section flush>
          {groups.isPending ? (
            <Skeleton active style={{ padding: 14 }} />
          ) : groups.data.length === 0 ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('units.empty')} style={{ padding: 24 }}>
              {create}
            </Empty>
          ) : (
            <Table<UnitGroup>
              size="small"
              rowKey="id"
              dataSource={groups.data}
              pagination={false}
              scroll={{ x: 420 }}
              columns={[
                { key: 'name', title: t('units.name'), width: 160, render: (_, g) => g.name },
                { key: 'base', title: t('units.base'), width: 100, render: (_, g) => g.units[0]?.name },
                { key: 'more', title: t('units.holds'), render: (_, g) => holds(g) || <span className="muted">—</span> },
                { key: 'decimals', title: t('units.decimals'), width: 220, render: (_, g) => <UnitDecimals units={g.units} readOnly={!mayEdit} /> },
                ...(mayEdit
                  ? [
                      {
                        key: 'do',
                        width: 60,
                        title: <span className="sr-only">{t('common:action.delete')}</span>,
                        render: (_: unknown, g: UnitGroup) => (
                          <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('units.delete', { name: g.name })} onClick={async () => (await confirm({ title: t('units.deleteConfirm', { name: g.name }), danger: true })) && remove.mutate(g.id)} />
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          )}
        </Section>
      )}
      {adding && <UnitDrawer onClose={() => setAdding(false)} />}
    </>
  )
}

/** How many decimals the quantities of each unit may have: 0.5 m can be sold, half a pair cannot. */
function UnitDecimals({ units, readOnly }: Readonly<{ units: UnitGroup['units']; readOnly: boolean }>) {
  const { t } = useTranslation('product')
  const save = useWrite({
    fn: (v: { id: string; decimals: number }, write) => data(api.PUT('/api/v1/units/{id}', { params: { path: { id: v.id } }, body: { decimals: v.decimals }, ...write })),
    invalidate: [unitKeys.all],
    success: t('saved'),
  })
  return (
    <Flex gap={8} wrap>
      {units.map((u) => (
        <Flex key={u.unitId} gap={4} align="center" component="span">
          <span className="muted">{u.name}</span>
          {readOnly ? u.decimals : <Select size="small" value={u.decimals} aria-label={t('units.decimalsOf', { unit: u.name })} options={[0, 1, 2, 3, 4].map((n) => ({ value: n, label: String(n) }))} onChange={(decimals) => save.mutate({ id: u.unitId, decimals })} loading={save.isPending} />}
        </Flex>
      ))}
    </Flex>
  )
}

interface Values {
  name?: string
  baseUnit: string
  units?: { name: string; num: number }[]
}

function UnitDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('product')
  const [form] = Form.useForm<Values>()
  const base = Form.useWatch('baseUnit', form)
  const save = useWrite({
    fn: (v: Values, write) => data(api.POST('/api/v1/unit-groups', { body: { name: v.name || [v.baseUnit, ...(v.units ?? []).map((u) => u.name)].join('/'), baseUnit: v.baseUnit, units: (v.units ?? []).map((u) => ({ name: u.name, num: u.num, den: 1 })) }, ...write })),
    form,
    invalidate: [unitKeys.all],
    success: t('saved'),
    onSuccess: onClose,
  })
  return (
    <FormDrawer open onClose={onClose} title={t('units.new')} form={form} initial={{ units: [] }} onSave={save.mutate} saving={save.isPending}>
      <Form.Item name="baseUnit" label={t('units.base')} extra={t('units.baseHint')} rules={[{ required: true, whitespace: true, message: t('units.baseRequired') }]}>
        <Input maxLength={20} autoFocus placeholder={t('units.baseExample')} autoComplete="off" />
      </Form.Item>
      <Form.List name="units">
        {(fields, { add, remove }) => (
          <>
            {fields.map((f, i) => (
              <Flex key={f.key} gap={8} align="start">
                <span style={{ lineHeight: '30px' }}>1</span>
                <Form.Item name={[f.name, 'name']} rules={[{ required: true, whitespace: true, message: t('units.unitRequired') }]} style={{ flex: 1 }}>
                  <Input maxLength={20} aria-label={t('units.unitNth', { n: i + 1 })} placeholder={t('units.unitExample')} autoComplete="off" />
                </Form.Item>
                <span style={{ lineHeight: '30px' }}>=</span>
                <Form.Item name={[f.name, 'num']} rules={[{ required: true, message: t('units.numRequired') }]} style={{ flex: 1 }}>
                  <InputNumber min={1} max={1_000_000} precision={0} aria-label={t('units.numNth', { n: i + 1 })} suffix={base} style={{ width: '100%' }} />
                </Form.Item>
                <Button type="text" icon={<DeleteOutlined />} aria-label={t('units.removeNth', { n: i + 1 })} onClick={() => remove(f.name)} />
              </Flex>
            ))}
            <Button type="dashed" block icon={<PlusOutlined />} onClick={() => add()} style={{ marginBottom: 18 }}>
              {t('units.addUnit')}
            </Button>
          </>
        )}
      </Form.List>
      <Form.Item name="name" label={t('units.name')} extra={t('units.nameHint')}>
        <Input maxLength={30} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  )
}
