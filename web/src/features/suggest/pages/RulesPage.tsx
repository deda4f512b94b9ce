import { BulbOutlined, CalendarOutlined, DeleteOutlined, EditOutlined, PlusOutlined, SettingOutlined, UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { warehousesQuery } from '@/components/choices'
import { type BatchAction, type Column, DataTable } from '@/components/DataTable'
import { Qty } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { StatusTag } from '@/components/StatusTag'
import { Thumb } from '@/components/Thumb'
import { useCan } from '@/hooks/session'
import { deleteRules, models, type Rule, ruleList } from '../queries'
import { useScopeText } from '../scope'
import { skuSource } from '../sources'
import '../suggest.css'

const RuleDrawer = lazy(() => import('../RuleDrawer'))
const RuleImport = lazy(() => import('../RuleImport'))
const SetManyDrawer = lazy(() => import('../SetManyDrawer'))
const PolicyDrawer = lazy(() => import('../PolicyDrawer'))

type Open = { what: 'new' | 'import' | 'many' | 'policy' } | { what: 'edit'; rule: Rule } | { what: 'change'; rules: Rule[] }

/** 补货规则: how each SKU is kept in stock, and how those that have no rule of their own. */
export default function RulesPage() {
  const { t } = useTranslation('suggest')
  const can = useCan()
  const [open, setOpen] = useState<Open>()
  const scope = useScopeText()
  const says = useContentText()
  const warehouses = useQuery({ ...warehousesQuery, enabled: can('stock.read') }).data ?? []
  const writes = can('suggest.rule')
  const close = () => setOpen(undefined)
  const create = writes && (
    <Button type="primary" icon={<PlusOutlined />} data-hotkey="new" onClick={() => setOpen({ what: 'new' })}>
      {t('rule.new')}
    </Button>
  )
  const columns: Column<Rule>[] = [
    {
      key: 'code',
      title: t('scope.label'),
      width: 320,
      always: true,
      sortable: true,
      render: (r) =>
        r.skuId ? (
          <span className="suggest-sku">
            <Thumb src={r.picture} size={28} />
            <span title={`${r.skuCode} ${scope(r)}`}>
              <code>{r.skuCode}</code> {scope(r)}
            </span>
          </span>
        ) : (
          <>
            <StatusTag tone="progress">{t('why.default')}</StatusTag> {scope(r)}
          </>
        ),
      text: (r) => r.skuCode ?? scope(r),
    },
    { key: 'warehouse', title: t('warehouse'), width: 120, render: (r) => r.warehouseName ?? <span className="muted">{t('allWarehouses')}</span>, text: (r) => r.warehouseName },
    { key: 'model', title: t('model.label'), width: 110, sortable: true, render: (r) => t(`model.${r.model}`), text: (r) => t(`model.${r.model}`) },
    { key: 'says', title: t('rule.says'), width: 260, render: says, text: (r) => says(r) },
    { key: 'safetyStock', title: t('safetyStock'), width: 100, align: 'right', hidden: true, render: (r) => <Qty value={r.safetyStock} empty="" />, text: (r) => r.safetyStock },
    { key: 'lead', title: t('leadDays'), width: 90, align: 'right', render: (r) => <span className="num">{r.leadDays ?? ''}</span>, text: (r) => String(r.leadDays ?? '') },
    { key: 'note', title: t('note'), width: 180, render: (r) => r.note ?? '', text: (r) => r.note },
    { key: 'updatedAt', title: t('updatedAt'), width: 150, hidden: true, render: (r) => <Instant at={r.updatedAt} />, text: (r) => r.updatedAt },
  ]
  const batch: BatchAction<Rule>[] = [
    {
      key: 'change',
      label: t('rule.change'),
      icon: <EditOutlined />,
      run: (_ids, rows) => {
        setOpen({ what: 'change', rules: rows.filter((r) => r.skuId) })
        return Promise.resolve(null)
      },
    },
    { key: 'delete', label: t('common:action.delete'), icon: <DeleteOutlined />, danger: true, confirm: (count) => t('rule.deleteConfirm', { count }), run: deleteRules },
  ]
  return (
    <>
      <PageHead
        title={t('menu:suggest.rules')}
        hint={t('rule.hint')}
        actions={
          <>
            <Link to="/purchase-suggestions">
              <Button icon={<BulbOutlined />}>{t('menu:suggest.list')}</Button>
            </Link>
            <Link to="/replenishment-calendar">
              <Button icon={<CalendarOutlined />}>{t('calendar')}</Button>
            </Link>
            {writes && (
              <>
                <Button icon={<SettingOutlined />} onClick={() => setOpen({ what: 'policy' })}>
                  {t('policy.title')}
                </Button>
                <Button icon={<UploadOutlined />} onClick={() => setOpen({ what: 'import' })}>
                  {t('import.do')}
                </Button>
                <Button onClick={() => setOpen({ what: 'many' })}>{t('many.title')}</Button>
              </>
            )}
            {create}
          </>
        }
      />
      <DataTable
        id="replenishment-rules"
        query={ruleList}
        columns={columns}
        searchHint={t('search')}
        filters={[
          {
            kind: 'select',
            name: 'scope',
            label: t('scope.label'),
            options: [
              { value: 'sku', label: t('scope.ofSkus') },
              { value: 'default', label: t('why.default') },
            ],
          },
          { kind: 'select', name: 'model', label: t('model.label'), options: models.map((m) => ({ value: m, label: t(`model.${m}`) })) },
          ...(warehouses.length > 1 ? [{ kind: 'select' as const, name: 'warehouseId', label: t('warehouse'), options: warehouses.map((w) => ({ value: w.id, label: w.name })) }] : []),
          { kind: 'custom', name: 'skuId', label: t('sku'), width: 200, render: (value, onChange) => <EntitySelect source={skuSource} value={value} aria-label={t('sku')} placeholder={t('sku')} onChange={(id) => onChange(id)} /> },
        ]}
        onRowClick={writes ? (rule) => setOpen({ what: 'edit', rule }) : undefined}
        rowName={(r) => r.skuCode ?? scope(r)}
        batch={writes ? batch : undefined}
        exports={[{ path: '/api/v1/replenishment-rules/export' }]}
        empty={{ title: t('rule.empty'), hint: t('rule.emptyHint'), action: create }}
        mobileCard={(r) => (
          <Flex gap={10} align="flex-start">
            {r.skuId && <Thumb src={r.picture} size={44} />}
            <Flex vertical gap={3} style={{ minWidth: 0, flex: 1, overflowWrap: 'anywhere' }}>
              <Flex justify="space-between" gap={8}>
                <strong>{scope(r)}</strong>
                {!r.skuId && <StatusTag tone="progress">{t('why.default')}</StatusTag>}
              </Flex>
              <span className="muted">{[r.skuCode, r.warehouseName ?? t('allWarehouses')].filter(Boolean).join(' · ')}</span>
              <span>
                {t(`model.${r.model}`)} · {says(r)}
              </span>
            </Flex>
          </Flex>
        )}
      />
      <Suspense fallback={null}>
        {open?.what === 'new' && <RuleDrawer onClose={close} />}
        {open?.what === 'edit' && <RuleDrawer key={open.rule.id} rule={open.rule} onClose={close} />}
        {open?.what === 'many' && <SetManyDrawer onClose={close} />}
        {open?.what === 'change' && <SetManyDrawer skuIds={[...new Set(open.rules.flatMap((r) => r.skuId ?? []))]} warehouseIds={[...new Set(open.rules.flatMap((r) => r.warehouseId ?? []))]} onClose={close} />}
        {open?.what === 'import' && <RuleImport onClose={close} />}
        {open?.what === 'policy' && <PolicyDrawer onClose={close} />}
      </Suspense>
    </>
  )
}

/** What a rule says, in a few words. */
function useContentText(): (r: Rule) => string {
  const { t } = useTranslation('suggest')
  return (r) => {
    switch (r.model) {
      case 'min_max':
        return t('rule.minMax', { min: r.min ?? '0', max: r.max })
      case 'days_of_cover':
        return t('rule.cover', { count: r.coverDays ?? 0 })
      case 'continuous_review':
      case 'periodic_review':
        return t(`rule.service.${r.target === 'fill' ? 'fill' : 'cycle'}`, { level: (r.serviceBps ?? 0) / 100 })
      case 'none':
        return ''
    }
  }
}
