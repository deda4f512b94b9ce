import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { type Column, DataTable } from '@/components/DataTable'
import { Instant } from '@/components/Instant'
import { StatusTag } from '@/components/StatusTag'
import { type OwnSession, ownSessionKeys, ownSessionList } from './queries'

/** Where one is signed in; a lost phone is signed out here. */
export function SessionList() {
  const { t } = useTranslation('account')
  const end = useWrite({
    fn: (id: string, write) => data(api.DELETE('/api/v1/me/sessions/{id}', { params: { path: { id } }, ...write })),
    invalidate: [ownSessionKeys.all],
    success: t('ended'),
  })
  const action = (s: OwnSession) =>
    s.current ? (
      <StatusTag tone="good">{t('thisOne')}</StatusTag>
    ) : (
      <Button type="link" size="small" danger onClick={() => end.mutate(s.id)}>
        {t('end')}
      </Button>
    )
  const columns: Column<OwnSession>[] = [
    { key: 'userAgent', title: t('device'), width: 420, always: true, render: (s) => <span title={s.userAgent}>{s.userAgent}</span>, text: (s) => s.userAgent },
    { key: 'ip', title: t('ip'), width: 140, render: (s) => s.ip },
    { key: 'createdAt', title: t('createdAt'), width: 150, render: (s) => <Instant at={s.createdAt} />, text: (s) => s.createdAt },
    { key: 'seenAt', title: t('seenAt'), width: 150, render: (s) => <Instant at={s.seenAt} />, text: (s) => s.seenAt },
    { key: 'do', title: t('do'), width: 100, render: action, text: () => '' },
  ]
  return (
    <DataTable
      id="own-sessions"
      local
      query={ownSessionList}
      columns={columns}
      empty={{ title: t('none') }}
      mobileCard={(s) => (
        <Flex justify="space-between" align="center" gap={8}>
          <span style={{ minWidth: 0 }}>
            <div className="cut">{s.userAgent}</div>
            <span className="muted">
              {s.ip} · <Instant at={s.seenAt} />
            </span>
          </span>
          {action(s)}
        </Flex>
      )}
    />
  )
}
