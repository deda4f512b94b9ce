import { SendOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { Qty } from '@/components/Decimal'
import { Instant } from '@/components/Instant'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import { WmsTag } from '@/components/WmsState'
import { useCan } from '@/hooks/session'
import type { SectionProps } from '@/lib/feature'
import { noticeKeys, noticeQuery, type NoticeView, type Push, pushOrder } from './queries'
import './wms.css'

/** Why there is nothing to tell of an order that was never pushed. */
const quiet = ['wms.not_awaited', 'wms.warehouse']

/** 到货通知: what the WMS is told about a purchase order, each push, and what it received. */
export default function NoticeSection({ id }: SectionProps) {
  const { t } = useTranslation('wms')
  const can = useCan()
  const client = useQueryClient()
  useLive('purchase', (e) => ('resync' in e || e.id === id) && void client.invalidateQueries({ queryKey: noticeKeys.detail(id) }))
  const query = useQuery(noticeQuery(id))
  const push = useWrite({ fn: (_: void, write) => pushOrder(id, write), invalidate: [noticeKeys.all], success: t('asked') })
  const v = query.data
  if (query.isError) {
    return (
      <Section title={t('title')}>
        <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} compact />
      </Section>
    )
  }
  if (!v || (!v.notice && v.why && quiet.includes(v.why.code))) return null
  const n = v.notice
  return (
    <Section
      title={
        <Flex gap={8} align="center" wrap>
          {t('title')}
          {n ? <WmsTag notice={n} /> : <span className="muted">{t('none')}</span>}
        </Flex>
      }
      extra={
        v.pushable &&
        can('wms.push') && (
          <Button type="text" icon={<SendOutlined />} loading={push.isPending} onClick={() => push.mutate()}>
            {n ? t('pushAgain') : t('push')}
          </Button>
        )
      }
    >
      <Flex vertical gap={12}>
        {v.why && !quiet.includes(v.why.code) && <Alert type="warning" showIcon title={v.why.detail} description={v.why.remedy} />}
        {n?.reason && <Alert type={n.state === 'waiting' ? 'warning' : 'error'} showIcon title={n.reason.detail} description={n.reason.remedy} />}
        {n && (
          <div className="muted">
            {t('version', { version: n.version })}
            {n.externalNo && <> · {t('externalNo')} <span className="num">{n.externalNo}</span></>}
            {n.sentAt && <> · {t('sentAt')} <Instant at={n.sentAt} /></>}
            {n.state === 'waiting' && n.dueAt && <> · {t('dueAt')} <Instant at={n.dueAt} /></>}
            {v.status === 'cancelled' && <> · {t('cancelled')}</>}
          </div>
        )}
        {v.lines.length > 0 && <Lines view={v} />}
        {v.receipts.length > 0 && <Receipts view={v} />}
        {v.pushes.length > 0 && <Pushes pushes={v.pushes} />}
      </Flex>
    </Section>
  )
}

function Lines({ view }: { view: NoticeView }) {
  const { t } = useTranslation('wms')
  return (
    <div className="wms-scroll">
      <table className="wms-lines" aria-label={t('lines')}>
        <thead>
          <tr>
            <th>SKU</th>
            <th>{t('goods')}</th>
            <th>{t('barcodes')}</th>
            <th>{t('expectedOn')}</th>
            <th className="right">{t('quantity')}</th>
          </tr>
        </thead>
        <tbody>
          {view.lines.map((l) => (
            <tr key={l.sku}>
              <td className="num">{l.sku}</td>
              <td>{[l.name, l.spec].filter(Boolean).join(' ')}</td>
              <td className="num">{l.barcodes.join(' ')}</td>
              <td className="num">{l.expectedOn}</td>
              <td className="right">
                <Qty value={l.quantity} unit={l.unit} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {view.parcels.length > 0 && (
        <div className="muted" style={{ marginTop: 6 }}>
          {t('parcels')} <span className="num">{view.parcels.map((p) => [p.carrier, p.waybill].filter(Boolean).join(' ')).join('、')}</span>
        </div>
      )}
    </div>
  )
}

const receiptTone: Record<NoticeView['receipts'][number]['state'], StatusTone> = { draft: 'neutral', submitted: 'attention', posted: 'good', void: 'neutral' }

/** What the WMS received, with the purchase receipts made of it. */
function Receipts({ view }: { view: NoticeView }) {
  const { t } = useTranslation('wms')
  return (
    <div>
      <h3 className="wms-head">{t('receipts')}</h3>
      <ul className="wms-list">
        {view.receipts.map((r) => (
          <li key={r.id}>
            <Flex gap={10} align="center" wrap>
              <Link to="/purchase-receipts/$id" params={{ id: r.id }} className="num">
                {r.no}
              </Link>
              <StatusTag tone={r.reversed ? 'neutral' : receiptTone[r.state]}>{r.reversed ? t('reversed') : t(`receipt.${r.state}`)}</StatusTag>
              {r.differs && <StatusTag tone="attention">{t('differs')}</StatusTag>}
              <span className="muted num">{r.receiptNo}</span>
              <Instant at={r.createdAt} />
            </Flex>
          </li>
        ))}
      </ul>
    </div>
  )
}

const outcomeTone: Record<NonNullable<Push['outcome']>, StatusTone> = { taken: 'good', refused: 'bad', busy: 'attention', unanswered: 'attention' }

/** 推送记录: each call, what the WMS answered, and its own words. */
function Pushes({ pushes }: { pushes: Push[] }) {
  const { t } = useTranslation('wms')
  return (
    <div>
      <h3 className="wms-head">{t('pushes')}</h3>
      <ul className="wms-list">
        {pushes.map((p) => (
          <li key={p.number}>
            <Flex gap={10} align="center" wrap>
              <StatusTag tone={p.outcome ? outcomeTone[p.outcome] : 'progress'}>{t(`outcome.${p.outcome ?? 'open'}`)}</StatusTag>
              <Instant at={p.startedAt} />
              <span className="muted num">
                {t('version', { version: p.version })}
                {p.status ? ` · HTTP ${p.status}` : ''}
              </span>
              {p.said && p.outcome !== 'taken' && <span className="muted">{p.said}</span>}
            </Flex>
          </li>
        ))}
      </ul>
    </div>
  )
}
