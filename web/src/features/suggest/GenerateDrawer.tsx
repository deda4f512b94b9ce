import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Checkbox, Drawer, Flex, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { baseCurrency } from '@/components/Amount'
import { Money } from '@/components/Decimal'
import { ProblemView } from '@/components/ProblemView'
import { Said } from '@/components/Said'
import { usePhone } from '@/hooks/usePhone'
import { type Choice, generateOrders, previewQuery, suggestionKeys } from './queries'
import './suggest.css'

/** Makes purchase orders: first which ones they will be, then the ones that were made. */
export default function GenerateDrawer({ choice, onClose, onDone }: { choice: Choice; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('suggest')
  const phone = usePhone()
  const [belowMinimum, setBelowMinimum] = useState(false)
  const body = { ...choice, belowMinimum: belowMinimum || undefined }
  const preview = useQuery(previewQuery(body))
  const make = useWrite({
    fn: (_: void, write) => generateOrders(body, write),
    invalidate: [suggestionKeys.all, ['purchase'], ['home']],
    success: (r) => t('generate.done', { count: r.orders.length }),
    onSuccess: onDone,
    // Somebody else was faster, or a run ended: what would be made is looked at anew.
    onProblem: () => void preview.refetch(),
  })
  const made = make.data
  const p = preview.data
  // A supplier's lines may need more than one order.
  const rows = (p?.orders ?? []).map((o, at) => ({ key: String(at), o }))
  const small = p !== undefined && p.problems.length > 0 && p.problems.every((x) => x.code === 'suggestion.below_minimum')
  return (
    <Drawer
      open
      onClose={onClose}
      title={t('generate.title')}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? '92%' : 640}
      footer={
        <Flex gap={8} justify="flex-end">
          <Button onClick={onClose}>{made ? t('generate.close') : t('common:action.cancel')}</Button>
          {made ? (
            <Link to="/purchase-orders" search={{ stage: 'draft' } as never}>
              <Button type="primary">{t('generate.toOrders')}</Button>
            </Link>
          ) : (
            <Button type="primary" data-hotkey="save" autoFocus disabled={!p || p.problems.length > 0} loading={make.isPending} onClick={() => make.mutate()}>
              {t('generate.make', { count: p?.orders.length ?? 0 })}
            </Button>
          )}
        </Flex>
      }
    >
      {made ? (
        <Flex vertical gap={8}>
          <Alert type="success" showIcon title={t('generate.made', { count: made.orders.length, lines: made.lines })} description={t('generate.next')} />
          <ul style={{ margin: 0, paddingInlineStart: 20 }}>
            {made.orders.map((o) => (
              <li key={o.id}>
                <Link to="/purchase-orders/$id" params={{ id: o.id }}>
                  {o.no}
                </Link>
              </li>
            ))}
          </ul>
        </Flex>
      ) : (
        <Flex vertical gap={12}>
          {preview.isPending && <Skeleton active />}
          {preview.isError && <ProblemView problem={toProblem(preview.error)} onRetry={() => void preview.refetch()} />}
          {p && p.problems.length > 0 && (
            <Alert
              type="warning"
              showIcon
              role="alert"
              title={t('generate.problems', { count: p.problems.length })}
              description={
                <ul style={{ margin: 0, paddingInlineStart: 18 }}>
                  {p.problems.map((x) => (
                    <li key={x.field}>
                      <Said said={x} />
                    </li>
                  ))}
                </ul>
              }
            />
          )}
          {(small || belowMinimum) && (
            <Checkbox checked={belowMinimum} onChange={(e) => setBelowMinimum(e.target.checked)}>
              {t('generate.belowMinimum')}
            </Checkbox>
          )}
          {p && p.orders.length > 0 && (
            <div className="suggest-why">
              <p style={{ marginTop: 0 }}>{t('generate.hint', { count: p.orders.length, lines: p.lines })}</p>
              <table aria-label={t('generate.title')}>
                <thead>
                  <tr>
                    <th>{t('supplier')}</th>
                    <th>{t('warehouse')}</th>
                    <th>{t('account')}</th>
                    <th className="right">{t('generate.lines')}</th>
                    {p.amount && <th className="right">{t('amount')}</th>}
                  </tr>
                </thead>
                <tbody>
                  {rows.map(({ key, o }) => (
                    <tr key={key}>
                      <td>
                        {o.supplierName} {o.currency !== baseCurrency && <span className="muted">{o.currency}</span>}
                      </td>
                      <td>{o.warehouseName}</td>
                      <td>{o.accountName ?? <span className="muted">—</span>}</td>
                      <td className="right num">{o.lines}</td>
                      {p.amount && (
                        <td className="right">
                          <Money value={o.amount} />
                        </td>
                      )}
                    </tr>
                  ))}
                </tbody>
                {p.amount && (
                  <tfoot>
                    <tr>
                      <td colSpan={3}>{t('generate.sum')}</td>
                      <td className="right num">{p.lines}</td>
                      <td className="right">
                        <Money value={p.amount} />
                      </td>
                    </tr>
                  </tfoot>
                )}
              </table>
            </div>
          )}
        </Flex>
      )}
    </Drawer>
  )
}
