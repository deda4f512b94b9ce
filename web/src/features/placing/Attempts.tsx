import { Button, Checkbox, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWrite } from '@/api/useWrite'
import { Money } from '@/components/Decimal'
import { Instant } from '@/components/Instant'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { type Attempt, decideAttempt, placingKeys } from './queries'
import { AttemptTag } from './tags'

/** 下单记录: each attempt with our number and mark, what came of it, and what a person has to decide. */
export function Attempts({ id, attempts }: { id: string; attempts: Attempt[] }) {
  const { t } = useTranslation('placing')
  if (attempts.length === 0) return null
  return (
    <>
      <h3 style={{ fontSize: 14, margin: '16px 0 8px' }}>{t('attempts')}</h3>
      <ul className="placing-list">
        {attempts.map((a) => (
          <li key={a.id}>
            <Flex gap={10} align="center" wrap>
              <AttemptTag state={a.state} />
              <Instant at={a.startedAt} />
              <span className="muted num">{t('number', { part: a.part, number: a.number })}</span>
              {a.orders.length > 0 && <span className="num">{a.orders.join('、')}</span>}
              <span className="muted num">
                {a.outOrderId} · {a.token}
              </span>
            </Flex>
            {(a.said || a.code) && (
              <div className="muted">
                {a.said} {a.code && <code>{a.code}</code>}
              </div>
            )}
            {a.unansweredAt && a.state === 'open' && (
              <div className="muted">
                {t('unanswered')} <Instant at={a.unansweredAt} /> · {t('lookups', { count: a.lookups })}
              </div>
            )}
            {a.decidedBy && <div className="muted">{t('decidedBy', { name: a.decidedBy })}</div>}
            {a.decidable && <Decision id={id} attempt={a} />}
          </li>
        ))}
      </ul>
    </>
  )
}

function Decision({ id, attempt: a }: { id: string; attempt: Attempt }) {
  const { t } = useTranslation('placing')
  const can = useCan()
  const confirm = useConfirm()
  const [chosen, setChosen] = useState<string[]>([])
  const decide = useWrite({ fn: (ids: string[], write) => decideAttempt(id, a.id, ids, write), invalidate: [placingKeys.detail(id), ['purchase'], ['platform']], success: t('decide.saved') })
  if (!can('placing.place')) return null
  return (
    <Flex vertical gap={8} style={{ marginTop: 8 }}>
      <strong>{t('decide.title')}</strong>
      {a.evidence.map((c) => (
        <Checkbox key={c.platformId} checked={chosen.includes(c.platformId)} onChange={(e) => setChosen((old) => (e.target.checked ? [...old, c.platformId] : old.filter((x) => x !== c.platformId)))}>
          <Flex gap={10} wrap>
            <span className="num">{c.platformId}</span>
            <Instant at={c.orderedAt} />
            <span>{c.seller}</span>
            {c.total !== undefined && <Money value={c.total} />}
          </Flex>
        </Checkbox>
      ))}
      <Flex gap={8} wrap>
        {a.evidence.length > 0 && (
          <Button type="primary" disabled={chosen.length === 0} loading={decide.isPending} onClick={() => decide.mutate(chosen)}>
            {t('decide.these')}
          </Button>
        )}
        <Button
          danger
          loading={decide.isPending}
          onClick={async () => {
            if (await confirm({ title: t('decide.noneTitle'), content: t('decide.noneHint'), ok: t('decide.none'), danger: true })) decide.mutate([])
          }}
        >
          {t('decide.none')}
        </Button>
      </Flex>
    </Flex>
  )
}
