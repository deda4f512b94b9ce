import { Button, Flex, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { PageHead } from '@/components/PageHead'
import { Section } from '@/components/Section'
import { sessionQuery, useSession } from '@/hooks/session'
import { SessionList } from '../SessionList'

/** One's own name, password and the devices one is signed in on. */
export default function AccountPage() {
  const { t } = useTranslation('account')
  const { session } = useSession()
  return (
    <>
      <PageHead title={t('title')} hint={session?.user.login} />
      <Flex vertical gap={12}>
        <Section title={t('name')}>{session && <NameForm name={session.user.name} />}</Section>
        <Section title={t('password')}>
          <PasswordForm />
        </Section>
        <div>
          <h2 style={{ fontSize: 15, margin: '4px 0 8px' }}>{t('sessions')}</h2>
          <SessionList />
        </div>
      </Flex>
    </>
  )
}

function NameForm({ name }: { name: string }) {
  const { t } = useTranslation('account')
  const [form] = Form.useForm<{ name: string }>()
  const save = useWrite({ fn: (body: { name: string }, write) => data(api.PUT('/api/v1/me', { body, ...write })), form, invalidate: [sessionQuery.queryKey], success: t('saved') })
  return (
    <Form form={form} layout="vertical" initialValues={{ name }} onFinish={save.mutate} style={{ maxWidth: 320 }}>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameRequired') }]}>
        <Input maxLength={50} autoComplete="name" />
      </Form.Item>
      <Button htmlType="submit" loading={save.isPending}>
        {t('common:action.save')}
      </Button>
    </Form>
  )
}

interface Passwords {
  password: string
  newPassword: string
}

function PasswordForm() {
  const { t } = useTranslation('account')
  const [form] = Form.useForm<Passwords>()
  const save = useWrite({
    fn: (body: Passwords, write) => data(api.POST('/api/v1/me/password', { body, ...write })),
    form,
    success: t('passwordSaved'),
    onSuccess: () => form.resetFields(),
  })
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={save.mutate} style={{ maxWidth: 320 }}>
      <Form.Item name="password" label={t('present')} rules={[{ required: true, message: t('presentRequired') }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item name="newPassword" label={t('next')} extra={t('nextHint')} rules={[{ required: true, min: 8, message: t('nextRequired') }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button htmlType="submit" loading={save.isPending}>
        {t('change')}
      </Button>
    </Form>
  )
}
