import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, Button, Descriptions, Drawer, Flex } from 'antd'
import { useState } from 'react'
import { tradeKeys } from '@/api/keys'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { Money } from '@/components/Decimal'
import { DocPage } from '@/components/DocPage'
import { Instant } from '@/components/Instant'
import { ProblemView } from '@/components/ProblemView'
import { RecordHistory } from '@/components/RecordHistory'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { usePhone } from '@/hooks/usePhone'
import { compare } from '@/lib/decimal'
import { type Allocations, allocateOldestFirst, allocated, allocationList } from './allocate'
import { AllocationTable } from './AllocationTable'
import { MoneyTag } from './MoneyTag'
import { placeOf } from './place'
import { type MoneyDetail, useMoneySide, useMoneyTexts } from './side'

/** A receipt or a payment with what it settles; its advance can be settled later, and the whole taken back. */
export function MoneyView({ id }: { id: string }) {
  const { t } = useMoneyTexts()
  const can = useCan()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const [allocating, setAllocating] = useState(false)
  const side = useMoneySide()
  const { at, kinds, may } = side
  const one = side.one(id)
  const query = useQuery(one)
  const r = query.data
  const reverse = useWrite({
    fn: (_: void, write) => side.reverse(id, write),
    invalidate: tradeKeys,
    success: t('reversed'),
    onSuccess: (made) => void navigate({ to: `${at.money}/${made.id}` }),
  })
  const alive = r?.state === 'posted' && !r.reversesId
  return (
    <DocPage
      title={r ? `${t(`docKind.${r.kind}`)} ${r.no}` : t('one')}
      tag={r && <MoneyTag money={r} />}
      hint={
        r && (
          <>
            {r.date} · {r.createdBy} · <Instant at={r.createdAt} />
          </>
        )
      }
      back={at.money}
      loading={query.isPending}
      problem={query.isError ? toProblem(query.error) : null}
      onRetry={() => void query.refetch()}
      actions={
        r &&
        alive && (
          <>
            {can(may.enter) && compare(r.advance, '0') > 0 && <Button onClick={() => setAllocating(true)}>{t('allocate.later')}</Button>}
            {can(may.refund) && compare(r.advance, '0') > 0 && (
              <Link to={`${at.money}/new`} search={{ kind: 'refund', [side.partyKey]: r.partyId, docId: r.id } as never}>
                <Button>{t('refund.advance')}</Button>
              </Link>
            )}
            {can(may.reverse) && !side.fixed.includes(r.sourceKind ?? '') && (
              <Button danger loading={reverse.isPending} onClick={async () => (await confirm({ title: t('reverseConfirm', { no: r.no }), content: t('reverseHint'), danger: true })) && reverse.mutate()}>
                {t('reverse')}
              </Button>
            )}
          </>
        )
      }
    >
      {r && (
        <>
          {r.reversesId && <Alert type="info" showIcon title={<Link to={`${at.money}/${r.reversesId}`}>{t('reverses')}</Link>} />}
          {r.reversedById && <Alert type="warning" showIcon title={<Link to={`${at.money}/${r.reversedById}`}>{t('reversedBy')}</Link>} />}
          <Section>
            <Descriptions
              size="small"
              column={{ xs: 1, sm: 2, md: 3 }}
              items={[
                { key: 'party', label: t('party'), children: <Link to={`${at.statement}/${r.partyId}`}>{r.partyName}</Link> },
                ...(r.fundAccountName ? [{ key: 'fund', label: t('fund'), children: r.fundAccountName }] : []),
                { key: 'amount', label: r.kind === kinds.money ? t('moved') : t('amount'), children: <strong><Money value={r.amount} sign /></strong> },
                { key: 'allocated', label: t('allocated'), children: <Money value={r.allocated} /> },
                ...(r.kind === kinds.money ? [{ key: 'advance', label: t('advance'), children: <Money value={r.advance} /> }] : []),
                { key: 'source', label: t('source'), children: r.sourceKind ? t(`docKind.${r.sourceKind}`, { defaultValue: r.sourceKind }) : t('byHand') },
                { key: 'note', label: t('note'), children: r.note ?? '—' },
              ]}
            />
          </Section>
          {(r.allocations.length > 0 || r.kind === kinds.money) && (
            <Section title={t('settles')} flush>
              <Settles money={r} />
            </Section>
          )}
          {r.advances && r.advances.length > 0 && (
            <Section title={r.kind === kinds.money ? t('refund.givenBack') : t('refund.drawn')} flush>
              <Advances list={r.advances} />
            </Section>
          )}
          <Section title={t('common:audit.title')}>
            <RecordHistory path={side.history} id={r.id} of={one.queryKey} />
          </Section>
          {allocating && <LaterDrawer money={r} onClose={() => setAllocating(false)} />}
        </>
      )}
    </DocPage>
  )
}

