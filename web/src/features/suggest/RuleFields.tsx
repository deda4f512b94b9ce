import { Divider, Flex, Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { QtyInput } from '@/components/DecimalInput'
import { decimalRule } from '@/lib/rules'
import { levels, type Model, models, type Rule, type RuleContent } from './queries'

type Typed = string | number | undefined

/** What a rule says, as it is typed. */
export interface RuleValues {
  model: Model
  min?: string
  max?: string
  coverDays?: Typed
  reviewDays?: Typed
  target?: 'cycle' | 'fill'
  serviceBps?: number
  safetyStock?: string
  rateDays?: Typed
  leadDays?: Typed
  perDay?: string
  note?: string
}

export const newRule: RuleValues = { model: 'days_of_cover', coverDays: 14, target: 'cycle', serviceBps: 9500 }

const some = (q: string | undefined) => (q === '0' ? undefined : q)
const whole = (v: Typed) => (v === undefined || v === '' ? undefined : Number(v))

/** A rule as the form shows it. */
export function valuesOf(r: Rule): RuleValues {
  return {
    model: r.model,
    min: r.model === 'min_max' ? r.min : undefined,
    max: some(r.max),
    coverDays: r.coverDays || undefined,
    reviewDays: r.reviewDays,
    target: r.target || 'cycle',
    serviceBps: r.serviceBps || 9500,
    safetyStock: some(r.safetyStock),
    rateDays: r.rateDays || undefined,
    leadDays: r.leadDays,
    perDay: r.perDay,
    note: r.note,
  }
}

/** What was typed as the API takes it; the server drops what the model does not know. */
export function contentOf(v: RuleValues): RuleContent {
  return {
    model: v.model,
    min: v.min || undefined,
    max: v.max || undefined,
    coverDays: whole(v.coverDays),
    reviewDays: whole(v.reviewDays),
    target: reviews(v.model) ? v.target : undefined,
    serviceBps: reviews(v.model) ? v.serviceBps : undefined,
    safetyStock: v.safetyStock || undefined,
    rateDays: whole(v.rateDays),
    leadDays: whole(v.leadDays),
    perDay: v.perDay || undefined,
    note: v.note || undefined,
  }
}

const reviews = (m: Model | undefined) => m === 'continuous_review' || m === 'periodic_review'

/** A number of days. */
export function Days({ name, label, extra, least = 0, required }: { name: string; label: string; extra?: string; least?: number; required?: boolean }) {
  const { t } = useTranslation('suggest')
  const rule = {
    required,
    validator: (_: unknown, v: Typed) => {
      const text = String(v ?? '')
      if (text === '') return required ? Promise.reject(new Error(t('daysRequired'))) : Promise.resolve()
      return /^\d{1,3}$/.test(text) && Number(text) >= least && Number(text) <= 365 ? Promise.resolve() : Promise.reject(new Error(t('daysWrong', { min: least })))
    },
  }
  return (
    <Form.Item name={name} label={label} extra={extra} rules={[rule]}>
      <Input inputMode="numeric" autoComplete="off" maxLength={3} suffix={t('days')} style={{ width: 140 }} />
    </Form.Item>
  )
}

/** The fields of a rule: those its model knows. */
export function RuleFields() {
  const { t } = useTranslation('suggest')
  const form = Form.useFormInstance<RuleValues>()
  const model = Form.useWatch('model', form)
  const quantity = (name: keyof RuleValues, label: string, extra?: string, required?: string) => (
    <Form.Item name={name} label={label} extra={extra} rules={[decimalRule({ required })]}>
      <QtyInput style={{ width: 140 }} />
    </Form.Item>
  )
  return (
    <>
      <Form.Item name="model" label={t('model.label')} extra={model && t(`modelHint.${model}`)}>
        <Select options={models.map((m) => ({ value: m, label: t(`model.${m}`) }))} />
      </Form.Item>
      {model === 'min_max' && (
        <Flex gap={16} wrap>
          {quantity('min', t('min'), t('minHint'), t('minRequired'))}
          {quantity('max', t('max'), t('maxHint'), t('maxRequired'))}
        </Flex>
      )}
      {model === 'days_of_cover' && <Days name="coverDays" label={t('coverDays')} extra={t('coverHint')} least={1} required />}
      {reviews(model) && (
        <>
          <Form.Item name="target" label={t('target.label')}>
            <Radio.Group
              options={[
                { value: 'cycle', label: t('target.cycle') },
                { value: 'fill', label: t('target.fill') },
              ]}
            />
          </Form.Item>
          <Form.Item name="serviceBps" label={t('service')} extra={t('serviceHint')}>
            <Select style={{ width: 140 }} options={levels.map((l) => ({ value: l, label: `${l / 100} %` }))} />
          </Form.Item>
          {model === 'continuous_review' && <Days name="coverDays" label={t('orderDays')} extra={t('orderDaysHint')} />}
        </>
      )}
      {model !== 'none' && (
        <>
          <Divider titlePlacement="start" plain>
            {t('more')}
          </Divider>
          {model !== 'min_max' && quantity('safetyStock', t('safetyStock'), t('safetyHint'))}
          <Days name="reviewDays" label={t('reviewDays')} extra={t('reviewHint')} least={1} />
          <Days name="leadDays" label={t('leadDays')} extra={t('leadHint')} />
          <Days name="rateDays" label={t('rateDays')} extra={t('rateHint')} />
          {quantity('perDay', t('perDay'), t('perDayHint'))}
        </>
      )}
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={200} />
      </Form.Item>
    </>
  )
}
