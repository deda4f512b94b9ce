import { UserAddOutlined } from '@ant-design/icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Flex, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable, type Column } from '@/components/DataTable'
import { PageHead } from '@/components/PageHead'
import { Instant } from '@/components/Instant'
import { StatusTag } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { InvitationList } from '../InvitationList'
import { InviteDrawer } from '../InviteDrawer'
import { activateUsers, deactivateUsers, type User, userList } from '../queries'
import { useRoleFilter } from '../useRoleFilter'
import { UserDrawer } from '../UserDrawer'

/** The people of the account set and those invited to it. */
export default function PeoplePage() {
  const { t } = useTranslation('people')
  const can = useCan()
  const mayManage = can('user.manage')
  const navigate = useNavigate()
  const { tab } = useSearch({ strict: false }) as { tab?: string }
  const byRole = useRoleFilter()
  const [edited, setEdited] = useState<User>()
  const [inviting, setInviting] = useState(false)
  const state = (u: User) => <StatusTag tone={u.active ? 'good' : 'neutral'}>{u.active ? t('on') : t('off')}</StatusTag>
  const scope = (u: User) =>
    u.warehouses.all && u.shops.all
      ? t('scopeAll')
      : t('scopeSome', {
          warehouses: u.warehouses.all ? t('common:reach.allWarehouses') : t('scopeWarehouses', { count: u.warehouses.ids?.length ?? 0 }),
          shops: u.shops.all ? t('common:reach.allShops') : t('scopeShops', { count: u.shops.ids?.length ?? 0 }),
        })
  const invite = mayManage && (
    <Button type="primary" icon={<UserAddOutlined />} data-hotkey="new" onClick={() => setInviting(true)}>
      {t('invite.title')}
    </Button>
  )
  const columns: Column<User>[] = [
    { key: 'name', title: t('name'), width: 160, always: true, sortable: true, render: (u) => u.name },
    { key: 'login', title: t('login'), width: 200, sortable: true, render: (u) => u.login },
    { key: 'roles', title: t('menu:people.roles'), width: 260, render: (u) => u.roleNames.join('、') },
    { key: 'scope', title: t('scope'), width: 200, render: scope },
    { key: 'active', title: t('state'), width: 90, render: state, text: (u) => (u.active ? t('on') : t('off')) },
    { key: 'lastLoginAt', title: t('lastLogin'), width: 160, render: (u) => <Instant at={u.lastLoginAt} />, text: (u) => u.lastLoginAt },
  ]
  return (
    <>
      <PageHead title={t('menu:people.list')} actions={invite} />
      {/* Each list has the address to itself: another tab starts afresh. */}
      <Tabs
        activeKey={mayManage && tab === 'invitations' ? tab : 'users'}
        onChange={(key) => void navigate({ to: '.', search: (key === 'users' ? {} : { tab: key }) as never, replace: true })}
        destroyOnHidden
        items={[
          {
            key: 'users',
            label: t('members'),
            children: (
              <DataTable
                id="users"
                query={userList}
                columns={columns}
                searchHint={t('search')}
                filters={[
                  {
                    kind: 'select',
                    name: 'active',
                    label: t('state'),
                    options: [
                      { value: 'true', label: t('on') },
                      { value: 'false', label: t('off') },
                    ],
                  },
                  byRole,
                ]}
                rowName={(u) => u.name}
                batch={
                  mayManage
                    ? [
                        { key: 'activate', label: t('batch.activate'), run: activateUsers },
                        { key: 'deactivate', label: t('batch.deactivate'), danger: true, confirm: (count) => t('batch.deactivateConfirm', { count }), run: deactivateUsers },
                      ]
                    : []
                }
                onRowClick={mayManage ? setEdited : undefined}
                empty={{ title: t('empty'), hint: t('emptyHint'), action: invite }}
                mobileCard={(u) => (
                  <Flex vertical gap={2}>
                    <Flex justify="space-between">
                      <strong>{u.name}</strong>
                      {state(u)}
                    </Flex>
                    <span className="muted">
                      {u.login} · {u.roleNames.join('、')}
                    </span>
                  </Flex>
                )}
              />
            ),
          },
          ...(mayManage ? [{ key: 'invitations', label: t('invite.list'), children: <InvitationList action={invite} /> }] : []),
        ]}
      />
      {edited && <UserDrawer key={edited.id} user={edited} onClose={() => setEdited(undefined)} />}
      {inviting && <InviteDrawer onClose={() => setInviting(false)} />}
    </>
  )
}
