import { useQuery } from '@tanstack/react-query'
import { Drawer, Form, Input, Skeleton, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { MoneyInput } from '@/components/DecimalInput'
import { FormDrawer } from '@/components/FormDrawer'
import { ProblemView } from '@/components/ProblemView'
import { multiply } from '@/lib/decimal'
import { decimalRule } from '@/lib/rules'
import { type Policy, policyKey, policyQuery } from './queries'
import { Days } from './RuleFields'

type Values = Omit<Policy, 'version' | 'holdingBps'> & { holding: string }

/** What holds for all rules and runs. */
export default function PolicyDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('suggest')
  const query = useQuery(policyQuery)
  if (query.data) return <PolicyForm policy={query.data} onClose={onClose} />
  return (
    <Drawer open onClose={onClose} title={t('policy.title')}>
      {query.isError ? <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} /> : <Skeleton active />}
    </Drawer>
  )
}

function PolicyForm({ policy, onClose }: { policy: Policy; onClose: () => void }) {
  const { t } = useTranslation('suggest')
  const [form] = Form.useForm<Values>()
  const save = useWrite({
    fn: ({ holding, budget, ...v }: Values, write) =>
      data(
        api.PUT('/api/v1/replenishment-policy', {
          body: {
            ...v,
            budget: budget || undefined,
            holdingBps: Number(multiply(holding, '100')),
            reviewDays: Number(v.reviewDays),
            leadDays: Number(v.leadDays),
            leadDeviation: Number(v.leadDeviation),
            lookAhead: Number(v.lookAhead),
            maxCover: Number(v.maxCover),
            version: policy.version,
          },
          ...write,
        }),
      ),
    form,
    invalidate: [policyKey],
    success: t('policy.saved'),
    onSuccess: onClose,
  })
  return (
    <FormDrawer<Values> open onClose={onClose} title={t('policy.title')} width={520} form={form} initial={{ ...policy, holding: multiply(String(policy.holdingBps), '0.01') }} onSave={(v) => save.mutate(v)} saving={save.isPending}>
      <p className="muted" style={{ marginTop: 0 }}>
        {t('policy.hint')}
      </p>
      <Form.Item name="daily" label={t('policy.daily')} extra={t('policy.dailyHint')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Days name="reviewDays" label={t('reviewDays')} extra={t('policy.reviewHint')} least={1} required />
      <Days name="leadDays" label={t('leadDays')} extra={t('policy.leadHint')} required />
      <Days name="leadDeviation" label={t('policy.leadDeviation')} extra={t('policy.leadDeviationHint')} required />
      <Days name="maxCover" label={t('policy.maxCover')} extra={t('policy.maxCoverHint')} required />
      <Days name="lookAhead" label={t('policy.lookAhead')} extra={t('policy.lookAheadHint')} required />
      <Form.Item name="budget" label={t('policy.budget')} extra={t('policy.budgetHint')} rules={[decimalRule({ maxPlaces: 2 })]}>
        <MoneyInput style={{ width: 180 }} />
      </Form.Item>
      <Form.Item name="holding" label={t('policy.holding')} extra={t('policy.holdingHint')} rules={[decimalRule({ maxPlaces: 2, max: '1000', required: t('policy.holdingRequired') })]}>
        <Input inputMode="decimal" autoComplete="off" suffix="%" style={{ width: 140 }} />
      </Form.Item>
      <Form.Item name="orderCost" label={t('policy.orderCost')} extra={t('policy.orderCostHint')} rules={[decimalRule({ maxPlaces: 2, required: t('policy.orderCostRequired') })]}>
        <MoneyInput style={{ width: 180 }} />
      </Form.Item>
      <Form.Item name="roundDown" label={t('policy.roundDown')} extra={t('policy.roundDownHint')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormDrawer>
  )
}
