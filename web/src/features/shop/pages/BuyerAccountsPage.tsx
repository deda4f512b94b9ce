import { DownOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Button, Dropdown, Flex, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite, type WriteOptions } from '@/api/useWrite'
import { buyerKeys } from '@/components/choices'
import { type Column, DataTable } from '@/components/DataTable'
import { FormDrawer } from '@/components/FormDrawer'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { HistoryFold } from '@/components/RecordHistory'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { AuthorizeDialog } from '../AuthorizeDialog'
import { NoApp } from '../NoApp'
import { allBuyers, buyerList, platformQuery, shopKeys, type Shop, useShopEvents } from '../queries'
import { ShopLogDrawer } from '../ShopLogDrawer'
import { isLost, ShopStateTags } from '../ShopStateTags'

type Dialog = { kind: 'authorize'; account?: Shop } | { kind: 'edit' | 'log'; account: Shop }

/** 采购账号: the 1688 accounts the set buys with, and how good their authorisation is. */
export default function BuyerAccountsPage() {
  const { t } = useTranslation('shop')
  const can = useCan()
  const confirm = useConfirm()
  const [dialog, setDialog] = useState<Dialog>()
  const platform = useQuery(platformQuery)
  useShopEvents()
  const manage = can('buyer_account.manage')
  const verify = useWrite({
    fn: (id: string, write) => data(api.POST('/api/v1/buyer-accounts/{id}/actions/verify', { params: { path: { id } }, ...write })),
    invalidate: [buyerKeys.all],
    success: t('verified'),
  })
  const update = useWrite({
    fn: ({ account, ...change }: { account: Shop; name?: string; enabled?: boolean }, write: WriteOptions) =>
      data(api.PUT('/api/v1/buyer-accounts/{id}', { params: { path: { id: account.id } }, body: { name: account.name, enabled: account.enabled, version: account.version, ...change }, ...write })),
    invalidate: [buyerKeys.all, shopKeys.all],
    success: t('saved'),
    onSuccess: () => setDialog(undefined),
  })
  const remove = useWrite({
    fn: (id: string, write) => data(api.DELETE('/api/v1/buyer-accounts/{id}', { params: { path: { id } }, ...write })),
    invalidate: [buyerKeys.all],
    success: t('buyer.removed'),
  })
  const askRemove = async (a: Shop) => {
    if (await confirm({ title: t('buyer.removeConfirm', { name: a.name }), content: t('buyer.removeHint'), ok: t('remove'), danger: true })) remove.mutate(a.id)
  }
  const authorize = manage && (
    <Button type="primary" icon={<PlusOutlined />} data-hotkey="new" onClick={() => setDialog({ kind: 'authorize' })}>
      {t('buyer.authorize')}
    </Button>
  )
  const actions = (a: Shop) => {
    const more = [
      manage && { key: 'verify', label: t('verify'), onClick: () => verify.mutate(a.id) },
      manage && !isLost(a) && { key: 'again', label: t('authorize.renew'), onClick: () => setDialog({ kind: 'authorize', account: a }) },
      manage && { key: 'edit', label: t('buyer.edit'), onClick: () => setDialog({ kind: 'edit', account: a }) },
      { key: 'log', label: t('log.menu'), onClick: () => setDialog({ kind: 'log', account: a }) },
      manage && { key: 'switch', label: a.enabled ? t('disable') : t('enable'), onClick: () => update.mutate({ account: a, enabled: !a.enabled }) },
      manage && { key: 'remove', label: t('remove'), danger: true, onClick: () => void askRemove(a) },
    ].filter((x) => x !== false)
    return (
      <Flex gap={6} wrap>
        {manage && isLost(a) && (
          <Button size="small" type="primary" onClick={() => setDialog({ kind: 'authorize', account: a })}>
            {t('authorize.renew')}
          </Button>
        )}
        <Dropdown trigger={['click']} menu={{ items: more }}>
          <Button size="small" loading={verify.isPending && verify.variables === a.id} icon={<DownOutlined />} iconPlacement="end">
            {t('more')}
          </Button>
        </Dropdown>
      </Flex>
    )
  }
  const columns: Column<Shop>[] = [
    { key: 'loginId', title: t('loginId'), width: 170, render: (a) => a.loginId },
    { key: 'name', title: t('buyer.name'), width: 190, always: true, render: (a) => <strong>{a.name}</strong>, text: (a) => a.name },
    { key: 'company', title: t('company'), width: 200, render: (a) => a.company ?? '' },
    { key: 'state', title: t('stateColumn'), width: 150, render: (a) => <ShopStateTags shop={a} />, text: (a) => t(`state.${a.state}`, { count: a.endsInDays ?? 0 }) },
    { key: 'refreshExpiresAt', title: t('expiresAt'), width: 140, render: (a) => <Instant at={a.refreshExpiresAt} />, text: (a) => a.refreshExpiresAt },
    { key: 'authorizedBy', title: t('authorizedBy'), width: 110, hidden: true, render: (a) => a.authorizedBy },
    { key: 'authorizedAt', title: t('authorizedAt'), width: 140, hidden: true, render: (a) => <Instant at={a.authorizedAt} />, text: (a) => a.authorizedAt },
    { key: 'do', title: t('actions'), width: 170, fixed: 'right', render: actions, text: () => '' },
  ]
  return (
    <>
      <PageHead
        title={t('menu:shop.buyer')}
        hint={t('buyer.hint')}
        actions={
          <>
            {manage && (
              <Link to="/shops/examine">
                <Button>{t('examine.title')}</Button>
              </Link>
            )}
            {authorize}
          </>
        }
      />
      {platform.data?.ready === false && <NoApp callbackUrl={platform.data.callbackUrl} />}
      <Authorized />
      <DataTable
        id="buyer-accounts"
        query={buyerList}
        columns={columns}
        searchHint={t('buyer.search')}
        rowName={(a) => a.name}
        empty={{ title: t('buyer.empty'), hint: t('buyer.emptyHint'), action: authorize }}
        mobileCard={(a) => (
          <Flex vertical gap={6}>
            <Flex justify="space-between" gap={8}>
              <strong>{a.name}</strong>
              <ShopStateTags shop={a} />
            </Flex>
            <span className="muted">{a.loginId}</span>
            {actions(a)}
          </Flex>
        )}
      />
      {dialog?.kind === 'authorize' && <AuthorizeDialog kind="buyer-accounts" shop={dialog.account} onClose={() => setDialog(undefined)} />}
      {dialog?.kind === 'log' && <ShopLogDrawer key={dialog.account.id} kind="buyer-accounts" shop={dialog.account} onClose={() => setDialog(undefined)} />}
      {dialog?.kind === 'edit' && (
        <NameDrawer key={dialog.account.id} account={dialog.account} saving={update.isPending} onSave={(name) => update.mutate({ account: dialog.account, name })} onClose={() => setDialog(undefined)} />
      )}
    </>
  )
}

