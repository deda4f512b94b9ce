import { DeleteOutlined, DownloadOutlined, PaperClipOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Empty, Flex, Skeleton, Table, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { readFile } from '@/api/files'
import { toProblem } from '@/api/problem'
import { useShowProblem, useWrite } from '@/api/useWrite'
import { Instant } from '@/components/Instant'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { saveFile } from '@/lib/saveFile'
import { type Attachment, attachmentKeys, attachmentsQuery, productKeys } from './queries'

const maxSize = 20 * 1024 * 1024
const maxCount = 30

/** A size as people say it. */
function sizeText(bytes: number, language: string): string {
  const [value, unit] = bytes < 1024 ? [bytes, 'byte'] : bytes < 1024 * 1024 ? [bytes / 1024, 'kilobyte'] : [bytes / 1024 / 1024, 'megabyte']
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(value)
}

/** The files that belong to a product: uploaded at once, apart from the form beside it. */
export function Attachments({ productId: id }: { productId: string }) {
  const { t, i18n } = useTranslation('product')
  const can = useCan()
  const confirm = useConfirm()
  const showProblem = useShowProblem()
  const { message } = App.useApp()
  const [opening, setOpening] = useState<string>()
  const query = useQuery(attachmentsQuery(id))
  const invalidate = [[...attachmentKeys.all, id], [...productKeys.detail(id), 'history']]
  const add = useWrite({
    // The body goes out as the file it is; the description knows it as text.
    fn: (file: File, write) =>
      data(
        api.POST('/api/v1/products/{id}/attachments', {
          params: { path: { id }, query: { name: file.name } },
          body: file as unknown as string,
          bodySerializer: (content: unknown) => content as File,
          headers: { ...write.headers, 'Content-Type': 'application/octet-stream' },
        }),
      ),
    invalidate,
    success: t('attachments.added'),
  })
  const remove = useWrite({
    fn: (attachmentId: string, write) => data(api.DELETE('/api/v1/products/{id}/attachments/{attachmentId}', { params: { path: { id, attachmentId } }, ...write })),
    invalidate,
    success: t('attachments.removed'),
  })

  const open = async (a: Attachment) => {
    setOpening(a.id)
    try {
      const file = await readFile('/api/v1/products/{id}/attachments/{attachmentId}', {}, { id, attachmentId: a.id })
      saveFile(file.content, a.name)
    } catch (err) {
      showProblem(toProblem(err))
    } finally {
      setOpening(undefined)
    }
  }

  if (query.isPending) return <Skeleton active />
  if (query.isError) return <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
  const upload = can('product.write') && (
    <Upload
      multiple
      showUploadList={false}
      beforeUpload={(file) => {
        if (file.size <= maxSize) add.mutate(file)
        else void message.error(t('attachments.tooLarge', { name: file.name }))
        return false
      }}
    >
      <Button icon={<PaperClipOutlined />} loading={add.isPending} disabled={query.data.length >= maxCount}>
        {t('attachments.add')}
      </Button>
    </Upload>
  )
  return (
    <Section title={t('attachments.title')} extra={upload}>
      <Flex vertical gap={10}>
        {query.data.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('attachments.empty')}>
            <span className="muted">{t('attachments.emptyHint')}</span>
          </Empty>
        ) : (
          <Table<Attachment>
            size="small"
            rowKey="id"
            dataSource={query.data}
            pagination={false}
            scroll={{ x: 520 }}
            columns={[
              {
                key: 'name',
                title: t('attachments.name'),
                render: (_, a) => (
                  <Button type="link" size="small" icon={<DownloadOutlined />} loading={opening === a.id} aria-label={t('attachments.open', { name: a.name })} onClick={() => void open(a)}>
                    {a.name}
                  </Button>
                ),
              },
              { key: 'size', title: t('attachments.size'), width: 110, align: 'right', render: (_, a) => <span className="num">{sizeText(a.size, i18n.language)}</span> },
              { key: 'at', title: t('attachments.at'), width: 160, render: (_, a) => <Instant at={a.createdAt} /> },
              {
                key: 'remove',
                title: '',
                width: 50,
                render: (_, a) =>
                  can('product.write') && (
                    <Button
                      type="text"
                      size="small"
                      danger
                      icon={<DeleteOutlined />}
                      aria-label={t('attachments.remove', { name: a.name })}
                      onClick={async () => (await confirm({ title: t('attachments.removeConfirm', { name: a.name }), danger: true })) && remove.mutate(a.id)}
                    />
                  ),
              },
            ]}
          />
        )}
        {can('product.write') && <span className="muted">{t('attachments.hint', { max: maxCount })}</span>}
      </Flex>
    </Section>
  )
}
