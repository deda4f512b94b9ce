import { Button, Form, Switch, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { FormDrawer } from '@/components/FormDrawer'
import { HistoryFold } from '@/components/RecordHistory'
import { QrCode } from '@/components/QrCode'
import { ReachFields } from '@/components/ReachFields'
import type { Scope } from '@/hooks/reach'
import { useSession } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { type User, userKeys } from './queries'
import { RoleSelect } from './RoleSelect'

interface Values {
  active: boolean
  roleIds: string[]
  warehouses?: Scope
  shops?: Scope
}

/** Changes a person's roles, what they may work with, and whether they may sign in; gives who forgot their password a link to a new one. */
export function UserDrawer({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation('people')
  const confirm = useConfirm()
  const { session } = useSession()
  const [form] = Form.useForm<Values>()
  const [link, setLink] = useState<string>()
  const reset = useWrite({
    fn: (_: void, write) => data(api.POST('/api/v1/users/{id}/password-reset', { params: { path: { id: user.id } }, ...write })),
    onSuccess: (made) => setLink(made.url),
  })
  const askReset = async () => {
    if (await confirm({ title: t('reset.confirm', { name: user.name }), content: t('reset.confirmHint'), ok: t('reset.ok') })) reset.mutate()
  }
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
      onSave={link ? onClose : save.mutate}
      saving={save.isPending}
      saveText={link ? t('reset.done') : undefined}
      extra={
        !link &&
        user.active &&
        session?.user.id !== user.id && (
          <Button loading={reset.isPending} onClick={() => void askReset()}>
            {t('reset.button')}
          </Button>
        )
      }
    >
      {link ? (
        <>
          <Typography.Paragraph>{t('reset.hand')}</Typography.Paragraph>
          <QrCode link={link} />
        </>
      ) : (
        <>
          <Form.Item name="roleIds" label={t('menu:people.roles')} rules={[{ required: true, message: t('rolesRequired') }]}>
            <RoleSelect />
          </Form.Item>
          <ReachFields had={user} />
          <Form.Item name="active" label={t('active')} extra={t('activeHint')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <HistoryFold path="/api/v1/users/{id}/history" id={user.id} of={userKeys.detail(user.id)} />
        </>
      )}
    </FormDrawer>
  )
}
