import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Flex, Form, Input, Radio, Steps, Switch } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { BarePage } from '@/components/BarePage'
import { DayInput } from '@/components/DayInput'
import { ProblemView } from '@/components/ProblemView'
import { sessionQuery, useSwitchSet } from '@/hooks/session'
import { usePhone } from '@/hooks/usePhone'
import { today } from '@/lib/time'
import './AccountSetWizard.css'

interface Values {
  name: string
  startDate: string
  industry: string
  costingScope: 'set' | 'warehouse'
  stockReview: boolean
  taxAccounted: boolean
}

const stepFields: (keyof Values)[][] = [['name', 'startDate'], ['industry'], []]

/** Makes an account set in three steps: the company, its trade, its three policies. */
export default function AccountSetWizard() {
  const { t, i18n } = useTranslation('accountset')
  const navigate = useNavigate()
  const client = useQueryClient()
  const switchSet = useSwitchSet()
  const session = useQuery(sessionQuery)
  const industries = useQuery({ queryKey: ['industry'], queryFn: ({ signal }) => data(api.GET('/api/v1/industries', { signal })), staleTime: Infinity, enabled: session.isSuccess })
  const [form] = Form.useForm<Values>()
  const phone = usePhone()
  const chosen = Form.useWatch('industry', form)
  const trade = industries.data?.items?.find((i) => i.key === chosen)
  const [step, setStep] = useState(0)
  const hasSets = (session.data?.accountSets ?? []).length > 0
  const signedOut = session.isError && toProblem(session.error).status === 401

  useEffect(() => {
    if (signedOut) void navigate({ to: '/login', search: { back: '/account-sets/new' } as never, replace: true })
  }, [signedOut, navigate])

  const create = useWrite({
    fn: (body: Values, write) => data(api.POST('/api/v1/account-sets', { body, ...write })),
    form,
    onSuccess: async (set) => {
      await client.refetchQueries({ queryKey: sessionQuery.queryKey })
      switchSet(set.id)
      void navigate({ to: '/', replace: true })
    },
    onProblem: (p) => {
      const first = p.errors[0]?.field
      const at = stepFields.findIndex((names) => names.some((n) => n === first))
      if (at >= 0) setStep(at)
    },
  })

  const next = async () => {
    await form.validateFields(stepFields[step])
    if (step < stepFields.length - 1) setStep(step + 1)
    else create.mutate(form.getFieldsValue(true) as Values)
  }

  return (
    <BarePage wide title={t('title')} hint={t('hint')}>
      {session.isError && !signedOut && <ProblemView problem={toProblem(session.error)} onRetry={() => void session.refetch()} />}
      <Steps size="small" responsive={false} titlePlacement={phone ? 'vertical' : 'horizontal'} current={step} items={[{ title: t('step.company') }, { title: t('step.industry') }, { title: t('step.policy') }]} style={{ marginBottom: 20 }} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ startDate: today(), industry: undefined, costingScope: 'set', stockReview: false, taxAccounted: false }}
        onFinish={() => void next().catch(() => undefined)}
      >
        {/* Steps are hidden, not unmounted: what was entered stays. */}
        <div hidden={step !== 0}>
          <Form.Item name="name" label={t('name')} extra={t('nameHint')} rules={[{ required: true, whitespace: true, message: t('nameRequired') }]}>
            <Input size="large" maxLength={60} autoFocus />
          </Form.Item>
          <Form.Item
            name="startDate"
            label={t('startDate')}
            extra={t('startDateHint')}
            rules={[{ required: true, message: t('startDateRequired') }]}
          >
            <DayInput size="large" style={{ width: 220 }} />
          </Form.Item>
        </div>
        <div hidden={step !== 1}>
          <Form.Item name="industry" label={t('industry')} extra={t('industryHint')} rules={step > 0 ? [{ required: true, message: t('industryRequired') }] : []}>
            <Radio.Group className="industry-grid">
              {(industries.data?.items ?? []).map((i) => (
                <Radio.Button key={i.key} value={i.key}>
                  {i18n.language === 'zh-CN' ? i.nameZh : i.nameEn}
                </Radio.Button>
              ))}
            </Radio.Group>
          </Form.Item>
          {trade && (
            <p className="muted" aria-live="polite">
              {t('brings', { attributes: (trade.attributes ?? []).map((a) => a.name).join(' · '), units: (trade.units ?? []).join(' · ') })} {trade.lotExpiry && t('bringsLot')}
            </p>
          )}
        </div>
        <div hidden={step !== 2}>
          <Form.Item name="costingScope" label={t('costing')} extra={t('costingHint')}>
            <Radio.Group>
              <Flex vertical gap={6}>
                <Radio value="set">{t('costingSet')}</Radio>
                <Radio value="warehouse">{t('costingWarehouse')}</Radio>
              </Flex>
            </Radio.Group>
          </Form.Item>
          <Form.Item name="stockReview" label={t('review')} extra={t('reviewHint')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name="taxAccounted" label={t('tax')} extra={t('taxHint')} valuePropName="checked">
            <Switch />
          </Form.Item>
        </div>
        <Flex gap={8} justify="space-between" style={{ marginTop: 8 }}>
          {hasSets && step === 0 ? <Button onClick={() => void navigate({ to: '/' })}>{t('common:action.back')}</Button> : <Button hidden={step === 0} onClick={() => setStep(step - 1)}>{t('previous')}</Button>}
          <Button type="primary" htmlType="submit" loading={create.isPending} data-hotkey="save" style={{ marginLeft: 'auto' }}>
            {step < stepFields.length - 1 ? t('next') : t('finish')}
          </Button>
        </Flex>
      </Form>
    </BarePage>
  )
}
