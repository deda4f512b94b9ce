import { InboxOutlined } from '@ant-design/icons'
import { Alert, Form, Input, Modal, Segmented, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { asWorkbook } from '@/api/files'
import { useWrite } from '@/api/useWrite'
import { FileLink } from '@/components/ExportButton'
import { AccountSelect, NoAccount, useAccounts } from './AccountSelect'
import { runKeys } from './queries'

interface Values {
  accountId?: string
  text?: string
}

/** Starts a bulk match: of SKUs that have a link, of a pasted list, or of a workbook. What is wrong with a row is told with it, once it has begun. */
export function RunDialog({ skuIds, onClose, onStarted }: { skuIds?: string[]; onClose: () => void; onStarted: (id: string) => void }) {
  const { t } = useTranslation('source')
  const { pending, usable } = useAccounts()
  const [form] = Form.useForm<Values>()
  const [way, setWay] = useState<'list' | 'sheet'>('list')
  const [file, setFile] = useState<File>()
  const start = useWrite({
    fn: (v: Values, write) => {
      const accountId = v.accountId ?? ''
      if (skuIds) return data(api.POST('/api/v1/match-runs', { body: { accountId, skuIds }, ...write }))
      if (way === 'sheet' && file) return data(api.POST('/api/v1/match-runs/import', { params: { query: { accountId } }, ...asWorkbook(file, write) }))
      return data(api.POST('/api/v1/match-runs', { body: { accountId, text: v.text }, ...write }))
    },
    form,
    invalidate: [runKeys.lists],
    onSuccess: (run) => onStarted(run.id),
  })
  if (pending) return null
  return (
    <Modal
      open
      onCancel={onClose}
      width={640}
      title={skuIds ? t('run.chosenTitle', { count: skuIds.length }) : t('run.start')}
      okText={t('run.go')}
      okButtonProps={{ loading: start.isPending, disabled: usable.length === 0 || (!skuIds && way === 'sheet' && !file) }}
      onOk={() => form.submit()}
    >
      <Form<Values> form={form} layout="vertical" initialValues={{ accountId: usable[0]?.id }} onFinish={(v) => start.mutate(v)}>
        {usable.length === 0 && <NoAccount />}
        <Form.Item name="accountId" label={t('account')} rules={[{ required: true, message: t('accountRequired') }]}>
          <AccountSelect />
        </Form.Item>
        {skuIds ? (
          <Alert type="info" showIcon title={t('run.chosenHint')} />
        ) : (
          <>
            <Segmented
              value={way}
              onChange={setWay}
              options={[
                { value: 'list', label: t('run.list') },
                { value: 'sheet', label: t('run.sheet') },
              ]}
              style={{ marginBottom: 12 }}
            />
            {way === 'list' ? (
              <Form.Item name="text" label={t('run.text')} extra={t('run.textHint')} rules={[{ required: true, whitespace: true, message: t('run.textRequired') }]}>
                <Input.TextArea rows={8} autoFocus maxLength={1_000_000} placeholder={t('run.placeholder')} />
              </Form.Item>
            ) : (
              <>
                <p className="muted">
                  {t('run.sheetHint')} <FileLink path="/api/v1/match-runs/template" text={t('common:import.template')} />
                </p>
                <Upload.Dragger
                  accept=".xlsx"
                  maxCount={1}
                  showUploadList={false}
                  beforeUpload={(chosen) => {
                    setFile(chosen)
                    return false
                  }}
                >
                  <InboxOutlined style={{ fontSize: 28 }} />
                  <div>{file ? file.name : t('common:import.choose')}</div>
                </Upload.Dragger>
              </>
            )}
          </>
        )}
      </Form>
    </Modal>
  )
}
