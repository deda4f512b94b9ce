import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { BarePage } from '@/components/BarePage'
import { useEnter } from '@/hooks/session'
import { setupQuery } from '../queries'
import { PasswordFields } from '../PasswordFields'

/** First run: the person who installed the program makes the owner's account. */
export default function SetupPage() {
  const { t } = useTranslation('login')
  const navigate = useNavigate()
  const enter = useEnter()
  const [form] = Form.useForm()
  const setup = useQuery(setupQuery)

  const create = useWrite({
    fn: (body: { name: string; login: string; password: string }, write) => data(api.POST('/api/v1/setup', { body, ...write })),
    form,
    onSuccess: (session) => {
      enter(session)
      void navigate({ to: '/account-sets/new', replace: true })
    },
  })

  // Somebody else has been faster. Once the account made here exists, setup is not needed either, but that is the way on and not the way out.
  const taken = setup.data?.needed === false && !create.isPending && !create.isSuccess
  useEffect(() => {
    if (taken) void navigate({ to: '/login', replace: true })
  }, [taken, navigate])

  return (
    <BarePage title={t('setup.title')} hint={t('setup.hint')}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ name, login, password }: { name: string; login: string; password: string }) => create.mutate({ name, login, password })}
      >
        <Form.Item name="name" label={t('name')} rules={[{ required: true, message: t('nameRequired') }]}>
          <Input size="large" autoComplete="name" autoFocus maxLength={50} />
        </Form.Item>
        <Form.Item name="login" label={t('login')} extra={t('setup.loginHint')} rules={[{ required: true, message: t('loginRequired') }]}>
          <Input size="large" autoComplete="username" autoCapitalize="none" maxLength={100} />
        </Form.Item>
        <PasswordFields />
        <Button type="primary" htmlType="submit" size="large" block loading={create.isPending}>
          {t('setup.submit')}
        </Button>
      </Form>
    </BarePage>
  )
}
