import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Form, Input, Popover } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import type { Problem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { BarePage } from '@/components/BarePage'
import { ProblemView } from '@/components/ProblemView'
import { useEnter } from '@/hooks/session'
import { localPath } from '@/lib/localPath'
import { setupQuery } from '../queries'

/** Signing in; afterwards one is back where one was. */
export default function LoginPage() {
  const { t } = useTranslation('login')
  const navigate = useNavigate()
  const enter = useEnter()
  const { back } = useSearch({ strict: false }) as { back?: string }
  const [form] = Form.useForm()
  const [problem, setProblem] = useState<Problem>()
  const setup = useQuery(setupQuery)

  useEffect(() => {
    if (setup.data?.needed) void navigate({ to: '/setup', replace: true })
  }, [setup.data, navigate])

  const login = useWrite({
    fn: (body: { login: string; password: string }, write) => data(api.POST('/api/v1/login', { body, ...write })),
    form,
    onSuccess: (session) => {
      enter(session)
      // Somebody without an account set may be here to accept an invitation.
      const first = session.accountSets.length === 0 && back === undefined
      void navigate({ href: first ? '/account-sets/new' : localPath(back), replace: true })
    },
    onProblem: (p) => {
      setProblem(p)
      return p.errors.length === 0
    },
  })

  return (
    <BarePage title={t('title')} hint={t('hint')}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(v) => login.mutate(v)}>
        {problem && (
          <div style={{ marginBottom: 16 }}>
            <ProblemView problem={problem} compact />
          </div>
        )}
        <Form.Item name="login" label={t('login')} rules={[{ required: true, message: t('loginRequired') }]}>
          <Input size="large" autoComplete="username" autoFocus autoCapitalize="none" />
        </Form.Item>
        <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordRequired') }]}>
          <Input.Password size="large" autoComplete="current-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={login.isPending}>
          {t('submit')}
        </Button>
        <div style={{ textAlign: 'center', marginTop: 8 }}>
          <Popover trigger="click" content={<div style={{ maxWidth: 300 }}>{t('forgotHint')}</div>}>
            <Button type="link">{t('forgot')}</Button>
          </Popover>
        </div>
      </Form>
    </BarePage>
  )
}
