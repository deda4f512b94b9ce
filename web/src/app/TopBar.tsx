import { BookOutlined, DownOutlined, GlobalOutlined, LogoutOutlined, MenuOutlined, PlusOutlined, QuestionCircleOutlined, ShopOutlined, UserOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Dropdown, Flex, Tooltip } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { useSession, useSwitchSet } from '@/hooks/session'
import { changeLanguage } from '@/lib/i18n'
import { setCurrentAccountSet } from '@/lib/accountSet'

// Nobody waits for it, so the first page does not.
const TaskIndicator = lazy(() => import('./TaskIndicator'))

/** The bar over every page: which account set, running work, language, who. */
export function TopBar({ phone, onMenu, onHelp }: { phone: boolean; onMenu: () => void; onHelp: () => void }) {
  const { t, i18n } = useTranslation('common')
  return (
    <Flex align="center" gap={4} style={{ height: '100%' }}>
      {phone && <Button type="text" icon={<MenuOutlined />} aria-label={t('frame.menu')} onClick={onMenu} />}
      <SetSwitcher phone={phone} />
      <span style={{ flex: 1 }} />
      <Suspense fallback={<span style={{ width: 32 }} />}>
        <TaskIndicator />
      </Suspense>
      <Tooltip title={phone ? undefined : t('frame.language')}>
        <Button
          type="text"
          icon={<GlobalOutlined />}
          onClick={() => void changeLanguage(i18n.language === 'zh-CN' ? 'en-US' : 'zh-CN')}
        >
          {i18n.language === 'zh-CN' ? 'EN' : '中'}
          <span className="sr-only">{t('frame.language')}</span>
        </Button>
      </Tooltip>
      {!phone && (
        <Tooltip title={t('frame.help')}>
          <Button type="text" icon={<QuestionCircleOutlined />} aria-label={t('frame.help')} onClick={onHelp} />
        </Tooltip>
      )}
      <UserMenu phone={phone} />
    </Flex>
  )
}

function SetSwitcher({ phone }: { phone: boolean }) {
  const { t } = useTranslation('common')
  const { session, set } = useSession()
  const switchSet = useSwitchSet()
  const navigate = useNavigate()
  const sets = session?.accountSets ?? []
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: set ? [set.id] : [],
        items: [
          ...sets.map((s) => ({ key: s.id, label: s.name, icon: <ShopOutlined /> })),
          ...(session?.mayCreateAccountSet ? [{ type: 'divider' as const }, { key: '+', label: t('frame.newSet'), icon: <PlusOutlined /> }] : []),
        ],
        onClick: ({ key }) => {
          if (key === '+') void navigate({ to: '/account-sets/new' as string })
          else if (key !== set?.id) {
            // What is open belongs to the old set; its dirty guard may still say no.
            void navigate({ to: '/' }).then(() => switchSet(key))
          }
        },
      }}
    >
      <Button type="text" icon={<ShopOutlined />} style={{ maxWidth: phone ? 150 : 320, fontWeight: 600 }} title={t('frame.set')}>
        <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{set?.name}</span>
        <DownOutlined style={{ fontSize: 10 }} />
      </Button>
    </Dropdown>
  )
}

function UserMenu({ phone }: { phone: boolean }) {
  const { t, i18n } = useTranslation('common')
  const { session } = useSession()
  const client = useQueryClient()
  const navigate = useNavigate()
  const logout = useWrite({
    fn: (_: void, write) => data(api.POST('/api/v1/logout', { ...write })),
    onSuccess: () => {
      setCurrentAccountSet(undefined)
      client.clear()
      void navigate({ to: '/login' as string })
    },
  })
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          { key: 'who', label: session?.user.login, disabled: true },
          { type: 'divider' },
          { key: 'own', label: t('frame.user'), icon: <UserOutlined /> },
          {
            key: 'guide',
            icon: <BookOutlined />,
            label: (
              <a href={i18n.language === 'zh-CN' ? '/guide/zh-CN/' : '/guide/en/'} target="_blank" rel="noreferrer">
                {t('frame.guide')}
              </a>
            ),
          },
          { key: 'out', label: t('frame.logout'), icon: <LogoutOutlined /> },
        ],
        onClick: ({ key }) => {
          if (key === 'out') logout.mutate()
          else if (key === 'own') void navigate({ to: '/account' as string })
        },
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={phone ? t('frame.user') : undefined}>
        {!phone && session?.user.name}
      </Button>
    </Dropdown>
  )
}
