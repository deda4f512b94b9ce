import { useBlocker } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useConfirm } from './useConfirm'

/** Asks before leaving a page with unsaved entries, by link, by the back button or by closing the tab. */
export function useDirtyGuard(dirty: boolean): void {
  const confirm = useConfirm()
  const { t } = useTranslation('common')
  useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      if (!dirty || current.pathname === next.pathname) return false
      return !(await confirm({ title: t('dirty.title'), content: t('dirty.hint'), ok: t('action.leave'), cancel: t('action.stay'), danger: true }))
    },
    enableBeforeUnload: () => dirty,
  })
}
