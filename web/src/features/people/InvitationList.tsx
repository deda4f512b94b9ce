import { Button, Flex } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { DataTable, type Column } from '@/components/DataTable'
import { Instant } from '@/components/Instant'
import { StatusTag } from '@/components/StatusTag'
import { useConfirm } from '@/hooks/useConfirm'
import { type Invitation, invitationKeys, invitationList, revokeInvitations } from './queries'
import { useRoleFilter } from './useRoleFilter'

/** Invitations and what became of them. */
export function InvitationList({ action }: { action: ReactNode }) {
  const { t } = useTranslation('people')
  const confirm = useConfirm()
  const byRole = useRoleFilter()
  const withdraw = useWrite({
    fn: (id: string, write) => data(api.DELETE('/api/v1/invitations/{id}', { params: { path: { id } }, ...write })),
    invalidate: [invitationKeys.all],
    success: t('invite.withdrawn'),
  })
  const button = (i: Invitation) => i.state === 'open' && (
    <Button
      size="small"
      type="link"
      danger
      onClick={async () => {
        if (await confirm({ title: t('invite.withdrawConfirm'), danger: true })) withdraw.mutate(i.id)
      }}
    >
      {t('invite.withdraw')}
    </Button>
  )
  const state = (i: Invitation) => <StatusTag tone={i.state === 'open' ? 'progress' : i.state === 'accepted' ? 'good' : 'neutral'}>{t(`invite.state.${i.state}`)}</StatusTag>
  const columns: Column<Invitation>[] = [
    { key: 'name', title: t('name'), width: 160, always: true, sortable: true, render: (i) => i.name },
    { key: 'roles', title: t('menu:people.roles'), width: 260, render: (i) => i.roleNames.join('、') },
    { key: 'state', title: t('state'), width: 100, render: state, text: (i) => t(`invite.state.${i.state}`) },
    { key: 'createdAt', title: t('invite.createdAt'), width: 160, sortable: true, render: (i) => <Instant at={i.createdAt} />, text: (i) => i.createdAt },
    { key: 'expiresAt', title: t('invite.expiresAt'), width: 160, sortable: true, render: (i) => <Instant at={i.expiresAt} />, text: (i) => i.expiresAt },
    { key: 'do', title: t('do'), width: 90, render: button, text: () => '' },
  ]
  return (
    <DataTable
      id="invitations"
      query={invitationList}
      columns={columns}
      searchHint={t('invite.search')}
      filters={[{ kind: 'select', name: 'state', label: t('state'), options: (['open', 'accepted', 'revoked', 'expired'] as const).map((s) => ({ value: s, label: t(`invite.state.${s}`) })) }, byRole]}
      defaultSort="-createdAt"
      rowName={(i) => i.name}
      batch={[{ key: 'revoke', label: t('invite.withdraw'), danger: true, confirm: (count) => t('invite.withdrawMany', { count }), run: revokeInvitations }]}
      empty={{ title: t('invite.empty'), hint: t('invite.emptyHint'), action }}
      mobileCard={(i) => (
        <Flex justify="space-between" align="center">
          <span>
            <strong>{i.name}</strong> <span className="muted">{i.roleNames.join('、')}</span>
          </span>
          {button(i) || state(i)}
        </Flex>
      )}
    />
  )
}
