import { useQuery } from '@tanstack/react-query'
import { Button, Descriptions, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { FormDrawer } from '@/components/FormDrawer'
import { Section } from '@/components/Section'
import { letterheadQuery, type Letterhead as Values } from './queries'

// As long as the server takes them.
const fields = [
  ['company', 100],
  ['contact', 60],
  ['phone', 60],
  ['address', 200],
  ['taxNo', 40],
  ['bank', 100],
  ['bankAccount', 60],
] as const

/** How the account set stands on paper: who it is on contracts, and their terms. */
export function Letterhead({ readOnly }: { readOnly: boolean }) {
  const { t } = useTranslation('settings')
  const { data: letterhead } = useQuery(letterheadQuery)
  const [editing, setEditing] = useState(false)
  if (!letterhead) return null
  const items = [...fields.map(([key]) => key), 'purchaseTerms' as const]
    .filter((key) => letterhead[key])
    .map((key) => ({ key, label: t(`letterhead.${key}`), children: <span style={{ whiteSpace: 'pre-wrap' }}>{letterhead[key]}</span> }))
  return (
    <Section
      title={t('letterhead.title')}
      extra={
        !readOnly && (
          <Button type="link" size="small" onClick={() => setEditing(true)}>
            {t('change')}
          </Button>
        )
      }
    >
      {items.length > 0 ? <Descriptions size="small" column={{ xs: 1, sm: 2 }} items={items} /> : <p className="muted">{t('letterhead.hint')}</p>}
      {editing && <LetterheadDrawer key={letterhead.version} letterhead={letterhead} onClose={() => setEditing(false)} />}
    </Section>
  )
}

function LetterheadDrawer({ letterhead, onClose }: { letterhead: Values; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const [form] = Form.useForm<Values>()
  const save = useWrite({
    fn: (values: Values, write) => data(api.PUT('/api/v1/settings/letterhead', { body: { ...letterhead, ...values }, ...write })),
    form,
    invalidate: [letterheadQuery.queryKey],
    success: t('saved'),
    onSuccess: onClose,
  })
  return (
    <FormDrawer open onClose={onClose} title={t('letterhead.title')} form={form} initial={letterhead} onSave={save.mutate} saving={save.isPending} width={560}>
      <p className="muted">{t('letterhead.hint')}</p>
      {fields.map(([key, limit]) => (
        <Form.Item key={key} name={key} label={t(`letterhead.${key}`)}>
          <Input maxLength={limit} />
        </Form.Item>
      ))}
      <Form.Item name="purchaseTerms" label={t('letterhead.purchaseTerms')} extra={t('letterhead.termsHint')}>
        <Input.TextArea maxLength={4000} autoSize={{ minRows: 4, maxRows: 14 }} />
      </Form.Item>
    </FormDrawer>
  )
}
