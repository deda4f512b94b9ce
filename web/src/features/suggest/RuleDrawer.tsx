import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { FormDrawer } from '@/components/FormDrawer'
import { RecordHistory } from '@/components/RecordHistory'
import { type Rule, ruleKeys } from './queries'
import { contentOf, newRule, RuleFields, type RuleValues, valuesOf } from './RuleFields'
import { ScopeFields, ScopeText, type ScopeValues, scopeOf } from './ScopeFields'

type Values = RuleValues & ScopeValues

/** One rule; what it is for is chosen once, when it is made. */
export default function RuleDrawer({ rule, onClose }: { rule?: Rule; onClose: () => void }) {
  const { t } = useTranslation('suggest')
  const [form] = Form.useForm<Values>()
  const save = useWrite({
    fn: (v: Values, write) =>
      rule
        ? data(api.PUT('/api/v1/replenishment-rules/{id}', { params: { path: { id: rule.id } }, body: { ...contentOf(v), version: rule.version }, ...write }))
        : data(
            api.POST('/api/v1/replenishment-rules', {
              body: { ...contentOf(v), ...scopeOf(v) },
              ...write,
            }),
          ),
    form,
    invalidate: [ruleKeys.all],
    success: t('rule.saved'),
    onSuccess: onClose,
  })
  return (
    <FormDrawer<Values> open onClose={onClose} title={rule ? t('rule.edit') : t('rule.new')} width={520} form={form} initial={rule ? { ...valuesOf(rule), scope: 'sku' } : { ...newRule, scope: 'sku' }} onSave={(v) => save.mutate(v)} saving={save.isPending}>
      {rule ? <ScopeText of={rule} /> : <ScopeFields warehouse="ofSku" />}
      <RuleFields />
      {rule && <RecordHistory path="/api/v1/replenishment-rules/{id}/history" id={rule.id} of={ruleKeys.detail(rule.id)} />}
    </FormDrawer>
  )
}
