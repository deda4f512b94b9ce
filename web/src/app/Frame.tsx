import { Outlet, useLocation } from '@tanstack/react-router'
import { Alert, Layout } from 'antd'
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { onlineManager } from '@tanstack/react-query'
import { usePhone } from '@/hooks/usePhone'
import { useSession } from '@/hooks/session'
import { Brand } from '@/components/Brand'
import { HelpDialog } from './HelpDialog'
import { PageSkeleton } from './PageSkeleton'
import { PhoneBar } from './PhoneBar'
import { entryOf, SideMenu, useMenu } from './SideMenu'
import { TopBar } from './TopBar'
import { useShortcuts } from './useShortcuts'
import './frame.css'

const PhoneMenu = lazy(() => import('./PhoneMenu'))

/** What stands around every page of a signed-in person. */
export function Frame() {
  const { t } = useTranslation('common')
  const phone = usePhone()
  const { set } = useSession()
  const entries = useMenu()
  const [menuOpen, setMenuOpen] = useState(false)
  const [help, setHelp] = useState(false)
  const pathname = useLocation({ select: (l) => l.pathname })
  const online = useSyncExternalStore((cb) => onlineManager.subscribe(cb), () => onlineManager.isOnline())
  useShortcuts(entries, () => setHelp(true))

  const current = entryOf(entries, pathname)
  useEffect(() => {
    document.title = current ? `${t(current.label)} · ${t('brand')}` : t('brand')
  }, [current, t])

  return (
    <Layout style={{ minHeight: '100%' }}>
      <a className="skip-link" href="#main">
        {t('frame.skip')}
      </a>
      {!phone && (
        <Layout.Sider width={188} className="side">
          <Brand dark />
          <nav aria-label={t('frame.menu')} className="side-scroll">
            <SideMenu />
          </nav>
        </Layout.Sider>
      )}
      <Layout style={{ minWidth: 0 }}>
        <Layout.Header className="top">
          <TopBar phone={phone} onMenu={() => setMenuOpen(true)} onHelp={() => setHelp(true)} />
        </Layout.Header>
        {!online && <Alert banner type="warning" title={t('frame.offline')} />}
        {/* Another set is another world: nothing shown may survive the switch. */}
        <main id="main" key={set?.id} className={phone ? 'main phone' : 'main'}>
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </main>
      </Layout>
      {phone && <PhoneBar entries={entries} onMenu={() => setMenuOpen(true)} />}
      {phone && (
        <Suspense fallback={null}>
          <PhoneMenu open={menuOpen} onClose={() => setMenuOpen(false)} />
        </Suspense>
      )}
      <HelpDialog open={help} onClose={() => setHelp(false)} entries={entries} />
    </Layout>
  )
}
