import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { DataTable, type Column } from '@/components/DataTable'
import { PageHead } from '@/components/PageHead'
import { StatusTag } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { deleteRoles, type Role, roleList } from '../queries'

/** The roles of the account set. */
export default function RolesPage() {
  const { t } = useTranslation('people')
  const can = useCan()
  const create = can('role.manage') && (
    <Link to="/roles/$id" params={{ id: 'new' }}>
      <Button type="primary" icon={<PlusOutlined />} data-hotkey="new">
        {t('roles.new')}
      </Button>
    </Link>
  )
  const link = (r: Role) => (
    <Link to="/roles/$id" params={{ id: r.id }}>
      {r.name}
    </Link>
  )
  const kind = (r: Role) => (r.builtIn ? <StatusTag tone="neutral">{t('roles.builtIn')}</StatusTag> : null)
  const columns: Column<Role>[] = [
    { key: 'name', title: t('roles.name'), width: 220, always: true, sortable: true, render: link, text: (r) => r.name },
    { key: 'builtIn', title: t('roles.kind'), width: 100, render: kind, text: (r) => (r.builtIn ? t('roles.builtIn') : '') },
    { key: 'userCount', title: t('roles.users'), width: 100, align: 'right', sortable: true, render: (r) => r.userCount },
    { key: 'permissions', title: t('roles.permissions'), width: 120, align: 'right', render: (r) => r.permissions.length },
  ]
  return (
    <>
      <PageHead title={t('menu:people.roles')} hint={t('roles.hint')} actions={create} />
      <DataTable
        id="roles"
        query={roleList}
        columns={columns}
        searchHint={t('roles.search')}
        filters={[
          {
            kind: 'select',
            name: 'builtIn',
            label: t('roles.kind'),
            options: [
              { value: 'true', label: t('roles.builtIn') },
              { value: 'false', label: t('roles.own') },
            ],
          },
          {
            kind: 'select',
            name: 'used',
            label: t('roles.use'),
            options: [
              { value: 'true', label: t('roles.used') },
              { value: 'false', label: t('roles.unused') },
            ],
          },
        ]}
        rowLink={(r) => `/roles/${r.id}`}
        rowName={(r) => r.name}
        batch={can('role.manage') ? [{ key: 'delete', label: t('common:action.delete'), danger: true, confirm: (count) => t('roles.deleteMany', { count }), run: deleteRoles }] : []}
        empty={{ title: t('roles.empty'), action: create }}
        mobileCard={(r) => (
          <Flex justify="space-between">
            <strong>{r.name}</strong>
            {kind(r)}
          </Flex>
        )}
      />
    </>
  )
}
