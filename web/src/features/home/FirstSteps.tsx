import { CheckOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Section } from '@/components/Section'
import type { Step } from './tasks'
import './home.css'

/** The way of a new account set to its first sale, step by step. */
export function FirstSteps({ steps, onHide }: { steps: Step[]; onHide: () => void }) {
  const { t } = useTranslation('home')
  const next = steps.find((s) => !s.done)
  return (
    <Section
      title={t('steps.title', { done: steps.filter((s) => s.done).length, total: steps.length })}
      extra={
        <Button type="link" size="small" onClick={onHide}>
          {t('steps.hide')}
        </Button>
      }
      flush
    >
      <ol className="step-list">
        {steps.map((s, i) => (
          <li key={s.key} className={s.done ? 'done' : s === next ? 'next' : undefined} aria-current={s === next ? 'step' : undefined}>
            <span className="step-mark" aria-hidden>
              {s.done ? <CheckOutlined /> : i + 1}
            </span>
            <span className="step-text">
              <div>
                {s.done || !s.path ? (
                  <>
                    {t(`steps.${s.key}`)} {s.done && <span className="sr-only">{t('steps.done')}</span>}
                  </>
                ) : (
                  <Link to={s.path} search={s.search as never}>
                    {t(`steps.${s.key}`)}
                  </Link>
                )}
              </div>
              {!s.done && <div className="muted">{t(`steps.hint.${s.key}`)}</div>}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
