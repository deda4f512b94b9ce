import { KeyOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Flex, Form, Input, Radio, Select, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { warehousesQuery } from '@/components/choices'
import { FormPage } from '@/components/FormPage'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { renewSecret, saveSetting, type Setting, settingQuery, whens } from '../queries'

/** WMS 对接: where arrival notices go, when, for which warehouses, and the secret that signs them. */
export default function SettingPage() {
  const { t } = useTranslation('wms')
  const can = useCan()
  const [form] = Form.useForm<Setting>()
  const setting = useQuery(settingQuery)
  const warehouses = useQuery({ ...warehousesQuery, enabled: can('stock.read') }).data ?? []
  const save = useWrite({
    fn: (body: Setting, write) => saveSetting(body, write),
    form,
    invalidate: [settingQuery.queryKey],
    success: t('setting.saved'),
  })
  // Kept here: saving draws the form anew, and the secret is not shown again.
  const [made, setMade] = useState<string>()
  const may = can('settings.update')
  const s = setting.data
  return (
    <FormPage<Setting>
      key={s?.version}
      title={t('menu:wms.setting')}
      hint={t('setting.hint')}
      form={form}
      initial={s && { ...s, endpoint: s.endpoint || undefined }}
      readOnly={!may}
      saving={save.isPending}
      problem={setting.isError ? toProblem(setting.error) : null}
      onRetry={() => void setting.refetch()}
      onSave={(values) => s && save.mutateAsync({ ...values, version: s.version })}
    >
      {s && (
        <Flex vertical gap={12}>
          {may && <Missing setting={s} />}
          <Section title={t('setting.where')}>
            <Form.Item name="endpoint" label={t('setting.endpoint')} extra={t('setting.endpointHint')} rules={[{ required: true, whitespace: true, message: t('setting.endpointRequired') }]} style={{ maxWidth: 560 }}>
              <Input maxLength={500} placeholder="https://wms.example.com/inbound" inputMode="url" />
            </Form.Item>
            <Form.Item name="warehouseIds" label={t('setting.warehouses')} extra={t('setting.warehousesHint')} rules={[{ required: true, type: 'array', min: 1, message: t('setting.warehousesRequired') }]} style={{ maxWidth: 560 }}>
              <Select mode="multiple" optionFilterProp="label" options={warehouses.map((w) => ({ value: w.id, label: w.name }))} />
            </Form.Item>
            <Form.Item name="when" label={t('setting.when')} style={{ marginBottom: 4 }}>
              <Radio.Group>
                <Flex vertical gap={8}>
                  {whens.map((w) => (
                    <Radio key={w} value={w}>
                      {t(`when.${w}`)}
                    </Radio>
                  ))}
                </Flex>
              </Radio.Group>
            </Form.Item>
          </Section>
          <Secret has={s.hasSecret} may={may} made={made} onMade={setMade} />
          <Section title={t('setting.back')}>
            <p className="muted" style={{ margin: 0 }}>
              {t('setting.backHint')}
            </p>
          </Section>
        </Flex>
      )}
    </FormPage>
  )
}

/** What is left to do before anything can be pushed. */
function Missing({ setting: s }: { setting: Setting & { hasSecret: boolean } }) {
  const { t } = useTranslation('wms')
  if (s.endpoint && s.hasSecret) return null
  return <Alert type="info" showIcon title={s.endpoint ? t('setting.noSecret') : t('setting.notSet')} />
}

/** The secret that signs notices: shown once, when it is made. */
function Secret({ has, may, made, onMade }: { has: boolean; may: boolean; made: string | undefined; onMade: (secret: string) => void }) {
  const { t } = useTranslation('wms')
  const confirm = useConfirm()
  const renew = useWrite({ fn: (_: void, write) => renewSecret(write), invalidate: [settingQuery.queryKey], onSuccess: (answer) => onMade(answer.secret) })
  return (
    <Section title={t('setting.secret')}>
      <p className="muted" style={{ marginTop: 0 }}>
        {t('setting.secretHint')}
      </p>
      {made ? (
        <>
          <Alert type="warning" showIcon title={t('setting.once')} style={{ marginBottom: 12 }} />
          <Typography.Paragraph copyable code style={{ wordBreak: 'break-all', marginBottom: 4 }}>
            {made}
          </Typography.Paragraph>
        </>
      ) : (
        <Flex gap={10} align="center" wrap>
          <span>{has ? t('setting.hasSecret') : t('setting.hasNone')}</span>
          {may && (
            <Button
              icon={<KeyOutlined />}
              loading={renew.isPending}
              onClick={async () => {
                if (!has || (await confirm({ title: t('setting.renewTitle'), content: t('setting.renewHint'), ok: t('setting.renew'), danger: true }))) renew.mutate()
              }}
            >
              {has ? t('setting.renew') : t('setting.make')}
            </Button>
          )}
        </Flex>
      )}
    </Section>
  )
}
