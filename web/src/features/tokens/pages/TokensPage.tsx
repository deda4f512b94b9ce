import { PlusOutlined } from '@ant-design/icons'
import { Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { DataTable, type Column } from '@/components/DataTable'
import { PageHead } from '@/components/PageHead'
import { Instant } from '@/components/Instant'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { NewTokenDrawer } from '../NewTokenDrawer'
import { type Token, tokenKeys, tokenList } from '../queries'

const tones: Record<Token['state'], StatusTone> = { active: 'good', expired: 'attention', revoked: 'neutral' }

/** The tokens programs use the API with: one's own, or all of the set for who manages them. */
export default function TokensPage() {
  const { t } = useTranslation('tokens')
  const confirm = useConfirm()
  const all = useCan()('token.manage')
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
  const state = (token: Token) => <StatusTag tone={tones[token.state]}>{t(`states.${token.state}`)}</StatusTag>
  const kind = (token: Token) => (token.kind === 'personal' ? t('kindPersonal') : t('kindService'))
  const scopes = (token: Token) => token.roleName ?? t('scopesCount', { count: token.permissions.length })
  const button = (token: Token) =>
    token.state !== 'revoked' && (
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
    { key: 'name', title: t('name'), width: 200, always: true, sortable: true, render: (x) => x.name },
    { key: 'kind', title: t('kind'), width: 100, render: kind },
    { key: 'hint', title: t('prefix'), width: 120, render: (x) => <code>{x.hint}…</code>, text: (x) => x.hint },
    { key: 'permissions', title: t('scopes'), width: 140, render: (x) => <span title={x.permissions.join(' ')}>{scopes(x)}</span>, text: scopes },
    { key: 'userName', title: t('maker'), width: 120, render: (x) => x.userName },
    { key: 'state', title: t('state'), width: 90, render: state, text: (x) => t(`states.${x.state}`) },
    { key: 'createdAt', title: t('createdAt'), width: 160, sortable: true, render: (x) => <Instant at={x.createdAt} />, text: (x) => x.createdAt },
    { key: 'expiresAt', title: t('expiresAt'), width: 160, sortable: true, render: (x) => (x.expiresAt ? <Instant at={x.expiresAt} /> : t('never')), text: (x) => x.expiresAt },
    { key: 'lastUsedAt', title: t('lastUsedAt'), width: 160, sortable: true, render: (x) => <Instant at={x.lastUsedAt} />, text: (x) => x.lastUsedAt },
    { key: 'do', title: t('do'), width: 90, render: button, text: () => '' },
  ]
  return (
    <>
      <PageHead title={t('menu:tokens')} hint={t('hint')} actions={create} />
      <DataTable
        id="tokens"
        query={tokenList}
        columns={columns}
        searchHint={t('search')}
        filters={[
          { kind: 'select', name: 'state', label: t('state'), options: (['active', 'expired', 'revoked'] as const).map((s) => ({ value: s, label: t(`states.${s}`) })) },
          ...(all
            ? [
                {
                  kind: 'select' as const,
                  name: 'kind',
                  label: t('kind'),
                  options: [
                    { value: 'personal', label: t('kindPersonal') },
                    { value: 'service', label: t('kindService') },
                  ],
                },
              ]
            : []),
        ]}
        rowName={(x) => x.name}
        batch={[
          {
            key: 'revoke',
            label: t('revoke'),
            danger: true,
            confirm: (count) => t('revokeMany', { count }),
            run: (ids, _rows, write) => data(api.POST('/api/v1/tokens/actions/revoke', { body: { ids }, ...write })),
          },
        ]}
        empty={{ title: t('empty'), hint: t('emptyHint'), action: create }}
        mobileCard={(x) => (
          <Flex justify="space-between" align="center">
            <span>
              <strong>{x.name}</strong> <code>{x.hint}…</code> {x.state !== 'active' && state(x)}
              <div className="muted">
                {kind(x)} · {scopes(x)} · {x.userName}
              </div>
            </span>
            {button(x)}
          </Flex>
        )}
      />
      {creating && <NewTokenDrawer onClose={() => setCreating(false)} />}
    </>
  )
}
