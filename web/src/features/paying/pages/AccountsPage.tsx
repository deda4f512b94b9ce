import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Checkbox, Empty, Flex, Form, InputNumber, Select, Table, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { DecimalInput } from '@/components/DecimalInput'
import { Instant } from '@/components/Instant'
import { activeFundsQuery } from '@/components/money/funds'
import { PageHead } from '@/components/PageHead'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { type Account, accountsQuery, moneyKeys, readAgreements, setAccount, setSetting, settingQuery } from '../queries'

/** 付款账户设置: which fund account the payments of each buyer account leave, and how far a price may rise. */
export default function AccountsPage() {
  const { t } = useTranslation('paying')
  const can = useCan()
  const accounts = useQuery(accountsQuery)
  const funds = useQuery(activeFundsQuery).data ?? []
  const save = useWrite({ fn: ({ a, body }: { a: Account; body: { fundAccountId?: string; crossBorder?: boolean } }, write) => setAccount(a, body, write), invalidate: [accountsQuery.queryKey, moneyKeys.all], success: t('done') })
  const ask = useWrite({ fn: (id: string, write) => readAgreements(id, write), invalidate: [accountsQuery.queryKey], success: t('checked') })
  if (accounts.isError) return <ProblemView problem={toProblem(accounts.error)} onRetry={() => void accounts.refetch()} />
  return (
    <>
      <PageHead title={t('menu:paying.accounts')} hint={t('accountsHint')} />
      <Section title={t('accounts')} flush>
        <Table<Account>
          size="small"
          rowKey="id"
          pagination={false}
          loading={accounts.isPending}
          scroll={{ x: 'max-content' }}
          dataSource={accounts.data ?? []}
          locale={{
            emptyText: (
              <Empty description={t('noAccounts')}>
                <Link to="/buyer-accounts">
                  <Button type="primary">{t('authorise')}</Button>
                </Link>
              </Empty>
            ),
          }}
          columns={[
            { key: 'name', title: t('account'), dataIndex: 'name' },
            {
              key: 'fund',
              title: t('fund'),
              render: (_, a) => (
                <Select
                  style={{ width: 200 }}
                  allowClear
                  aria-label={`${t('fund')} ${a.name}`}
                  placeholder={t('fundMissing')}
                  value={a.fundAccountId}
                  options={funds.map((f) => ({ value: f.id, label: f.name }))}
                  onChange={(fundAccountId?: string) => save.mutate({ a, body: { fundAccountId, crossBorder: a.crossBorder } })}
                />
              ),
            },
            {
              key: 'cross',
              title: t('crossBorder'),
              render: (_, a) => <Checkbox aria-label={`${t('crossBorder')} ${a.name}`} checked={a.crossBorder} onChange={(e) => save.mutate({ a, body: { fundAccountId: a.fundAccountId, crossBorder: e.target.checked } })} />,
            },
            {
              key: 'agreements',
              title: t('agreements'),
              render: (_, a) => (
                <Flex gap={6} align="center" wrap>
                  {a.agreements.map((c) => (
                    <Tag key={c}>{t(`channels.${c.toLowerCase()}`, { defaultValue: c })}</Tag>
                  ))}
                  {a.readAt && (
                    <span className="muted">
                      <Instant at={a.readAt} />
                    </span>
                  )}
                  <Button size="small" loading={ask.isPending && ask.variables === a.id} onClick={() => ask.mutate(a.id)}>
                    {t('readAgreements')}
                  </Button>
                </Flex>
              ),
            },
          ]}
        />
      </Section>
      {can('settings.read') && <Rise />}
    </>
  )
}

/** How far a price may rise after the approval without asking again. */
function Rise() {
  const { t } = useTranslation('paying')
  const can = useCan()
  const [form] = Form.useForm<{ percent: number; riseAmount: string }>()
  const setting = useQuery(settingQuery).data
  const save = useWrite({
    fn: (v: { percent: number; riseAmount: string }, write) => setSetting({ riseBps: Math.round((v.percent ?? 0) * 100), riseAmount: v.riseAmount || '0', version: setting?.version ?? 0 }, write),
    form,
    invalidate: [settingQuery.queryKey],
    success: t('done'),
  })
  if (!setting) return null
  return (
    <Section title={t('rise')}>
      <Form key={setting.version} form={form} layout="inline" initialValues={{ percent: setting.riseBps / 100, riseAmount: setting.riseAmount }} onFinish={(v) => save.mutate(v)} disabled={!can('settings.update')}>
        <Form.Item name="percent" label={t('risePercent')}>
          <InputNumber min={0} max={100} precision={2} />
        </Form.Item>
        <Form.Item name="riseAmount" label={t('riseAmount')}>
          <DecimalInput maxPlaces={2} style={{ width: 120 }} />
        </Form.Item>
        <Button htmlType="submit" loading={save.isPending}>
          {t('common:action.save')}
        </Button>
      </Form>
      <p className="muted">{t('riseHint')}</p>
    </Section>
  )
}
