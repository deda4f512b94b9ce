import { App } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** `if (await confirm({...}))`: the one way to ask before something that cannot be taken back. */
export function useConfirm(): (options: { title: ReactNode; content?: ReactNode; ok?: string; cancel?: string; danger?: boolean }) => Promise<boolean> {
  const { modal } = App.useApp()
  const { t } = useTranslation('common')
  return ({ title, content, ok, cancel, danger }) =>
    new Promise((resolve) => {
      modal.confirm({
        title,
        content,
        okText: ok ?? t('action.ok'),
        cancelText: cancel ?? t('action.cancel'),
        okButtonProps: { danger },
        autoFocusButton: danger ? 'cancel' : 'ok',
        onOk: () => resolve(true),
        onCancel: () => resolve(false),
      })
    })
}
