import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { Problem, toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { FormPage } from '@/components/FormPage'
import { PermissionPicker } from '@/components/PermissionPicker'
import { RecordHistory } from '@/components/RecordHistory'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { allRoles, roleKeys } from '../queries'

interface Values {
  name: string
  permissions: string[]
}

/** One role: its name and what it may do. */
export default function RolePage() {
  const { t } = useTranslation('people')
  const { id } = useParams({ strict: false }) as { id: string }
  const can = useCan()
  const navigate = useNavigate()
  const confirm = useConfirm()
  const [form] = Form.useForm<Values>()
  const roles = useQuery(allRoles)
  const isNew = id === 'new'
  const role = (roles.data?.items ?? []).find((r) => r.id === id)
  const missing = !isNew && roles.isSuccess && !role

  const save = useWrite({
    fn: (body: Values, write) =>
      role
        ? data(api.PUT('/api/v1/roles/{id}', { params: { path: { id } }, body: { ...body, version: role.version }, ...write }))
        : data(api.POST('/api/v1/roles', { body, ...write })),
    form,
    invalidate: [roleKeys.all, ['session']],
    success: t('saved'),
  })
  const remove = useWrite({
    fn: (_: void, write) => data(api.DELETE('/api/v1/roles/{id}', { params: { path: { id } }, ...write })),
    invalidate: [roleKeys.all],
    success: t('roles.deleted'),
    onSuccess: () => void navigate({ to: '/roles' }),
  })

  return (
    <FormPage<Values>
      key={id}
      title={isNew ? t('roles.new') : (role?.name ?? t('menu:people.roles'))}
      back="/roles"
      form={form}
      initial={isNew ? { permissions: [] } : role && { name: role.name, permissions: role.permissions }}
      readOnly={!can('role.manage') || role?.builtIn === 'owner'}
      saving={save.isPending}
      problem={missing ? new Problem({ status: 404, code: 'role.missing', detail: t('roles.missing') }) : roles.isError ? toProblem(roles.error) : null}
      onRetry={() => void roles.refetch()}
      onSave={async (values) => {
        await save.mutateAsync(values)
        if (isNew) void navigate({ to: '/roles', ignoreBlocker: true })
      }}
      actions={
        role &&
        !role.builtIn &&
        can('role.manage') && (
          <Button
            danger
            onClick={async () => {
              if (await confirm({ title: t('roles.deleteConfirm', { name: role.name }), danger: true })) remove.mutate()
            }}
          >
            {t('common:action.delete')}
          </Button>
        )
      }
    >
      <Section>
        <Form.Item name="name" label={t('roles.name')} rules={[{ required: true, whitespace: true, message: t('roles.nameRequired') }]} style={{ maxWidth: 360 }}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="permissions" label={t('roles.permissions')}>
          <PermissionPicker />
        </Form.Item>
      </Section>
      {role && (
        <Section title={t('common:audit.title')}>
          <RecordHistory path="/api/v1/roles/{id}/history" id={role.id} of={roleKeys.detail(role.id)} />
        </Section>
      )}
    </FormPage>
  )
}