function Settles({ money: r }: { money: MoneyDetail }) {
  const { t } = useMoneyTexts()
  if (r.allocations.length === 0) {
    return (
      <p className="muted" style={{ padding: '12px 14px', margin: 0 }}>
        {t('settlesNothing')}
      </p>
    )
  }
  return (
    <table className="allocate" aria-label={t('settles')}>
      <thead>
        <tr>
          <th>{t('docNo')}</th>
          <th>{t('kind')}</th>
          <th className="right">{t('allocated')}</th>
        </tr>
      </thead>
      <tbody>
        {r.allocations.map((a) => {
          const place = placeOf(a.docKind, a.docId)
          return (
            <tr key={a.docId}>
              <td>{place ? <Link to={place}>{a.docNo}</Link> : a.docNo}</td>
              <td>{t(`docKind.${a.docKind}`, { defaultValue: a.docKind })}</td>
              <td className="right">
                <Money value={a.amount} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** The other documents of advances given back: what a refund drew on, or the refunds of what was drawn on. */
function Advances({ list }: { list: NonNullable<MoneyDetail['advances']> }) {
  const { t } = useMoneyTexts()
  const { at } = useMoneySide()
  return (
    <table className="allocate" aria-label={t('refund.drawn')}>
      <thead>
        <tr>
          <th>{t('docNo')}</th>
          <th>{t('date')}</th>
          <th className="right">{t('amount')}</th>
        </tr>
      </thead>
      <tbody>
        {list.map((d) => (
          <tr key={d.id}>
            <td>
              <Link to={`${at.money}/${d.id}`}>{d.no}</Link>
              <div className="muted">{t(`docKind.${d.kind}`)}</div>
            </td>
            <td className="num">{d.date}</td>
            <td className="right">
              <Money value={d.amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Settles documents with what is left of a receipt or a payment. */
function LaterDrawer({ money: r, onClose }: { money: MoneyDetail; onClose: () => void }) {
  const { t } = useMoneyTexts()
  const side = useMoneySide()
  const phone = usePhone()
  const open = useQuery(side.openItems(r.partyId))
  const items = open.data ?? []
  const [chosen, setChosen] = useState<Allocations>()
  const value = chosen ?? allocateOldestFirst(items, r.advance)
  const { advance } = allocated(r.advance, value)
  const list = allocationList(value)
  const save = useWrite({
    fn: (_: void, write) => side.allocate(r.id, list, write),
    invalidate: tradeKeys,
    success: t('allocate.saved'),
    onSuccess: onClose,
    onProblem: (p) => p.errors.length > 0 && p.errors.every((e) => e.field.startsWith('allocations[')),
  })
  return (
    <Drawer
      open
      onClose={onClose}
      title={t('allocate.later')}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? '92%' : 640}
      footer={
        <Flex justify="flex-end">
          <Button type="primary" data-hotkey="save" loading={save.isPending} disabled={list.length === 0 || compare(advance, '0') < 0} onClick={() => save.mutate()}>
            {t('allocate.save')}
          </Button>
        </Flex>
      }
    >
      {open.isError && <ProblemView problem={toProblem(open.error)} onRetry={() => void open.refetch()} />}
      {open.data && <AllocationTable items={items} amount={r.advance} value={value} onChange={setChosen} onAuto={() => setChosen(undefined)} problems={save.error?.errors} />}
    </Drawer>
  )
}
