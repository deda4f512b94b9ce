import { useQuery } from '@tanstack/react-query'
import { Checkbox, Flex, Form, Input, Radio, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { DayInput } from '@/components/DayInput'
import { DecimalInput } from '@/components/DecimalInput'
import { FormPage } from '@/components/FormPage'
import { Section } from '@/components/Section'
import { sessionQuery, useCan } from '@/hooks/session'
import { places } from '@/lib/decimal'
import { fromBps, toBps } from '@/lib/figures'
import { formatInstant } from '@/lib/time'
import type { Schema } from '@/api/client'
import { Approvals } from '../Approvals'
import { Letterhead } from '../Letterhead'
import { Numbering } from '../Numbering'
import { industriesQuery, settingsQuery } from '../queries'

type Change = Schema<'SettingsChange'>

const modules = ['sell1688', 'buy1688', 'wms'] as const

/** The account set's name, modules and policies. */
export default function SettingsPage() {
  const { t, i18n } = useTranslation('settings')
  const can = useCan()
  const [form] = Form.useForm<Change>()
  const settings = useQuery(settingsQuery)
  const industries = useQuery(industriesQuery)
  const save = useWrite({
    fn: (body: Change, write) => data(api.PUT('/api/v1/settings', { body, ...write })),
    form,
    // The menu follows the modules.
    invalidate: [settingsQuery.queryKey, sessionQuery.queryKey],
    success: t('saved'),
  })
  const may = can('settings.update')
  const locked = settings.data?.policiesLocked === true
  const reason = (hint: string) => {
    if (!locked) return hint
    const at = formatInstant(settings.data?.lockedAt)
    return settings.data?.lockedBy ? t('locked', { document: settings.data.lockedBy, at }) : t('lockedAt', { at })
  }
  const trade = industries.data?.items?.find((i) => i.key === settings.data?.industry)
  // A field's own `disabled` beats that of a read-only form.
  const fixed = locked || !may

  return (
    <FormPage<Change>
      key={settings.data?.version}
      title={t('menu:settings')}
      form={form}
      initial={settings.data}
      readOnly={!may}
      saving={save.isPending}
      problem={settings.isError ? toProblem(settings.error) : null}
      onRetry={() => void settings.refetch()}
      onSave={(values) => settings.data && save.mutateAsync({ ...values, industry: settings.data.industry, version: settings.data.version })}
    >
      <Flex vertical gap={12}>
        <Section title={t('company')}>
          <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameRequired') }]} style={{ maxWidth: 420 }}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item
            name="startDate"
            label={t('startDate')}
            extra={reason(t('startDateHint'))}
          >
            <DayInput disabled={fixed} allowClear={false} />
          </Form.Item>
          <Form.Item label={t('industry')} style={{ marginBottom: 4 }}>
            {trade && (i18n.language === 'zh-CN' ? trade.nameZh : trade.nameEn)}
          </Form.Item>
        </Section>
        <Section title={t('modules')}>
          <Form.Item name="modules" style={{ marginBottom: 4 }}>
            <Checkbox.Group>
              <Flex vertical gap={10}>
                {modules.map((m) => (
                  <Checkbox key={m} value={m}>
                    <strong>{t(`module.${m}.name`)}</strong>
                    <div className="muted">{t(`module.${m}.hint`)}</div>
                  </Checkbox>
                ))}
              </Flex>
            </Checkbox.Group>
          </Form.Item>
        </Section>
        <Section title={t('policies')}>
          <Form.Item name="costingScope" label={t('costing')} extra={reason(t('costingHint'))}>
            <Radio.Group
              disabled={fixed}
              options={[
                { value: 'set', label: t('costingSet') },
                { value: 'warehouse', label: t('costingWarehouse') },
              ]}
            />
          </Form.Item>
          <Form.Item name="stockReview" label={t('review')} extra={t('reviewHint')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name="taxAccounted" label={t('tax')} extra={t('taxHint')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name="lotExpiry" label={t('lot')} extra={t('lotHint')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item
            name="overReceiptBps"
            label={t('overReceipt')}
            extra={t('overReceiptHint')}
            getValueProps={(v: number | undefined) => ({ value: fromBps(v) })}
            normalize={(v: string | undefined) => (v ? toBps(v) : 0)}
            rules={[{ required: true, message: t('overReceiptInvalid') }]}
          >
            <DecimalInput suffix="%" placeholder="0" maxPlaces={places.rate} style={{ maxWidth: 160 }} />
          </Form.Item>
          <Form.Item name="ownApproval" label={t('own')} extra={t('ownHint')} valuePropName="checked" style={{ marginBottom: 4 }}>
            <Switch />
          </Form.Item>
        </Section>
        <Letterhead readOnly={!may} />
        <Approvals readOnly={!may} />
        <Numbering readOnly={!may} />
      </Flex>
    </FormPage>
  )
}
