import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { Button, Form, Input, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { Problem, toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { BarePage } from '@/components/BarePage'
import { ProblemView } from '@/components/ProblemView'
import { useEnter } from '@/hooks/session'

/** What a link to a new password leads to. The token stands behind the #, where no log sees it. */
export default function PasswordResetPage() {
  const { t } = useTranslation('people')
  const token = useLocation({ select: (l) => l.hash })
  const navigate = useNavigate()
  const enter = useEnter()
  const [form] = Form.useForm<{ password: string }>()
  const offer = useQuery({
    queryKey: ['password-reset', 'offer', token],
    queryFn: ({ signal }) => data(api.POST('/api/v1/password-resets/actions/look', { body: { token }, signal })),
    enabled: token !== '',
    staleTime: Infinity,
  })
  const choose = useWrite({
    fn: (body: { password: string }, write) => data(api.POST('/api/v1/password-resets/actions/use', { body: { ...body, token }, ...write })),
    form,
    onSuccess: (opened) => {
      enter(opened)
      void navigate({ to: '/', replace: true })
    },
  })

  const wrong = token === '' ? new Problem({ status: 400, code: 'password_reset.incomplete', detail: t('reset.page.bad'), remedy: t('reset.page.badHint') }) : offer.error && toProblem(offer.error)
  const hint = offer.data && t('reset.page.for', { set: offer.data.accountSet, login: offer.data.login, who: offer.data.madeBy })
  return (
    <BarePage title={t('reset.page.title')} hint={hint}>
      {wrong ? (
        <ProblemView problem={wrong} onRetry={token === '' ? undefined : () => void offer.refetch()} />
      ) : !offer.data ? (
        <Skeleton active />
      ) : (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={choose.mutate}>
          <input type="text" name="username" autoComplete="username" value={offer.data.login} readOnly hidden aria-hidden tabIndex={-1} />
          <Form.Item name="password" label={t('reset.page.password')} extra={t('reset.page.passwordHint')} rules={[{ required: true, min: 8, message: t('reset.page.passwordRequired') }]}>
            <Input.Password size="large" autoComplete="new-password" autoFocus maxLength={200} />
          </Form.Item>
          <Button type="primary" htmlType="submit" size="large" block loading={choose.isPending}>
            {t('reset.page.submit')}
          </Button>
        </Form>
      )}
    </BarePage>
  )
}
