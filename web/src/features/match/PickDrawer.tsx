import { LeftOutlined, RightOutlined, SearchOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Empty, Flex, Input, type InputRef, Skeleton } from 'antd'
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { type Problem, toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { ProblemView } from '@/components/ProblemView'
import { useCan } from '@/hooks/session'
import { useDebounced } from '@/hooks/useDebounced'
import { usePhone } from '@/hooks/usePhone'
import { CandidateList } from './CandidateList'
import { LineHead } from './LineHead'
import { type Candidate, type Line, lineKeys, lineQuery, skuSearch, suggestionsQuery } from './queries'

interface Props {
  /** The lines gone through, and where to begin. */
  lines: Line[]
  start: number
  onClose: () => void
}

/** Matches lines by hand one after the other: ranked suggestions, or any SKU by search; arrows and Enter do it all. */
export function PickDrawer({ lines, start, onClose }: Props) {
  const { t } = useTranslation('match')
  const phone = usePhone()
  const [at, setAt] = useState(start)
  const given = lines[at]
  const box = useRef<InputRef>(null)
  return (
    <Drawer
      open
      onClose={onClose}
      // A drawer takes the focus for itself when it has slid in. On a phone the keyboard would cover the list.
      afterOpenChange={(open) => open && !phone && box.current?.focus()}
      title={t('pick.title')}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? '96%' : 620}
      styles={{ body: { display: 'flex', flexDirection: 'column', gap: 12, overflow: 'hidden' } }}
      extra={
        lines.length > 1 && (
          <Flex gap={4} align="center">
            <Button size="small" type="text" icon={<LeftOutlined />} disabled={at === 0} aria-label={t('pick.previous')} onClick={() => setAt(at - 1)} />
            <span className="num muted">
              {at + 1}/{lines.length}
            </span>
            <Button size="small" type="text" icon={<RightOutlined />} disabled={at === lines.length - 1} aria-label={t('pick.next')} onClick={() => setAt(at + 1)} />
          </Flex>
        )
      }
    >
      {given && (
        <Picker
          key={given.id}
          box={box}
          given={given}
          last={at === lines.length - 1}
          onMove={(by) => setAt(Math.min(lines.length - 1, Math.max(0, at + by)))}
          onDone={() => (at < lines.length - 1 ? setAt(at + 1) : onClose())}
        />
      )}
    </Drawer>
  )
}

function Picker({ box, given, last, onMove, onDone }: { box: RefObject<InputRef | null>; given: Line; last: boolean; onMove: (by: number) => void; onDone: () => void }) {
  const { t } = useTranslation('match')
  const can = useCan()
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const [problem, setProblem] = useState<Problem>()
  const q = useDebounced(typed.trim(), 200)
  const line = useQuery({ ...lineQuery(given.id), initialData: given, initialDataUpdatedAt: 0 }).data
  const suggested = useQuery(suggestionsQuery(given.id))
  const found = useQuery(skuSearch(q))
  const phone = usePhone()
  useEffect(() => {
    if (!phone) box.current?.focus()
  }, [box, phone])

  const searching = typed.trim() !== ''
  const source = searching ? found : suggested
  const items: Candidate[] = searching ? (q === '' ? [] : (found.data ?? [])) : (suggested.data ?? []).map((s) => ({ ...s, suggestion: s }))
  const active = Math.min(chosen, items.length - 1)
  const writes = can('match.write')
  const keep = {
    invalidate: [lineKeys.all],
    // Said where one looks, beside the list.
    onProblem: (p: Problem) => {
      setProblem(p)
      return true
    },
  }
  const pair = useWrite({
    fn: (skuId: string, write) => data(api.PUT('/api/v1/online-skus/{id}/match', { params: { path: { id: given.id } }, body: { skuId }, ...write })),
    ...keep,
    success: t('pick.done'),
    onSuccess: onDone,
  })
  const unpair = useWrite({
    fn: (_: void, write) => data(api.DELETE('/api/v1/online-skus/{id}/match', { params: { path: { id: given.id } }, ...write })),
    ...keep,
    success: t('unmatched'),
  })
  const take = (c: Candidate | undefined) => {
    if (!c || !writes || pair.isPending) return
    setProblem(undefined)
    if (c.skuId === line.skuId) onDone()
    else pair.mutate(c.skuId)
  }
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return
    const move = { ArrowDown: 1, ArrowUp: -1 }[e.key]
    const turn = { PageDown: 1, PageUp: -1 }[e.key]
    if (move && items.length > 0) setChosen((active + move + items.length) % items.length)
    else if (turn) onMove(turn)
    else if (e.key === 'Enter' && typed.trim() === (searching ? q : '') && !found.isPlaceholderData) take(items[active])
    else return
    e.preventDefault()
  }

  return (
    <>
      <LineHead line={line} onUnmatch={writes && line.skuId ? () => unpair.mutate() : undefined} unmatching={unpair.isPending} />
      <Input
        ref={box}
        allowClear
        prefix={<SearchOutlined className="muted" />}
        placeholder={t('pick.search')}
        role="combobox"
        aria-label={t('pick.search')}
        aria-expanded={items.length > 0}
        aria-controls={listId}
        aria-activedescendant={items.length > 0 ? `${listId}-${active}` : undefined}
        value={typed}
        onChange={(e) => {
          setTyped(e.target.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      {problem && <ProblemView problem={problem} />}
      <Flex justify="space-between" align="baseline" gap={8}>
        <strong>{searching ? t('pick.found') : t('pick.suggested')}</strong>
        {!phone && (
          <span className="muted" style={{ fontSize: 12 }}>
            {last ? t('pick.keysLast') : t('pick.keys')}
          </span>
        )}
      </Flex>
      <div style={{ flex: 1, minHeight: 0, overflow: 'hidden' }}>
        {source.isError ? (
          <ProblemView problem={toProblem(source.error)} onRetry={() => void source.refetch()} />
        ) : source.isPending && (!searching || q !== '') ? (
          <Skeleton active />
        ) : items.length > 0 ? (
          <CandidateList id={listId} label={searching ? t('pick.found') : t('pick.suggested')} items={items} active={active} current={line.skuId} onActive={setChosen} onTake={take} />
        ) : (
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={searching ? t('pick.nothing') : line.plain ? t('pick.noSuggestionPlain') : t('pick.noSuggestion')}
          />
        )}
      </div>
    </>
  )
}
