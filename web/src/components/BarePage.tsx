import { Button } from 'antd'
import { GlobalOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { changeLanguage } from '@/lib/i18n'
import { Brand } from './Brand'
import './BarePage.css'

/** The page of somebody who is not in yet: signing in, first run, choosing or making an account set. */
export function BarePage({ title, hint, wide, children }: { title: string; hint?: ReactNode; wide?: boolean; children: ReactNode }) {
  const { i18n } = useTranslation()
  return (
    <div className="bare">
      <header className="bare-head">
        <Brand />
        <Button type="text" icon={<GlobalOutlined />} onClick={() => void changeLanguage(i18n.language === 'zh-CN' ? 'en-US' : 'zh-CN')}>
          {i18n.language === 'zh-CN' ? 'English' : '中文'}
        </Button>
      </header>
      <main className={wide ? 'bare-card wide' : 'bare-card'}>
        <h1>{title}</h1>
        {hint && <p className="muted">{hint}</p>}
        {children}
      </main>
    </div>
  )
}
