import { Form, Input, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { FormDrawer } from '@/components/FormDrawer'
import { QrCode } from '@/components/QrCode'
import { ReachFields } from '@/components/ReachFields'
import { type Scope, useReachable } from '@/hooks/reach'
import { invitationKeys } from './queries'
import { RoleSelect } from './RoleSelect'

interface Values {
  name: string
  roleIds: string[]
  warehouses?: Scope
  shops?: Scope
}

/** Invites a colleague: the link is shown once and handed over however people talk. */
export function InviteDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('people')
  const [form] = Form.useForm<Values>()
  const own = useReachable()
  const [link, setLink] = useState<string>()
  const invite = useWrite({
    fn: (body: Values, write) => data(api.POST('/api/v1/invitations', { body, ...write })),
    form,
    invalidate: [invitationKeys.all],
    onSuccess: (made) => setLink(made.url),
  })
  return (
    <FormDrawer
      open
      onClose={onClose}
      title={t('invite.title')}
      form={form}
      initial={{ warehouses: own.warehouses.own, shops: own.shops.own }}
      onSave={link ? onClose : invite.mutate}
      saving={invite.isPending}
      saveText={link ? t('invite.done') : t('invite.create')}
    >
      {link ? (
        <>
          <Typography.Paragraph>{t('invite.hand')}</Typography.Paragraph>
          <QrCode link={link} />
        </>
      ) : (
        <>
          <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameRequired') }]}>
            <Input maxLength={50} autoFocus />
          </Form.Item>
          <Form.Item name="roleIds" label={t('menu:people.roles')} rules={[{ required: true, message: t('rolesRequired') }]}>
            <RoleSelect />
          </Form.Item>
          <ReachFields />
        </>
      )}
    </FormDrawer>
  )
}
