import { useQuery } from '@tanstack/react-query'
import { Alert, Form, Input, Radio, Select, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { DayInput } from '@/components/DayInput'
import { FormDrawer } from '@/components/FormDrawer'
import { PermissionPicker } from '@/components/PermissionPicker'
import { ReachFields } from '@/components/ReachFields'
import { type Scope, useReachable } from '@/hooks/reach'
import { useCan, useSession } from '@/hooks/session'
import { today } from '@/lib/time'
import { expiryOf, type Life, lives } from './expiry'
import { rolesQuery, tokenKeys } from './queries'

interface Values {
  kind: 'personal' | 'service'
  name: string
  by: 'list' | 'role'
  permissions?: string[]
  roleId?: string
  warehouses?: Scope
  shops?: Scope
  life: Life
  expiresAt?: string
}

/** Makes a token: whose it is, what it may do, how long; the secret is shown once. */
export function NewTokenDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('tokens')
  const can = useCan()
  const { set } = useSession()
  const own = useReachable()
  const [form] = Form.useForm<Values>()
  const [secret, setSecret] = useState<string>()
  const services = can('token.manage')
  const roles = useQuery({ ...rolesQuery, enabled: services && can('user.read') })
  const kind = Form.useWatch('kind', form) ?? 'personal'
  const by = Form.useWatch('by', form) ?? 'list'
  const life = Form.useWatch('life', form) ?? '90'
  const create = useWrite({
    // Fields that are not shown are undefined here and not sent: a personal token has no role and no data scope of its own.
    fn: ({ kind, name, permissions, roleId, warehouses, shops, ...v }: Values, write) =>
      data(api.POST('/api/v1/tokens', { body: { kind, name, permissions, roleId, warehouses, shops, expiresAt: expiryOf(v.life, v.expiresAt) }, ...write })),
    form,
    invalidate: [tokenKeys.all],
    onSuccess: (made) => setSecret(made.secret),
  })
  const initial: Partial<Values> = { kind: 'personal', by: 'list', permissions: [], life: '90', warehouses: own.warehouses.own, shops: own.shops.own }
  return (
    <FormDrawer open onClose={onClose} title={t('new')} width={560} form={form} initial={initial} onSave={secret ? onClose : create.mutate} saving={create.isPending} saveText={secret ? t('done') : t('create')}>
      {secret ? (
        <>
          <Alert type="warning" showIcon title={t('once')} style={{ marginBottom: 16 }} />
          <Typography.Paragraph copyable code style={{ wordBreak: 'break-all' }}>
            {secret}
          </Typography.Paragraph>
        </>
      ) : (
        <>
          <Form.Item name="kind" label={t('kind')} extra={kind === 'personal' ? t('kindPersonalHint') : t('kindServiceHint')} hidden={!services}>
            <Radio.Group
              options={[
                { value: 'personal', label: t('kindPersonal') },
                { value: 'service', label: t('kindService') },
              ]}
            />
          </Form.Item>
          <Form.Item name="name" label={t('name')} extra={t('nameHint')} rules={[{ required: true, whitespace: true, message: t('nameRequired') }]}>
            <Input maxLength={50} autoFocus />
          </Form.Item>
          <Form.Item name="by" label={t('by')} hidden={kind === 'personal' || !roles.data}>
            <Radio.Group
              options={[
                { value: 'list', label: t('byList') },
                { value: 'role', label: t('byRole') },
              ]}
            />
          </Form.Item>
          {kind === 'service' && by === 'role' ? (
            <Form.Item name="roleId" label={t('role')} rules={[{ required: true, message: t('roleRequired') }]}>
              <Select loading={roles.isPending} optionFilterProp="label" showSearch options={(roles.data ?? []).map((r) => ({ value: r.id, label: r.name }))} />
            </Form.Item>
          ) : (
            <Form.Item name="permissions" label={t('scopes')} extra={t('scopesHint')} rules={[{ required: true, type: 'array', min: 1, message: t('scopesRequired') }]}>
              <PermissionPicker among={set?.permissions ?? []} />
            </Form.Item>
          )}
          {kind === 'service' && <ReachFields />}
          <Form.Item name="life" label={t('expiry')}>
            <Select options={lives.map((l) => ({ value: l, label: t(`life.${l}`) }))} />
          </Form.Item>
          {life === 'date' && (
            <Form.Item
              name="expiresAt"
              label={t('expiresOn')}
              rules={[{ required: true, message: t('expiresOnRequired') }]}
            >
              <DayInput min={today()} />
            </Form.Item>
          )}
        </>
      )}
    </FormDrawer>
  )
}
