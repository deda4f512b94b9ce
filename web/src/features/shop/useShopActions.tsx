import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import type { Problem } from '@/api/problem'
import { useWrite, type WriteOptions } from '@/api/useWrite'
import { useConfirm } from '@/hooks/useConfirm'
import { downloadKeys, type Shop, shopKeys } from './queries'

/** What can be done to a shop from its row, each asking first where something ends. */
export function useShopActions() {
  const { t } = useTranslation('shop')
  const confirm = useConfirm()
  const verify = useWrite({
    fn: (id: string, write) => data(api.POST('/api/v1/shops/{id}/actions/verify', { params: { path: { id } }, ...write })),
    invalidate: [shopKeys.all],
    success: t('verified'),
  })
  const enable = useWrite({
    fn: ({ shop, enabled, force }: { shop: Shop; enabled: boolean; force?: boolean }, write: WriteOptions) => {
      const { name, market, marketName, department, warehouseId, releaseAccountId, version } = shop
      return data(api.PUT('/api/v1/shops/{id}', { params: { path: { id: shop.id }, query: { force } }, body: { name, market, marketName, department, warehouseId, releaseAccountId, enabled, version }, ...write }))
    },
    invalidate: [shopKeys.all],
    success: (s) => t(s.enabled ? 'enabledDone' : 'disabledDone', { name: s.name }),
    onProblem: (problem, { shop }) => {
      if (problem.code !== 'shop.money_open_disable') return false
      void insist(problem, t('disableForce'), () => enable.mutate({ shop, enabled: false, force: true }))
      return true
    },
  })
  const remove = useWrite({
    fn: ({ id, force }: { id: string; force?: boolean }, write: WriteOptions) => data(api.DELETE('/api/v1/shops/{id}', { params: { path: { id }, query: { force } }, ...write })),
    invalidate: [shopKeys.all, downloadKeys.all],
    success: t('removed'),
    onProblem: (problem, { id }) => {
      if (problem.code !== 'shop.money_open') return false
      void insist(problem, t('removeForce'), () => remove.mutate({ id, force: true }))
      return true
    },
  })
  // Money of it is open on 1688: said with how much, and done only when a person wants it all the same.
  const insist = async (problem: Problem, ok: string, anyway: () => void) => {
    if (await confirm({ title: problem.detail, content: problem.remedy, ok, danger: true })) anyway()
  }
  return {
    verifying: verify.isPending ? verify.variables : undefined,
    verify: (shop: Shop) => verify.mutate(shop.id),
    enable: (shop: Shop) => enable.mutate({ shop, enabled: true }),
    disable: async (shop: Shop) => {
      if (await confirm({ title: t('disableConfirm', { name: shop.name }), content: t('disableHint'), ok: t('disable') })) enable.mutate({ shop, enabled: false })
    },
    remove: async (shop: Shop) => {
      const content = (
        <ul style={{ margin: 0, paddingInlineStart: 18 }}>
          <li>{t('removeGone')}</li>
          <li>{t('removeStays')}</li>
          <li>{t('removeBack')}</li>
        </ul>
      )
      if (await confirm({ title: t('removeConfirm', { name: shop.name }), content, ok: t('remove'), danger: true })) remove.mutate({ id: shop.id })
    },
  }
}
