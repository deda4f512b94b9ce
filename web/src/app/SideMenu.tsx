import { useLocation, useNavigate } from '@tanstack/react-router'
import { Menu, type MenuProps } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { allows, useSession } from '@/hooks/session'
import { type MenuEntry, menuGroups } from '@/lib/feature'
import { menu } from './registry'

/** The menu entries this person may use in this account set. */
export function useMenu(): MenuEntry[] {
  const { set } = useSession()
  return useMemo(() => menu.filter((m) => allows(set, m)), [set])
}

/** The entry the present page belongs to: the longest path it starts with. */
export function entryOf(entries: MenuEntry[], pathname: string): MenuEntry | undefined {
  return entries
    .filter((m) => (m.path === '/' ? pathname === '/' : pathname === m.path || pathname.startsWith(`${m.path}/`)))
    .toSorted((a, b) => b.path.length - a.path.length)[0]
}

/** The menu proper, in the side bar and in the phone's drawer. */
export function SideMenu({ onGo }: { onGo?: () => void }) {
  const { t } = useTranslation()
  const entries = useMenu()
  const navigate = useNavigate()
  const pathname = useLocation({ select: (l) => l.pathname })
  const selected = entryOf(entries, pathname)

  const items = menuGroups.flatMap((group): NonNullable<MenuProps['items']> => {
    const own = entries.filter((m) => m.group === group)
    if (own.length === 0) return []
    const children = own.map((m) => ({
      key: m.path,
      icon: m.icon,
      // A real link, so that a page can be opened in another tab.
      label: (
        <a href={m.path} onClick={(e) => !(e.ctrlKey || e.metaKey) && e.preventDefault()}>
          {t(m.label)}
        </a>
      ),
    }))
    return group === 'home' ? children : [{ type: 'group' as const, key: group, label: t(`common:menu.${group}`), children }]
  })

  return (
    <Menu
      theme="dark"
      mode="inline"
      items={items}
      selectedKeys={selected ? [selected.path] : []}
      onClick={({ key, domEvent }) => {
        if ('ctrlKey' in domEvent && (domEvent.ctrlKey || domEvent.metaKey)) return
        void navigate({ to: key })
        onGo?.()
      }}
      style={{ border: 0, paddingBottom: 16 }}
    />
  )
}
