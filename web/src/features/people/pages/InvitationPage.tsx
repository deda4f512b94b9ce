import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { Button, Flex, Form, Input, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { Problem, toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { BarePage } from '@/components/BarePage'
import { ProblemView } from '@/components/ProblemView'
import { type Session, sessionQuery, useEnter } from '@/hooks/session'

interface Values {
  name: string
  login: string
  password: string
}

/** What an invitation link leads to: joining with a new account or one's own. The token stands behind the #, where no log sees it. */
export default function InvitationPage() {
  const { t } = useTranslation('people')
  const token = useLocation({ select: (l) => l.hash })
  const navigate = useNavigate()
  const enter = useEnter()
  const [form] = Form.useForm<Values>()
  const offer = useQuery({
    queryKey: ['invitation', 'offer', token],
    queryFn: ({ signal }) => data(api.POST('/api/v1/invitations/actions/look', { body: { token }, signal })),
    enabled: token !== '',
    staleTime: Infinity,
  })
  const session = useQuery(sessionQuery)

  const onSuccess = (opened: Session) => {
    enter(opened)
    void navigate({ to: '/', replace: true })
  }
  const join = useWrite({ fn: (body: Values, write) => data(api.POST('/api/v1/invitations/actions/join', { body: { ...body, token }, ...write })), form, onSuccess })
  const accept = useWrite({ fn: (_: void, write) => data(api.POST('/api/v1/invitations/actions/accept', { body: { token }, ...write })), onSuccess })

  const wrong = token === '' ? new Problem({ status: 400, code: 'invitation.incomplete', detail: t('invite.page.bad'), remedy: t('invite.page.badHint') }) : offer.error && toProblem(offer.error)
  if (wrong) {
    return (
      <BarePage title={t('invite.title')}>
        <ProblemView problem={wrong} onRetry={token === '' ? undefined : () => void offer.refetch()} />
      </BarePage>
    )
  }
  if (!offer.data || session.isPending) {
    return (
      <BarePage title={t('invite.title')}>
        <Skeleton active />
      </BarePage>
    )
  }
  return (
    <BarePage title={t('invite.page.title', { set: offer.data.accountSet })} hint={t('invite.page.from', { who: offer.data.invitedBy })}>
      {session.data ? (
        <Button type="primary" size="large" block loading={accept.isPending} onClick={() => accept.mutate()}>
          {t('invite.page.as', { login: session.data.user.login })}
        </Button>
      ) : (
        <Form form={form} layout="vertical" requiredMark={false} initialValues={{ name: offer.data.name }} onFinish={join.mutate}>
          <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameRequired') }]}>
            <Input size="large" autoComplete="name" maxLength={50} />
          </Form.Item>
          <Form.Item name="login" label={t('invite.page.login')} extra={t('invite.page.loginHint')} rules={[{ required: true, message: t('invite.page.loginRequired') }]}>
            <Input size="large" autoComplete="username" autoCapitalize="none" maxLength={100} />
          </Form.Item>
          <Form.Item name="password" label={t('invite.page.password')} extra={t('invite.page.passwordHint')} rules={[{ required: true, min: 8, message: t('invite.page.passwordRequired') }]}>
            <Input.Password size="large" autoComplete="new-password" />
          </Form.Item>
          <Flex vertical gap={8}>
            <Button type="primary" htmlType="submit" size="large" block loading={join.isPending}>
              {t('invite.page.join')}
            </Button>
            <Flex justify="center" align="center">
              <span className="muted">{t('invite.page.have')}</span>
              <Button type="link" onClick={() => void navigate({ to: '/login', search: { back: `/invitation#${token}` } as never })}>
                {t('invite.page.signIn')}
              </Button>
            </Flex>
          </Flex>
        </Form>
      )}
    </BarePage>
  )
}
