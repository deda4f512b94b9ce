import { Form, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { FormDrawer } from '@/components/FormDrawer'
import { type User, userKeys } from './queries'
import { RoleSelect } from './RoleSelect'

interface Values {
  active: boolean
  roleIds: string[]
}

/** Changes a person's roles and whether the person may sign in. */
export function UserDrawer({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation('people')
  const [form] = Form.useForm<Values>()
  const save = useWrite({
    fn: (body: Values, write) => data(api.PUT('/api/v1/users/{id}', { params: { path: { id: user.id } }, body: { ...body, warehouses: user.warehouses, shops: user.shops, version: user.version }, ...write })),
    form,
    invalidate: [userKeys.all],
    success: t('saved'),
    onSuccess: onClose,
  })
  return (
    <FormDrawer open onClose={onClose} title={`${user.name} (${user.login})`} form={form} initial={{ active: user.active, roleIds: user.roleIds }} onSave={save.mutate} saving={save.isPending}>
      <Form.Item name="roleIds" label={t('roles.menu')} rules={[{ required: true, message: t('rolesRequired') }]}>
        <RoleSelect />
      </Form.Item>
      <Form.Item name="active" label={t('active')} extra={t('activeHint')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormDrawer>
  )
}
