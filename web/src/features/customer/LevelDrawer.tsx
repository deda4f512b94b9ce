import { Alert, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { FormDrawer } from '@/components/FormDrawer'
import { useConfirm } from '@/hooks/useConfirm'
import { customerKeys, type Level, levelKeys } from './queries'

type Values = Pick<Level, 'name' | 'customerName'>

/** A price level, new or renamed. */
export function LevelDrawer({ level, onClose }: { level?: Level; onClose: () => void }) {
  const { t } = useTranslation('customer')
  const [form] = Form.useForm<Values>()
  const confirm = useConfirm()
  const save = useWrite({
    fn: (body: Values, write) =>
      level
        ? data(api.PUT('/api/v1/price-levels/{id}', { params: { path: { id: level.id } }, body: { ...body, version: level.version }, ...write }))
        : data(api.POST('/api/v1/price-levels', { body, ...write })),
    form,
    invalidate: [levelKeys.all, customerKeys.all],
    success: t('saved'),
    onSuccess: onClose,
  })
  const remove = useWrite({
    fn: (_: void, write) => data(api.DELETE('/api/v1/price-levels/{id}', { params: { path: { id: level?.id ?? '' } }, ...write })),
    invalidate: [levelKeys.all],
    success: t('level.deleted'),
    onSuccess: onClose,
  })
  return (
    <FormDrawer
      open
      onClose={onClose}
      title={level ? level.name : t('level.new')}
      form={form}
      initial={level ?? {}}
      onSave={save.mutate}
      saving={save.isPending}
      extra={
        level &&
        !level.builtin && (
          <Button danger loading={remove.isPending} onClick={async () => (await confirm({ title: t('level.deleteConfirm', { name: level.name }), danger: true })) && remove.mutate()}>
            {t('common:action.delete')}
          </Button>
        )
      }
    >
      <Form.Item name="name" label={t('level.price')} extra={t('level.priceHint')} rules={[{ required: true, whitespace: true, message: t('level.priceRequired') }]}>
        <Input maxLength={30} autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="customerName" label={t('level.name')} extra={t('level.nameHint')} rules={[{ required: true, whitespace: true, message: t('level.nameRequired') }]}>
        <Input maxLength={30} autoComplete="off" />
      </Form.Item>
      {level?.builtin && <Alert type="info" showIcon title={t('level.builtin')} />}
    </FormDrawer>
  )
}
