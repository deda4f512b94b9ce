import { Button, Drawer, Flex, Form, type FormInstance } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConfirm } from '@/hooks/useConfirm'
import { usePhone } from '@/hooks/usePhone'

interface Props<Values> {
  open: boolean
  onClose: () => void
  title: ReactNode
  form: FormInstance<Values>
  initial: Partial<Values>
  onSave: (values: Values) => void
  saving?: boolean
  saveText?: string
  width?: number
  /** Beside the buttons, at the left: delete, for example. */
  extra?: ReactNode
  children: ReactNode
}

/** A small form beside the list it belongs to. Mount it with a `key` of what is edited, so that nothing of the last one stays. */
export function FormDrawer<Values extends object>({ open, onClose, title, form, initial, onSave, saving, saveText, width = 460, extra, children }: Props<Values>) {
  const { t } = useTranslation('common')
  const phone = usePhone()
  const confirm = useConfirm()
  const [dirty, setDirty] = useState(false)
  const close = async () => {
    if (dirty && !(await confirm({ title: t('dirty.title'), content: t('dirty.hint'), ok: t('action.leave'), cancel: t('action.stay'), danger: true }))) return
    setDirty(false)
    onClose()
  }
  return (
    <Drawer
      open={open}
      onClose={() => void close()}
      title={title}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? '92%' : width}
      destroyOnHidden
      afterOpenChange={(o) => !o && setDirty(false)}
      footer={
        <Flex gap={8} align="center" justify="flex-end">
          {extra}
          <span style={{ flex: 1 }} />
          <Button onClick={() => void close()}>{t('action.cancel')}</Button>
          <Button type="primary" data-hotkey="save" loading={saving} onClick={() => form.submit()}>
            {saveText ?? t('action.save')}
          </Button>
        </Flex>
      }
    >
      <Form form={form} layout="vertical" initialValues={initial} onValuesChange={() => setDirty(true)} onFinish={onSave} scrollToFirstError={{ focus: true }}>
        {children}
        {/* Enter in any field saves, as in every form of the browser. */}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </Form>
    </Drawer>
  )
}
