import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { FormDrawer } from '@/components/FormDrawer'
import { Section } from '@/components/Section'
import { today } from '@/lib/time'
import { type NumberRule, numberingQuery } from './queries'
import './Numbering.css'

const dates = ['yyyyMMdd', 'yyyyMM', 'yyyy', 'none'] as const

/** The number a document of today would get first. */
function example(rule: Pick<NumberRule, 'prefix' | 'date' | 'digits'>): string {
  const day = today().replaceAll('-', '')
  const date = rule.date === 'none' ? '' : day.slice(0, rule.date.length)
  return `${rule.prefix}${date}${'1'.padStart(rule.digits, '0')}`
}

/** How documents are numbered, type by type. */
export function Numbering({ readOnly }: { readOnly: boolean }) {
  const { t, i18n } = useTranslation('settings')
  const { data: rules } = useQuery(numberingQuery)
  const [edited, setEdited] = useState<NumberRule>()
  const name = (r: NumberRule) => (i18n.language === 'zh-CN' ? r.nameZh : r.nameEn)
  if (!rules) return null
  return (
    <Section title={t('numbering')}>
      <table className="numbering">
        <tbody>
          {rules.items.map((r) => (
            <tr key={r.docType}>
              <th scope="row">{name(r)}</th>
              <td>
                <code>{example(r)}</code>
              </td>
              <td>
                {!readOnly && (
                  <Button type="link" size="small" onClick={() => setEdited(r)}>
                    {t('change')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {edited && <RuleDrawer key={edited.docType} rule={edited} title={name(edited)} onClose={() => setEdited(undefined)} />}
    </Section>
  )
}

type Values = Pick<NumberRule, 'prefix' | 'date' | 'digits'>

function RuleDrawer({ rule, title, onClose }: { rule: NumberRule; title: string; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const [form] = Form.useForm<Values>()
  const values = Form.useWatch([], form) as Values | undefined
  const save = useWrite({
    fn: (body: Values, write) => data(api.PUT('/api/v1/settings/numbering/{docType}', { params: { path: { docType: rule.docType } }, body, ...write })),
    form,
    invalidate: [numberingQuery.queryKey],
    success: t('saved'),
    onSuccess: onClose,
  })
  return (
    <FormDrawer open onClose={onClose} title={title} form={form} initial={{ prefix: rule.prefix, date: rule.date, digits: rule.digits }} onSave={save.mutate} saving={save.isPending}>
      <Form.Item name="prefix" label={t('prefix')}>
        <Input maxLength={10} />
      </Form.Item>
      <Form.Item name="date" label={t('datePart')}>
        <Select options={dates.map((d) => ({ value: d, label: t(`dates.${d}`) }))} />
      </Form.Item>
      <Form.Item name="digits" label={t('digits')}>
        <Select options={[3, 4, 5, 6, 7, 8, 9].map((n) => ({ value: n, label: String(n) }))} />
      </Form.Item>
      {values && (
        <p className="muted">
          {t('example')} <code>{example({ ...rule, ...values })}</code>
        </p>
      )}
    </FormDrawer>
  )
}
