import { DownOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Dropdown, Flex, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { type Column, DataTable } from '@/components/DataTable'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { useCan, useModule } from '@/hooks/session'
import { AuthorizedNotice } from '../AuthorizedNotice'
import { AuthorizeDialog } from '../AuthorizeDialog'
import { DownloadDialog } from '../DownloadDialog'
import { LeadIn } from '../LeadIn'
import { allShops, platformQuery, type Shop, shopList, useShopEvents } from '../queries'
import { ShopDrawer } from '../ShopDrawer'
import { ShopLogDrawer } from '../ShopLogDrawer'
import { isLost, ShopStateTags } from '../ShopStateTags'
import { useShopActions } from '../useShopActions'

type Dialog = { kind: 'authorize'; shop?: Shop } | { kind: 'edit' | 'log' | 'download'; shop: Shop }

/** 店铺授权: the 1688 shops of the set, how good their authorisation is, and what to do about it. */
export default function ShopsPage() {
  const { t } = useTranslation('shop')
  const can = useCan()
  const moduleOn = useModule('sell1688')
  const [dialog, setDialog] = useState<Dialog>()
  const platform = useQuery(platformQuery)
  // Asked for only while the module is on; the server refuses otherwise.
  const shops = useQuery({ ...allShops, enabled: moduleOn })
  const act = useShopActions()
  useShopEvents()
  const manage = can('shop.manage')
  const open = (kind: 'edit' | 'log' | 'download') => (shop: Shop) => setDialog({ kind, shop })

  const none = shops.data?.items?.length === 0
  const authorize = moduleOn && manage && !none && (
    <Button type="primary" icon={<PlusOutlined />} data-hotkey="new" onClick={() => setDialog({ kind: 'authorize' })}>
      {t('authorize.title')}
    </Button>
  )
  const examine = moduleOn && manage && !none && (
    <Link to="/shops/examine">
      <Button>{t('examine.title')}</Button>
    </Link>
  )
  const market = (s: Shop) =>
    s.market ? (
      s.marketName
    ) : manage ? (
      <Button size="small" type="link" style={{ padding: 0 }} onClick={() => open('edit')(s)}>
        {t('market.bind')}
      </Button>
    ) : (
      <span className="muted">{t('market.none')}</span>
    )
  const actions = (s: Shop) => {
    const more = [
      manage && { key: 'verify', label: t('verify'), onClick: () => act.verify(s) },
      manage && !isLost(s) && { key: 'again', label: t('authorize.renew'), onClick: () => setDialog({ kind: 'authorize', shop: s }) },
      manage && { key: 'edit', label: t('edit'), onClick: () => open('edit')(s) },
      { key: 'log', label: t('log.menu'), onClick: () => open('log')(s) },
      manage && (s.enabled ? { key: 'disable', label: t('disable'), onClick: () => void act.disable(s) } : { key: 'enable', label: t('enable'), onClick: () => act.enable(s) }),
      manage && { key: 'remove', label: t('remove'), danger: true, onClick: () => void act.remove(s) },
    ].filter((x) => x !== false)
    return (
      <Flex gap={6} wrap>
        {manage && isLost(s) && (
          <Button size="small" type="primary" onClick={() => setDialog({ kind: 'authorize', shop: s })}>
            {t('authorize.renew')}
          </Button>
        )}
        {manage && !s.enabled && !isLost(s) && (
          <Button size="small" onClick={() => act.enable(s)}>
            {t('enable')}
          </Button>
        )}
        {can('download.run') && s.enabled && !isLost(s) && (
          <Button size="small" onClick={() => open('download')(s)}>
            {t('download.start')}
          </Button>
        )}
        <Dropdown trigger={['click']} menu={{ items: more }}>
          <Button size="small" loading={act.verifying === s.id} icon={<DownOutlined />} iconPlacement="end">
            {t('more')}
          </Button>
        </Dropdown>
      </Flex>
    )
  }
  const columns: Column<Shop>[] = [
    { key: 'loginId', title: t('loginId'), width: 170, render: (s) => s.loginId },
    { key: 'name', title: t('name'), width: 190, always: true, render: (s) => <strong>{s.name}</strong>, text: (s) => s.name },
    { key: 'market', title: t('market.column'), width: 110, render: market, text: (s) => s.marketName },
    { key: 'department', title: t('departmentColumn'), width: 110, render: (s) => s.department || <span className="muted">—</span>, text: (s) => s.department },
    { key: 'state', title: t('stateColumn'), width: 150, render: (s) => <ShopStateTags shop={s} />, text: (s) => t(`state.${s.state}`, { count: s.endsInDays ?? 0 }) },
    { key: 'refreshExpiresAt', title: t('expiresAt'), width: 140, render: (s) => <Instant at={s.refreshExpiresAt} />, text: (s) => s.refreshExpiresAt },
    { key: 'company', title: t('company'), width: 200, hidden: true, render: (s) => s.company ?? '' },
    { key: 'authorizedBy', title: t('authorizedBy'), width: 110, hidden: true, render: (s) => s.authorizedBy },
    { key: 'authorizedAt', title: t('authorizedAt'), width: 140, hidden: true, render: (s) => <Instant at={s.authorizedAt} />, text: (s) => s.authorizedAt },
    { key: 'refreshedAt', title: t('refreshedAt'), width: 140, hidden: true, render: (s) => <Instant at={s.refreshedAt} />, text: (s) => s.refreshedAt },
    { key: 'do', title: t('actions'), width: 210, fixed: 'right', render: actions, text: () => '' },
  ]

  return (
    <>
      <PageHead
        title={t('menu:shop.list')}
        hint={t('hint')}
        actions={
          <>
            {examine}
            {authorize}
          </>
        }
      />
      <AuthorizedNotice onEdit={open('edit')} onDownload={open('download')} />
      {!moduleOn && <LeadIn moduleOn={false} platform={platform.data} onAuthorize={() => undefined} />}
      {moduleOn && shops.isPending && (
        <Section>
          <Skeleton active />
        </Section>
      )}
      {shops.isError && <ProblemView problem={toProblem(shops.error)} onRetry={() => void shops.refetch()} />}
      {moduleOn && none && <LeadIn moduleOn platform={platform.data} onAuthorize={() => setDialog({ kind: 'authorize' })} />}
      {moduleOn && shops.data && !none && (
        <DataTable
          id="shops"
          query={shopList}
          columns={columns}
          searchHint={t('search')}
          rowName={(s) => s.name}
          empty={{ title: t('empty'), action: authorize }}
          mobileCard={(s) => (
            <Flex vertical gap={6}>
              <Flex justify="space-between" gap={8}>
                <strong>{s.name}</strong>
                <ShopStateTags shop={s} />
              </Flex>
              <span className="muted">
                {s.loginId} · {t('market.column')} {market(s)}
                {s.department && ` · ${s.department}`}
              </span>
              {s.refreshExpiresAt && (
                <span className="muted">
                  {t('expiresAt')} <Instant at={s.refreshExpiresAt} />
                </span>
              )}
              {actions(s)}
            </Flex>
          )}
        />
      )}
      {dialog?.kind === 'authorize' && <AuthorizeDialog shop={dialog.shop} onClose={() => setDialog(undefined)} />}
      {dialog?.kind === 'edit' && <ShopDrawer key={dialog.shop.id} shop={dialog.shop} onClose={() => setDialog(undefined)} />}
      {dialog?.kind === 'log' && <ShopLogDrawer key={dialog.shop.id} shop={dialog.shop} onClose={() => setDialog(undefined)} />}
      {dialog?.kind === 'download' && <DownloadDialog key={dialog.shop.id} shop={dialog.shop} onClose={() => setDialog(undefined)} />}
    </>
  )
}
