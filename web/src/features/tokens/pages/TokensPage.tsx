import { PlusOutlined } from '@ant-design/icons'
import { Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { DataTable, type Column } from '@/components/DataTable'
import { PageHead } from '@/components/PageHead'
import { Instant } from '@/components/Instant'
import { StatusTag } from '@/components/StatusTag'
import { useConfirm } from '@/hooks/useConfirm'
import { NewTokenDrawer } from '../NewTokenDrawer'
import { type Token, tokenKeys, tokenList } from '../queries'

/** The tokens programs use the API with. */
export default function TokensPage() {
  const { t } = useTranslation('tokens')
  const confirm = useConfirm()
  const [creating, setCreating] = useState(false)
  const revoke = useWrite({
    fn: (id: string, write) => data(api.DELETE('/api/v1/tokens/{id}', { params: { path: { id } }, ...write })),
    invalidate: [tokenKeys.all],
    success: t('revoked'),
  })
  const create = (
    <Button type="primary" icon={<PlusOutlined />} data-hotkey="new" onClick={() => setCreating(true)}>
      {t('new')}
    </Button>
  )
  const button = (token: Token) =>
    token.revokedAt ? (
      <StatusTag tone="neutral">{t('gone')}</StatusTag>
    ) : (
      <Button
        size="small"
        type="link"
        danger
        onClick={async () => {
          if (await confirm({ title: t('revokeConfirm', { name: token.name }), danger: true })) revoke.mutate(token.id)
        }}
      >
        {t('revoke')}
      </Button>
    )
  const columns: Column<Token>[] = [
    { key: 'name', title: t('name'), width: 200, always: true, render: (x) => x.name },
    { key: 'hint', title: t('prefix'), width: 140, render: (x) => <code>{x.hint}…</code>, text: (x) => x.hint },
    { key: 'permissions', title: t('scopes'), width: 320, render: (x) => x.permissions.join(' ') },
    { key: 'userName', title: t('by'), width: 120, render: (x) => x.userName },
    { key: 'createdAt', title: t('createdAt'), width: 160, render: (x) => <Instant at={x.createdAt} />, text: (x) => x.createdAt },
    { key: 'lastUsedAt', title: t('lastUsedAt'), width: 160, render: (x) => <Instant at={x.lastUsedAt} />, text: (x) => x.lastUsedAt },
    { key: 'do', title: t('do'), width: 90, render: button, text: () => '' },
  ]
  return (
    <>
      <PageHead title={t('menu:tokens')} hint={t('hint')} actions={create} />
      <DataTable
        id="tokens"
        query={tokenList}
        columns={columns}
        empty={{ title: t('empty'), hint: t('emptyHint'), action: create }}
        mobileCard={(x) => (
          <Flex justify="space-between" align="center">
            <span>
              <strong>{x.name}</strong> <code>{x.hint}…</code>
            </span>
            {button(x)}
          </Flex>
        )}
      />
      {creating && <NewTokenDrawer onClose={() => setCreating(false)} />}
    </>
  )
}
