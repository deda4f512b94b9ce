import { Button, Flex, Form, type FormInstance } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '@/api/problem'
import { DocPage } from './DocPage'

interface Props<Values> {
  title: ReactNode
  tag?: ReactNode
  hint?: ReactNode
  back?: string
  actions?: ReactNode
  form: FormInstance<Values>
  /** Undefined while loading. */
  initial: Partial<Values> | undefined
  /** May answer with a promise; the form counts as clean again when it has kept its word. */
  onSave: (values: Values) => void | Promise<unknown>
  saving?: boolean
  /** Fields were filled in by other means than typing: unsaved as well. */
  filled?: boolean
  /** After what was typed has been taken back. */
  onUndo?: () => void
  problem?: Problem | null
  onRetry?: () => void
  readOnly?: boolean
  saveText?: string
  children: ReactNode
}

/** A form with a page of its own: labels on top, the save button always in sight, and a question before leaving unsaved. */
export function FormPage<Values extends object>({ form, initial, onSave, saving, filled = false, onUndo, problem, onRetry, readOnly, saveText, children, ...head }: Props<Values>) {
  const { t } = useTranslation('common')
  const [dirty, setDirty] = useState(false)
  return (
    <DocPage
      {...head}
      dirty={dirty || filled}
      loading={initial === undefined}
      problem={problem}
      onRetry={onRetry}
      footer={
        readOnly ? undefined : (
          <Flex gap={8}>
            <Button
              disabled={!dirty && !filled}
              onClick={() => {
                form.resetFields()
                setDirty(false)
                onUndo?.()
              }}
            >
              {t('action.undo')}
            </Button>
            <Button type="primary" data-hotkey="save" loading={saving} onClick={() => form.submit()}>
              {saveText ?? t('action.save')}
            </Button>
          </Flex>
        )
      }
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={initial}
        disabled={readOnly}
        scrollToFirstError={{ block: 'center', focus: true }}
        onValuesChange={() => setDirty(true)}
        onFinish={async (values) => {
          try {
            await onSave(values)
            setDirty(false)
          } catch {
            // The write has shown its problem; what was typed stays, and stays unsaved.
          }
        }}
      >
        {children}
      </Form>
    </DocPage>
  )
}
