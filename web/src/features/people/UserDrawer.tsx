import { Form, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { FormDrawer } from '@/components/FormDrawer'
import { ReachFields } from '@/components/ReachFields'
import type { Scope } from '@/hooks/reach'
import { type User, userKeys } from './queries'
import { RoleSelect } from './RoleSelect'

interface Values {
  active: boolean
  roleIds: string[]
  warehouses?: Scope
  shops?: Scope
}

/** Changes a person's roles, what they may work with, and whether they may sign in. */
export function UserDrawer({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation('people')
  const [form] = Form.useForm<Values>()
  const save = useWrite({
    fn: ({ warehouses = user.warehouses, shops = user.shops, ...body }: Values, write) =>
      data(api.PUT('/api/v1/users/{id}', { params: { path: { id: user.id } }, body: { ...body, warehouses, shops, version: user.version }, ...write })),
    form,
    invalidate: [userKeys.all],
    success: t('saved'),
    onSuccess: onClose,
  })
  return (
    <FormDrawer
      open
      onClose={onClose}
      title={`${user.name} (${user.login})`}
      form={form}
      initial={{ active: user.active, roleIds: user.roleIds, warehouses: user.warehouses, shops: user.shops }}
      onSave={save.mutate}
      saving={save.isPending}
    >
      <Form.Item name="roleIds" label={t('roles.menu')} rules={[{ required: true, message: t('rolesRequired') }]}>
        <RoleSelect />
      </Form.Item>
      <ReachFields had={user} />
      <Form.Item name="active" label={t('active')} extra={t('activeHint')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormDrawer>
  )
}
