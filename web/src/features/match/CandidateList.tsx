import { Flex } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { StatusTag } from '@/components/StatusTag'
import { Thumb } from '@/components/Thumb'
import type { Candidate, Suggestion } from './queries'
import './match.css'

/** Why a suggestion was made, the strongest reason first. */
export function Reasons({ suggestion: s }: { suggestion: Suggestion }) {
  const { t } = useTranslation('match')
  return (
    <span className="reasons">
      <StatusTag tone={s.score >= 80 ? 'good' : s.score >= 50 ? 'progress' : 'neutral'}>{t('score', { score: s.score })}</StatusTag>
      {s.reasons.map((r) => (
        <span key={r} className="muted">
          {t(`reason.${r as 'code'}`)}
        </span>
      ))}
    </span>
  )
}

interface Props {
  id: string
  label: string
  items: Candidate[]
  active: number
  /** The SKU the line is matched with now. */
  current: string | undefined
  onActive: (at: number) => void
  onTake: (item: Candidate) => void
}

/** SKUs to choose from; the search box above moves through it with the arrows. */
export function CandidateList({ id, label, items, active, current, onActive, onTake }: Props) {
  const { t } = useTranslation('match')
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Answers with a promise in new browsers, which an effect must not hand on.
    void list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div id={id} ref={list} role="listbox" aria-label={label} className="candidates">
      {items.map((c, i) => (
        // The keys are those of the search box, which names the active option.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div key={c.skuId} id={`${id}-${i}`} role="option" tabIndex={-1} aria-selected={i === active} className={i === active ? 'candidate on' : 'candidate'} onMouseMove={() => i !== active && onActive(i)} onClick={() => onTake(c)}>
          <Thumb src={c.picture} size={40} />
          <span className="candidate-text">
            <span>
              <strong>{c.productName}</strong> {c.skuName}
            </span>
            <Flex gap="0 8px" wrap align="center">
              <code>{c.skuCode}</code>
              {c.suggestion && <Reasons suggestion={c.suggestion} />}
            </Flex>
          </span>
          {c.skuId === current && <StatusTag tone="good">{t('pick.current')}</StatusTag>}
        </div>
      ))}
    </div>
  )
}
