import { Link } from '@tanstack/react-router'
import { Button, Empty, Flex } from 'antd'
import type { ReactNode } from 'react'
import { type FieldProblem, fieldPath, fieldText } from '@/api/problem'
import { Money } from '@/components/Decimal'
import { MoneyInput } from '@/components/DecimalInput'
import { compare, subtract, sum } from '@/lib/decimal'
import { type Allocations, allocated, chosenLists } from './allocate'
import './money.css'
import { placeOf } from './place'
import { type Choice, useMoneyTexts } from './side'

export interface AllocationTableProps {
  items: Choice[]
  amount: string | undefined
  value: Allocations
  onChange: (value: Allocations) => void
  onAuto: () => void
  /** Of `allocations[n]` and `advances[n]`, in the order sent. */
  problems?: FieldProblem[]
  /** What is said where there is nothing to choose from. */
  none?: string
  /** What stands at the foot instead of the advance that is left. */
  foot?: ReactNode
}

/** The open items of a party with what is settled of each: by itself oldest first, or by hand. */
export function AllocationTable({ items, amount, value, onChange, onAuto, problems = [], none, foot }: AllocationTableProps) {
  const { t } = useMoneyTexts()
  const { total, advance } = allocated(amount, value)
  const sent = chosenLists(items, value)
  const said = (docId: string) =>
    problems.flatMap((p) => {
      const [head, n] = fieldPath(p.field)
      if (typeof n !== 'number') return []
      const about = head === 'allocations' ? sent.allocations[n]?.docId : head === 'advances' ? sent.advances[n]?.docId : undefined
      return about === docId ? [fieldText(p)] : []
    })
  const set = (docId: string, text: string | undefined) => {
    const { [docId]: _, ...rest } = value
    onChange(text === undefined ? rest : { ...rest, [docId]: text })
  }
  if (items.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={none ?? t('allocate.none')} />
  return (
    <>
      <div className="allocate-scroll">
        <table className="allocate" aria-label={t('allocate.title')}>
          <thead>
            <tr>
              <th>{t('docNo')}</th>
              <th>{t('date')}</th>
              <th className="right">{t('open')}</th>
              <th className="right">{t('allocate.now')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((i) => {
              const place = placeOf(i.docKind, i.docId)
              const wrong = said(i.docId)
              return (
                <tr key={i.docId}>
                  <td>
                    {place ? <Link to={place}>{i.docNo}</Link> : i.docNo}
                    <div className="muted">{t(`docKind.${i.docKind}`, { defaultValue: i.docKind })}</div>
                  </td>
                  <td className="num">
                    {i.date}
                    {i.dueDate && <div className="muted">{t('dueOn', { date: i.dueDate })}</div>}
                  </td>
                  <td className="right">
                    <Money value={i.open} />
                  </td>
                  <td className="right">
                    <Flex gap={4} justify="flex-end" align="center">
                      <Button size="small" type="link" tabIndex={-1} onClick={() => set(i.docId, i.open)}>
                        {t('allocate.all')}
                      </Button>
                      <MoneyInput
                        style={{ width: 120 }}
                        allowNegative={compare(i.open, '0') < 0}
                        aria-label={t('allocate.of', { no: i.docNo })}
                        value={value[i.docId]}
                        status={wrong.length > 0 || beyond(value[i.docId], i.open) ? 'error' : undefined}
                        onChange={(text) => set(i.docId, text)}
                      />
                    </Flex>
                    {wrong.map((text) => (
                      <div key={text} className="line-error" role="alert">
                        {text}
                      </div>
                    ))}
                  </td>
                </tr>
              )
            })}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={2}>{t('allocate.sum')}</td>
              <td className="right">
                <Money value={sum(items.map((i) => i.open))} />
              </td>
              <td className="right">
                <Money value={total} />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      <Flex className="allocate-foot" justify="space-between" align="center" gap={8} wrap>
        <Flex gap={8}>
          <Button size="small" onClick={onAuto}>
            {t('allocate.auto')}
          </Button>
          <Button size="small" onClick={() => onChange({})}>
            {t('allocate.clear')}
          </Button>
        </Flex>
        <span role="status">
          {foot !== undefined ? (
            foot
          ) : compare(advance, '0') < 0 ? (
            <strong className="line-error">
              {t('allocate.beyond')} <Money value={subtract('0', advance)} />
            </strong>
          ) : (
            <>
              {t('allocate.rest')} <strong data-testid="advance"><Money value={advance} /></strong>
            </>
          )}
        </span>
      </Flex>
    </>
  )
}

/** More than is open, or the wrong way round. */
function beyond(text: string | undefined, open: string): boolean {
  if (text === undefined) return false
  return compare(open, '0') > 0 ? compare(text, open) > 0 || compare(text, '0') < 0 : compare(text, open) < 0 || compare(text, '0') > 0
}
