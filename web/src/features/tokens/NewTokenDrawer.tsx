import { useQuery } from '@tanstack/react-query'
import { Alert, Form, Input, Select, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { FormDrawer } from '@/components/FormDrawer'
import { permissionsQuery, tokenKeys } from './queries'

interface Values {
  name: string
  permissions: string[]
}

/** Makes a token; the secret is shown once. */
export function NewTokenDrawer({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation('tokens')
  const [form] = Form.useForm<Values>()
  const [secret, setSecret] = useState<string>()
  const permissions = useQuery(permissionsQuery)
  const create = useWrite({
    fn: (body: Values, write) => data(api.POST('/api/v1/tokens', { body, ...write })),
    form,
    invalidate: [tokenKeys.all],
    onSuccess: (made) => setSecret(made.secret),
  })
  return (
    <FormDrawer open onClose={onClose} title={t('new')} form={form} initial={{ permissions: [] }} onSave={secret ? onClose : create.mutate} saving={create.isPending} saveText={secret ? t('done') : t('create')}>
      {secret ? (
        <>
          <Alert type="warning" showIcon title={t('once')} style={{ marginBottom: 16 }} />
          <Typography.Paragraph copyable code style={{ wordBreak: 'break-all' }}>
            {secret}
          </Typography.Paragraph>
        </>
      ) : (
        <>
          <Form.Item name="name" label={t('name')} extra={t('nameHint')} rules={[{ required: true, whitespace: true, message: t('nameRequired') }]}>
            <Input maxLength={50} autoFocus />
          </Form.Item>
          <Form.Item name="permissions" label={t('scopes')} extra={t('scopesHint')} rules={[{ required: true, message: t('scopesRequired') }]}>
            <Select
              mode="multiple"
              loading={permissions.isPending}
              optionFilterProp="label"
              options={(permissions.data?.items ?? []).map((p) => ({ value: p.key, label: i18n.language === 'zh-CN' ? p.nameZh : p.nameEn }))}
            />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  )
}
