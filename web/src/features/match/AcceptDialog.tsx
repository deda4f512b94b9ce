import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Empty, Flex, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import type { BatchOutcome } from '@/api/list'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { ProblemView } from '@/components/ProblemView'
import { StatusTag } from '@/components/StatusTag'
import { Reasons } from './CandidateList'
import { bestSuggestions, type Line, lineKeys } from './queries'
import './match.css'

/** From this score on a suggestion is ticked beforehand: its code speaks for it, not its words alone. */
const sure = 80

/** 采用最佳建议: the best suggestion for each line, to look over and accept together; tells what became of each. */
export function AcceptDialog({ lines, onClose }: { lines: Line[]; onClose: () => void }) {
  const { t, i18n } = useTranslation('match')
  const client = useQueryClient()
  const open = lines.filter((l) => l.state === 'unmatched')
  const ids = open.map((l) => l.id)
  const [ticked, setTicked] = useState<Record<string, boolean>>({})
  const [outcome, setOutcome] = useState<BatchOutcome['results']>()
  const best = useQuery({ queryKey: [...lineKeys.all, 'best', ids], queryFn: () => bestSuggestions(ids), staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false })
  const accept = useWrite({
    fn: (pairs: { id: string; skuId: string }[], write) => data(api.POST('/api/v1/online-skus/actions/match', { body: { pairs }, ...write })),
    onSuccess: ({ results }) => {
      setOutcome(results)
      // The list behind, not the suggestions shown here.
      void client.invalidateQueries({ queryKey: lineKeys.lists })
    },
  })
  const rows = open.map((line) => ({ line, suggestion: best.data?.get(line.id) }))
  const fitting = rows.flatMap(({ line, suggestion }) => (suggestion ? [{ line, suggestion }] : []))
  const isTicked = (id: string, score: number) => ticked[id] ?? score >= sure
  const chosen = fitting.filter((r) => isTicked(r.line.id, r.suggestion.score))
  const without = rows.length - fitting.length
  const failed = outcome?.filter((o) => !o.ok).length ?? 0
  const close = (
    <Button key="close" type={outcome ? 'primary' : 'default'} onClick={onClose}>
      {outcome ? t('common:action.ok') : t('common:action.cancel')}
    </Button>
  )
  return (
    <Modal
      open
      onCancel={onClose}
      width={820}
      title={t('accept.title')}
      footer={[
        close,
        !outcome && (
          <Button key="go" type="primary" disabled={chosen.length === 0} loading={accept.isPending} onClick={() => accept.mutate(chosen.map((r) => ({ id: r.line.id, skuId: r.suggestion.skuId })))}>
            {t('accept.go', { count: chosen.length })}
          </Button>
        ),
      ]}
    >
      {best.isPending && <Skeleton active />}
      {best.isError && <ProblemView problem={toProblem(best.error)} onRetry={() => void best.refetch()} />}
      {best.data && fitting.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={open.length === 0 ? t('accept.allMatched') : t('accept.none')} />}
      {fitting.length > 0 && (
        <Flex vertical gap={8}>
          {outcome ? (
            <strong role="status">{failed > 0 ? t('common:batch.partly', { done: outcome.length - failed, failed }) : t('accept.done', { count: outcome.length })}</strong>
          ) : (
            <Flex justify="space-between" gap={12} wrap>
              <Checkbox
                checked={chosen.length === fitting.length}
                indeterminate={chosen.length > 0 && chosen.length < fitting.length}
                onChange={(e) => setTicked(Object.fromEntries(fitting.map((r) => [r.line.id, e.target.checked])))}
              >
                {t('accept.all', { count: fitting.length })}
              </Checkbox>
              {without > 0 && <span className="muted">{t('accept.without', { count: without })}</span>}
            </Flex>
          )}
          <ul className="accept-list">
            {fitting.map(({ line, suggestion: s }) => {
              const told = outcome?.find((o) => o.id === line.id)
              const name = [line.offerTitle, line.onlineName].filter(Boolean).join(' ')
              return (
                <li key={line.id}>
                  <Flex gap={10} align="flex-start">
                    {outcome ? (
                      <StatusTag tone={!told ? 'neutral' : told.ok ? 'good' : 'bad'}>{!told ? t('accept.skipped') : told.ok ? t('state.matched') : t('accept.failed')}</StatusTag>
                    ) : (
                      <Checkbox aria-label={name} checked={isTicked(line.id, s.score)} onChange={(e) => setTicked({ ...ticked, [line.id]: e.target.checked })} />
                    )}
                    <div className="accept-pair" style={{ flex: 1 }}>
                      <span>
                        {line.offerTitle} {line.onlineName && <strong>{line.onlineName}</strong>}
                        <div className="muted">{line.onlineCode || line.offerCode || line.offerId}</div>
                      </span>
                      <span>
                        {s.productName} {s.skuName && <strong>{s.skuName}</strong>}
                        <Flex gap="0 8px" wrap>
                          <code>{s.skuCode}</code>
                          <Reasons suggestion={s} />
                        </Flex>
                        {told?.problem && (
                          <div role="alert">
                            {told.problem.messages?.[i18n.language] ?? told.problem.detail} <span className="muted">{told.problem.remedy}</span>
                          </div>
                        )}
                      </span>
                    </div>
                  </Flex>
                </li>
              )
            })}
          </ul>
        </Flex>
      )}
    </Modal>
  )
}
