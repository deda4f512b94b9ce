import { CheckOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { NoApp } from './NoApp'
import './shop.css'

interface Props {
  moduleOn: boolean
  platform: { ready: boolean; callbackUrl: string } | undefined
  onAuthorize: () => void
}

/** The way to the first shop: module, app, authorisation. Shows what is done and what comes next. */
export function LeadIn({ moduleOn, platform, onAuthorize }: Props) {
  const { t } = useTranslation('shop')
  const can = useCan()
  const ready = platform?.ready === true
  const steps: { key: string; done: boolean; title: string; hint: string; action?: ReactNode }[] = [
    {
      key: 'module',
      done: moduleOn,
      title: t('lead.module'),
      hint: t('lead.moduleHint'),
      action: can('settings.update') ? (
        <Link to="/settings">
          <Button type="primary">{t('common:gate.toSettings')}</Button>
        </Link>
      ) : (
        <span className="muted">{t('lead.moduleAsk')}</span>
      ),
    },
    { key: 'app', done: ready, title: t('lead.app'), hint: t('lead.appHint'), action: platform && !ready && <NoApp callbackUrl={platform.callbackUrl} /> },
    {
      key: 'shop',
      done: false,
      title: t('lead.shop'),
      hint: t('lead.shopHint'),
      action: can('shop.manage') ? (
        <Button type="primary" data-hotkey="new" onClick={onAuthorize}>
          {t('authorize.title')}
        </Button>
      ) : (
        <span className="muted">{t('lead.shopAsk')}</span>
      ),
    },
  ]
  const next = steps.find((s) => !s.done)
  return (
    <Section title={t('lead.title')} flush>
      <ol className="lead-in">
        {steps.map((s, i) => (
          <li key={s.key} className={s.done ? 'done' : s === next ? 'next' : undefined} aria-current={s === next ? 'step' : undefined}>
            <span className="lead-in-mark" aria-hidden>
              {s.done ? <CheckOutlined /> : i + 1}
            </span>
            <span className="lead-in-text">
              <strong>
                {s.title} {s.done && <span className="muted">{t('lead.done')}</span>}
              </strong>
              {!s.done && <span className="muted">{s.hint}</span>}
              {s === next && s.action}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
