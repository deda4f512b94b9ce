import { Descriptions, Drawer, Empty, Flex, Skeleton, Timeline } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schema } from '@/api/client'
import { toProblem } from '@/api/problem'
import { Money } from '@/components/Decimal'
import { Instant } from '@/components/Instant'
import { RefusalView } from '@/components/PreorderPanel'
import { ProblemView } from '@/components/ProblemView'
import { HistoryFold } from '@/components/RecordHistory'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import { preorderKeys, usePreorder } from '@/hooks/preorder'
import { usePhone } from '@/hooks/usePhone'
import { EscrowSummary } from './EscrowTag'

type Attempt = Schema<'PreorderAttemptBody'>

const tone: Record<Attempt['state'], StatusTone> = { open: 'progress', created: 'good', refused: 'bad', not_done: 'attention', ended: 'neutral' }

/** 上传日志: every try to make the pre-order, newest first, with what 1688 answered. */
export function AttemptLog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('preorder')
  const phone = usePhone()
  const query = usePreorder(id)
  const p = query.data
  return (
    <Drawer open onClose={onClose} title={p ? t('attempts', { no: p.no }) : t('log')} placement={phone ? 'bottom' : 'right'} size={phone ? '86%' : 520}>
      {query.isError && <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton active />}
      {p && (
        <Flex vertical gap={16}>
          <RefusalView preorder={p} />
          <Descriptions
            size="small"
            column={1}
            items={[
              { key: 'platformId', label: t('platformId'), children: p.platformId ?? '—' },
              { key: 'orderId', label: t('orderId'), children: p.orderId ?? '—' },
              { key: 'expiresAt', label: t('expiresAt'), children: <Instant at={p.expiresAt} /> },
              { key: 'polledAt', label: t('polledAt'), children: <Instant at={p.polledAt} /> },
            ]}
          />
          {p.escrows.map((e) => (
            <EscrowSummary key={e.id} escrow={e} />
          ))}
          {p.attempts.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noAttempts')} />}
          <Timeline items={p.attempts.map((a) => ({ key: a.number, content: <Line attempt={a} /> }))} />
          <HistoryFold path="/api/v1/preorders/{id}/history" id={p.id} of={preorderKeys.detail(p.id)} />
        </Flex>
      )}
    </Drawer>
  )
}

function Line({ attempt: a }: { attempt: Attempt }) {
  const { t } = useTranslation('preorder')
  return (
    <Flex vertical gap={4}>
      <Flex gap={8} align="center" wrap>
        <strong>{t('attempt.title', { n: a.number })}</strong>
        <StatusTag tone={tone[a.state]}>{t(`attempt.state.${a.state}`)}</StatusTag>
        {a.lookups > 0 && <span className="muted">{t('attempt.lookups', { count: a.lookups })}</span>}
      </Flex>
      <span className="muted">
        <Instant at={a.startedAt} />
        {a.answeredAt && (
          <>
            {' → '}
            <Instant at={a.answeredAt} />
          </>
        )}
      </span>
      {a.message && (
        <span>
          {a.message} {a.code && <code className="muted">{a.code}</code>}
        </span>
      )}
      {a.platformId && (
        <span className="muted">
          {t('platformId')} {a.platformId}
        </span>
      )}
      {a.paidAt && (
        <span>
          {t('pay.paid')} <Money value={a.paid} sign /> · <Instant at={a.paidAt} />
          {a.receiptNo && ` · ${t('panel.receipt', { no: a.receiptNo })}`}
        </span>
      )}
      <span className="muted">
        {t('attempt.token')} <code>{a.token}</code>
      </span>
    </Flex>
  )
}