/** What came of an authorisation, when 1688 has sent its owner back here. */
function Authorized() {
  const { t } = useTranslation('shop')
  const navigate = useNavigate()
  const { authorized } = useSearch({ strict: false }) as { authorized?: string }
  const accounts = useQuery({ ...allBuyers, enabled: authorized !== undefined })
  const account = accounts.data?.items?.find((a) => a.id === authorized)
  if (!account) return null
  return (
    <Alert
      type="success"
      showIcon
      closable={{ onClose: () => void navigate({ to: '/buyer-accounts', replace: true }) }}
      style={{ marginBottom: 12 }}
      title={t('authorized.title', { name: account.name, login: account.loginId })}
    />
  )
}

/** What the account is called here. */
function NameDrawer({ account, saving, onSave, onClose }: { account: Shop; saving: boolean; onSave: (name: string) => void; onClose: () => void }) {
  const { t } = useTranslation('shop')
  const [form] = Form.useForm<{ name: string }>()
  return (
    <FormDrawer open onClose={onClose} title={account.loginId} form={form} initial={{ name: account.name }} onSave={(v) => onSave(v.name)} saving={saving}>
      <Form.Item name="name" label={t('buyer.name')} extra={t('nameHint')} rules={[{ required: true, whitespace: true, message: t('buyer.nameRequired') }]}>
        <Input maxLength={60} autoFocus autoComplete="off" />
      </Form.Item>
      <HistoryFold path="/api/v1/buyer-accounts/{id}/history" id={account.id} of={buyerKeys.detail(account.id)} />
    </FormDrawer>
  )
}
