import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Empty, Flex, Form, Input, Select, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { FormDrawer } from '@/components/FormDrawer'
import { PageHead } from '@/components/PageHead'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { type Attribute, attributeKeys, attributesQuery } from '../queries'

/** The attributes products may have, each with its values. */
export default function AttributesPage() {
  const { t } = useTranslation('product')
  const can = useCan()
  const confirm = useConfirm()
  const attributes = useQuery(attributesQuery)
  const [edited, setEdited] = useState<Attribute | 'new'>()
  const mayEdit = can('catalog.settings')
  const remove = useWrite({
    fn: (id: string, write) => data(api.DELETE('/api/v1/attributes/{id}', { params: { path: { id } }, ...write })),
    invalidate: [attributeKeys.all],
    success: t('attribute.deleted'),
  })
  const create = mayEdit && (
    <Button type="primary" icon={<PlusOutlined />} data-hotkey="new" onClick={() => setEdited('new')}>
      {t('attribute.new')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('menu:product.attribute')} hint={t('attribute.pageHint')} actions={create} />
      {attributes.isError && <ProblemView problem={toProblem(attributes.error)} onRetry={() => void attributes.refetch()} />}
      {attributes.isPending && <Skeleton active />}
      {attributes.data?.length === 0 && (
        <Section>
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('attribute.empty')}>
            {create}
          </Empty>
        </Section>
      )}
      <Flex vertical gap={12}>
        {attributes.data?.map((a) => (
          <Section
            key={a.id}
            title={a.name}
            extra={
              mayEdit && (
                <Flex gap={4}>
                  <Button type="link" size="small" onClick={() => setEdited(a)}>
                    {t('attribute.addValues')}
                  </Button>
                  <Button type="link" size="small" danger aria-label={t('attribute.delete', { name: a.name })} onClick={async () => (await confirm({ title: t('attribute.deleteConfirm', { name: a.name }), danger: true })) && remove.mutate(a.id)}>
                    {t('common:action.delete')}
                  </Button>
                </Flex>
              )
            }
          >
            <Flex gap={6} wrap>
              {a.values.map((v) => (
                <Tag key={v}>{v}</Tag>
              ))}
              {a.values.length === 0 && <span className="muted">{t('attribute.noValues')}</span>}
            </Flex>
          </Section>
        ))}
      </Flex>
      {edited && <AttributeDrawer key={edited === 'new' ? 'new' : edited.id} attribute={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </>
  )
}

function AttributeDrawer({ attribute, onClose }: { attribute?: Attribute; onClose: () => void }) {
  const { t } = useTranslation('product')
  const [form] = Form.useForm<{ name: string; values: string[] }>()
  const save = useWrite({
    fn: (body: { name: string; values: string[] }, write) => data(api.POST('/api/v1/attributes', { body: { name: attribute?.name ?? body.name, values: body.values ?? [] }, ...write })),
    form,
    invalidate: [attributeKeys.all],
    success: t('saved'),
    onSuccess: onClose,
  })
  return (
    <FormDrawer open onClose={onClose} title={attribute ? attribute.name : t('attribute.new')} form={form} initial={{ values: [] }} onSave={save.mutate} saving={save.isPending}>
      {!attribute && (
        <Form.Item name="name" label={t('attribute.name')} rules={[{ required: true, whitespace: true, message: t('attribute.nameRequired') }]}>
          <Input maxLength={30} autoFocus placeholder={t('attribute.nameHint')} autoComplete="off" />
        </Form.Item>
      )}
      <Form.Item name="values" label={attribute ? t('attribute.newValues') : t('attribute.values')} extra={t('attribute.valuesHint')} rules={[{ required: true, message: t('attribute.valuesRequired') }]}>
        <Select mode="tags" open={false} suffixIcon={null} autoFocus={attribute !== undefined} tokenSeparators={[',', '，', '、', ';', '；', '\n', '\t']} />
      </Form.Item>
    </FormDrawer>
  )
}
