import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Flex, Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { Money } from '@/components/Decimal'
import { MoneyInput } from '@/components/DecimalInput'
import { FormDrawer } from '@/components/FormDrawer'
import { Section } from '@/components/Section'
import { decimalRule } from '@/lib/rules'
import { type ApprovalPolicy, approvalsQuery } from './queries'

/** How many approvals documents need, by amount. */
export function Approvals({ readOnly }: { readOnly: boolean }) {
  const { t } = useTranslation('settings')
  const { data: policies } = useQuery(approvalsQuery)
  const [edited, setEdited] = useState<ApprovalPolicy>()
  if (!policies) return null
  return (
    <Section title={t('approvals.title')}>
      <table className="numbering">
        <tbody>
          {policies.items.map((p) => (
            <tr key={p.docType}>
              <th scope="row">{t(`approvals.type.${p.docType}`)}</th>
              <td>
                {p.rules.length === 0
                  ? t('approvals.none')
                  : p.rules.map((r) => (
                      <div key={r.from}>
                        {t('approvals.fromAmount')} <Money value={r.from} /> {t(`approvals.level.${r.levels as 0 | 1 | 2}`)}
                      </div>
                    ))}
              </td>
              <td>
                {!readOnly && (
                  <Button type="link" size="small" onClick={() => setEdited(p)}>
                    {t('change')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {edited && <PolicyDrawer key={edited.docType} policy={edited} onClose={() => setEdited(undefined)} />}
    </Section>
  )
}

type Values = Pick<ApprovalPolicy, 'rules'>

function PolicyDrawer({ policy, onClose }: { policy: ApprovalPolicy; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const [form] = Form.useForm<Values>()
  const save = useWrite({
    fn: ({ rules = [] }: Partial<Values>, write) => data(api.PUT('/api/v1/settings/approvals/{docType}', { params: { path: { docType: policy.docType } }, body: { rules, version: policy.version }, ...write })),
    form,
    invalidate: [approvalsQuery.queryKey],
    success: t('saved'),
    onSuccess: onClose,
  })
  return (
    <FormDrawer open onClose={onClose} title={t(`approvals.type.${policy.docType}`)} form={form} initial={{ rules: policy.rules }} onSave={save.mutate} saving={save.isPending}>
      <p className="muted">{t('approvals.hint')}</p>
      <Form.List name="rules">
        {(fields, { add, remove }) => (
          <Flex vertical gap={4}>
            {fields.map((f, i) => (
              <Flex key={f.key} gap={8} align="start">
                <Form.Item name={[f.name, 'from']} rules={[decimalRule({ maxPlaces: 2, required: t('approvals.fromRequired') })]} style={{ flex: 1 }}>
                  <MoneyInput aria-label={`${t('approvals.fromAmount')} ${i + 1}`} />
                </Form.Item>
                <Form.Item name={[f.name, 'levels']} style={{ width: 150 }}>
                  <Select aria-label={`${t('approvals.levels')} ${i + 1}`} options={[0, 1, 2].map((value) => ({ value, label: t(`approvals.level.${value as 0 | 1 | 2}`) }))} />
                </Form.Item>
                <Button icon={<DeleteOutlined />} aria-label={t('common:action.delete')} onClick={() => remove(f.name)} />
              </Flex>
            ))}
            <Button icon={<PlusOutlined />} disabled={fields.length >= 20} onClick={() => add({ from: fields.length === 0 ? '0' : undefined, levels: 1 })}>
              {t('approvals.add')}
            </Button>
          </Flex>
        )}
      </Form.List>
    </FormDrawer>
  )
}
