import { MenuOutlined } from '@ant-design/icons'
import { Link, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { MenuEntry } from '@/lib/feature'
import { entryOf } from './SideMenu'
import './phone.css'

/** The bottom bar of a phone: what a stall does all day within the thumb's reach, and the whole menu. */
export function PhoneBar({ entries, onMenu }: { entries: MenuEntry[]; onMenu: () => void }) {
  const { t } = useTranslation('common')
  const pathname = useLocation({ select: (l) => l.pathname })
  const current = entryOf(entries, pathname)
  const tabs = entries.filter((m) => m.phone !== undefined).toSorted((a, b) => (a.phone ?? 0) - (b.phone ?? 0)).slice(0, 4)
  const tab = (icon: ReactNode, text: string) => (
    <>
      <span className="phone-bar-icon">{icon}</span>
      <span>{text}</span>
    </>
  )
  return (
    <nav className="phone-bar" aria-label={t('frame.phoneBar')}>
      {tabs.map((m) => (
        <Link key={m.path} to={m.path} className={current === m ? 'phone-bar-tab on' : 'phone-bar-tab'}>
          {tab(m.icon, t(m.label))}
        </Link>
      ))}
      <button type="button" className="phone-bar-tab" onClick={onMenu}>
        {tab(<MenuOutlined />, t('frame.menu'))}
      </button>
    </nav>
  )
}
