import { PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Alert, Button, Empty, Flex } from 'antd'
import { toProblem } from '@/api/problem'
import DateSpan from '@/components/DateSpan'
import { Money } from '@/components/Decimal'
import { DocPage } from '@/components/DocPage'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { usePhone } from '@/hooks/usePhone'
import { compare } from '@/lib/decimal'
import './money.css'
import { placeOf } from './place'
import { type PartyStatement, useMoneySide, useMoneyTexts } from './side'

/** 对账单: what passed between a party and us, and how old the debt is. */
export function StatementView() {
  const { t } = useMoneyTexts()
  const { id } = useParams({ strict: false }) as { id: string }
  const { from, to } = useSearch({ strict: false }) as { from?: string; to?: string }
  const navigate = useNavigate()
  const can = useCan()
  const side = useMoneySide()
  const { at, may } = side
  const query = useQuery(side.statement(id, from, to))
  const s = query.data
  return (
    <DocPage
      title={s ? t('statementOf', { name: s.partyName }) : t('statement')}
      back={at.items}
      loading={query.isPending}
      problem={query.isError ? toProblem(query.error) : null}
      onRetry={() => void query.refetch()}
      actions={
        <Flex gap={8} wrap className="no-print">
          <DateSpan label={t('date')} from={from} to={to} onChange={(f, u) => void navigate({ to: '.', search: { from: f, to: u } as never, replace: true })} />
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t('print')}
          </Button>
          {can(may.refund) && s && compare(s.advance, '0') > 0 && (
            <Link to={`${at.money}/new`} search={{ kind: 'refund', [side.partyKey]: id } as never}>
              <Button>{t('refund.advance')}</Button>
            </Link>
          )}
          {can(may.enter) && (
            <Link to={`${at.money}/new`} search={{ [side.partyKey]: id } as never}>
              <Button type="primary">{t('newMoney')}</Button>
            </Link>
          )}
        </Flex>
      }
    >
      {s && (
        <>
          <div className="statement-cards">
            <Figure label={t('openNow')} value={s.open} />
            <Figure label={t('advanceNow')} value={s.advance} />
            {s.ageing.map((a) => (
              <Age key={a.upToDays} statement={s} days={a.upToDays} amount={a.amount} />
            ))}
          </div>
          {s.limited && <Alert type="warning" showIcon title={t('limited')} />}
          {s.truncated && <Alert type="warning" showIcon title={t('truncated')} />}
          <Section title={t('movements')} flush>
            <Lines statement={s} />
          </Section>
        </>
      )}
    </DocPage>
  )
}

/** One bucket of the ageing, named by how old what is in it is. */
function Age({ statement: s, days, amount }: { statement: PartyStatement; days: number; amount: string }) {
  const { t } = useMoneyTexts()
  const bounds = s.ageing.map((a) => a.upToDays).filter((d) => d > 0)
  const from = Math.max(0, ...bounds.filter((d) => d < days)) + 1
  return <Figure label={days === 0 ? t('age.notDue') : days < 0 ? t('age.over', { days: Math.max(...bounds) }) : t('age.upTo', { from, to: days })} value={amount} />
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <span className="muted">{label}</span>
      <strong>
        <Money value={value} />
      </strong>
    </div>
  )
}

function Lines({ statement: s }: { statement: PartyStatement }) {
  const { t } = useMoneyTexts()
  const phone = usePhone()
  if (s.lines.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noMovements')} style={{ padding: 24 }} />
  return (
    <div className="allocate-scroll">
      <table className="allocate" aria-label={t('movements')}>
        <thead>
          <tr>
            <th>{t('date')}</th>
            <th>{t('docNo')}</th>
            {!phone && <th>{t('memo')}</th>}
            <th className="right">{t('change')}</th>
            <th className="right">{t('balance')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td colSpan={phone ? 3 : 4} className="muted">
              {t('openingBalance')}
            </td>
            <td className="right">
              <Money value={s.opening} />
            </td>
          </tr>
          {s.lines.map((l, n) => {
            const place = placeOf(l.docKind, l.docId)
            return (
              // The same document may stand here twice: opened and reversed.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={`${l.docId}:${n}`}>
                <td className="num">{l.date}</td>
                <td>
                  {place ? <Link to={place}>{l.docNo}</Link> : l.docNo}
                  <div className="muted">{t(`docKind.${l.docKind}`, { defaultValue: l.docKind })}</div>
                </td>
                {!phone && <td>{l.memo}</td>}
                <td className="right">
                  <Money value={l.amount} />
                </td>
                <td className="right">
                  <Money value={l.balance} />
                </td>
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={phone ? 3 : 4}>{t('closingBalance')}</td>
            <td className="right">
              <Money value={s.closing} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
