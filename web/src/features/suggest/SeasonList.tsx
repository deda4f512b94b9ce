import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Flex } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BatchAction, type Column, DataTable } from '@/components/DataTable'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { useReachable } from '@/hooks/reach'
import { useCan } from '@/hooks/session'
import { deleteSeasons, type Season, seasonList } from './calendar'
import { useMonths } from './months'
import './suggest.css'

const SeasonDrawer = lazy(() => import('./SeasonDrawer'))

/** 季节系数: how demand changes over the year. */
export default function SeasonList({ tabs }: { tabs: ReactNode }) {
  const { t } = useTranslation('calendar')
  const can = useCan()
  const { warehouses: reach } = useReachable()
  const months = useMonths()
  const [open, setOpen] = useState<{ season?: Season }>()
  const writes = can('suggest.rule') && reach.mayAll
  const goods = (s: Season) => (s.allGoods ? t('season.all') : (s.categoryNames?.join(', ') ?? ''))
  const says = (s: Season) => s.monthsBps.map((m, i) => `${months[i] ?? ''} ${m / 100} %`).join(', ')
  const create = writes && (
    <Button type="primary" icon={<PlusOutlined />} data-hotkey="new" onClick={() => setOpen({})}>
      {t('season.new')}
    </Button>
  )
  const columns: Column<Season>[] = [
    { key: 'name', title: t('name'), width: 200, always: true, sortable: true, render: (s) => s.name },
    { key: 'goods', title: t('season.goods'), width: 300, render: goods, text: goods },
    { key: 'months', title: t('season.months'), width: 320, render: (s) => <Curve season={s} text={says(s)} />, text: says },
    { key: 'updatedAt', title: t('updatedAt'), width: 150, sortable: true, render: (s) => <Instant at={s.updatedAt} />, text: (s) => s.updatedAt },
  ]
  const batch: BatchAction<Season>[] = [{ key: 'delete', label: t('common:action.delete'), icon: <DeleteOutlined />, danger: true, confirm: (count) => t('season.deleteConfirm', { count }), run: deleteSeasons }]
  return (
    <>
      <PageHead title={t('title')} hint={t('season.hint')} back="/replenishment-rules" actions={create} />
      {tabs}
      <DataTable
        id="demand-seasons"
        local
        query={seasonList}
        columns={columns}
        searchHint={t('name')}
        onRowClick={writes ? (season) => setOpen({ season }) : undefined}
        rowName={(s) => s.name}
        batch={writes ? batch : undefined}
        empty={{ title: t('season.empty'), hint: t('season.emptyHint'), action: create }}
        mobileCard={(s) => (
          <Flex vertical gap={3} style={{ overflowWrap: 'anywhere' }}>
            <strong>{s.name}</strong>
            <span className="muted">{goods(s)}</span>
            <Curve season={s} text={says(s)} />
          </Flex>
        )}
      />
      <Suspense fallback={null}>{open && <SeasonDrawer key={open.season?.id} season={open.season} onClose={() => setOpen(undefined)} />}</Suspense>
    </>
  )
}

/** The year at a glance, a bar for each month. */
function Curve({ season, text }: { season: Season; text: string }) {
  const months = useMonths()
  const highest = Math.max(...season.monthsBps)
  return (
    <span className="season-curve" role="img" aria-label={text} title={text}>
      {months.map((month, i) => ({ month, m: season.monthsBps[i] ?? 0 })).map(({ month, m }) => (
        <span key={month} style={{ height: `${Math.max(4, Math.round((100 * m) / highest))}%` }} />
      ))}
    </span>
  )
}
