import { CloudDownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Flex, Select, Skeleton } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { type Column, DataTable } from '@/components/DataTable'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { useCan, useModule } from '@/hooks/session'
import { formatInstant } from '@/lib/time'
import { AuthorizeDialog } from '../AuthorizeDialog'
import { DownloadDialog } from '../DownloadDialog'
import { DownloadStateTag } from '../DownloadStateTag'
import { LeadIn } from '../LeadIn'
import { allShops, cancelDownloads, type Download, downloadList, platformQuery, retryDownloads, useShopEvents } from '../queries'
import { isLost } from '../ShopStateTags'

/** 商品下载: what was downloaded from a shop and when. */
export default function DownloadsPage() {
  const { t } = useTranslation('shop')
  const can = useCan()
  const moduleOn = useModule('sell1688')
  const navigate = useNavigate()
  const asked = (useSearch({ strict: false }) as { shopId?: string }).shopId
  const [dialog, setDialog] = useState<'download' | 'authorize'>()
  const shops = useQuery(allShops)
  const platform = useQuery(platformQuery)
  useShopEvents()
  const items = shops.data?.items ?? []
  const shop = items.find((s) => s.id === asked) ?? items.find((s) => s.enabled && !isLost(s)) ?? items[0]
  const list = useMemo(() => downloadList(shop?.id ?? ''), [shop?.id])

  const start = shop && can('download.run') && (
    <Button type="primary" icon={<CloudDownloadOutlined />} data-hotkey="new" disabled={!shop.enabled || isLost(shop)} onClick={() => setDialog('download')}>
      {t('download.start')}
    </Button>
  )
  const number = (key: 'added' | 'changed' | 'unchanged' | 'delisted' | 'products' | 'failed', width = 80): Column<Download> => ({
    key,
    title: t(`figure.${key}`),
    width,
    align: 'right',
    render: (d) => <span className={d[key] === 0 ? 'num muted' : 'num'}>{d[key]}</span>,
    text: (d) => String(d[key]),
  })
  const columns: Column<Download>[] = [
    { key: 'createdAt', title: t('download.at'), width: 150, always: true, render: (d) => <Link to="/downloads/$id" params={{ id: d.id }}><Instant at={d.createdAt} /></Link>, text: (d) => d.createdAt },
    { key: 'state', title: t('stateColumn'), width: 110, render: (d) => <DownloadStateTag download={d} />, text: (d) => t(`download.state.${d.state}`) },
    { key: 'mode', title: t('download.mode'), width: 150, render: (d) => t(`mode.${d.mode}`) },
    { key: 'asked', title: t('download.which'), width: 110, render: (d) => (d.asked > 0 ? t('download.asked', { count: d.asked }) : t('download.all')) },
    { key: 'total', title: t('figure.total'), width: 80, align: 'right', render: (d) => <span className="num">{d.total}</span>, text: (d) => String(d.total) },
    number('added'),
    number('changed'),
    number('unchanged'),
    number('delisted'),
    number('products', 90),
    number('failed'),
    { key: 'startedBy', title: t('download.by'), width: 100, render: (d) => d.startedBy },
    { key: 'finishedAt', title: t('download.finishedAt'), width: 150, hidden: true, render: (d) => <Instant at={d.finishedAt} />, text: (d) => d.finishedAt },
  ]
  return (
    <>
      <PageHead title={t('menu:shop.download')} hint={t('download.hint')} actions={start} />
      {shops.isPending && <Section><Skeleton active /></Section>}
      {shops.isError && <ProblemView problem={toProblem(shops.error)} onRetry={() => void shops.refetch()} />}
      {shops.isSuccess && !shop && <LeadIn moduleOn={moduleOn} platform={platform.data} onAuthorize={() => setDialog('authorize')} />}
      {shop && (
        <DataTable
          key={shop.id}
          id="downloads"
          query={list}
          columns={columns}
          searchHint={t('download.search')}
          rowLink={(d) => `/downloads/${d.id}`}
          filters={[
            { kind: 'select', name: 'state', label: t('stateColumn'), options: (['running', 'paused', 'succeeded', 'failed', 'cancelled'] as const).map((s) => ({ value: s, label: t(`download.state.${s}`) })) },
            { kind: 'select', name: 'mode', label: t('download.mode'), options: (['create', 'online_only'] as const).map((m) => ({ value: m, label: t(`mode.${m}`) })) },
          ]}
          rowName={(d) => formatInstant(d.createdAt)}
          batch={
            can('download.run')
              ? [
                  { key: 'retry', label: t('download.resume'), run: retryDownloads },
                  { key: 'cancel', label: t('download.cancel'), confirm: (count) => t('download.cancelMany', { count }), run: cancelDownloads },
                ]
              : []
          }
          extra={
            items.length > 1 && (
              <Select
                value={shop.id}
                aria-label={t('name')}
                style={{ minWidth: 180 }}
                options={items.map((s) => ({ value: s.id, label: s.name }))}
                onChange={(id) => void navigate({ to: '.', search: { shopId: id } as never, replace: true })}
              />
            )
          }
          empty={{ title: t('download.empty'), hint: t('download.emptyHint'), action: start }}
          mobileCard={(d) => (
            <Flex vertical gap={4}>
              <Flex justify="space-between" gap={8}>
                <strong>
                  <Instant at={d.createdAt} />
                </strong>
                <DownloadStateTag download={d} />
              </Flex>
              <span className="muted">
                {t(`mode.${d.mode}`)} · {d.asked > 0 ? t('download.asked', { count: d.asked }) : t('download.all')}
              </span>
              <span className="num">{t('download.summary', { added: d.added, changed: d.changed, products: d.products, failed: d.failed })}</span>
            </Flex>
          )}
        />
      )}
      {dialog === 'download' && shop && <DownloadDialog shop={shop} onClose={() => setDialog(undefined)} />}
      {dialog === 'authorize' && <AuthorizeDialog onClose={() => setDialog(undefined)} />}
    </>
  )
}
