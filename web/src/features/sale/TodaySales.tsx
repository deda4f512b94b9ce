import { QrcodeOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Drawer, Empty, Skeleton } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/api/live'
import { toProblem } from '@/api/problem'
import { Money } from '@/components/Decimal'
import { ProblemView } from '@/components/ProblemView'
import { useCan } from '@/hooks/session'
import { sum } from '@/lib/decimal'
import { ownSales, type SaleRow, saleKeys } from './queries'
import { SalePayTag, SaleStateTag } from './tags'

/** What I have sold today, the newest first: how much of it has been paid, and the way to each payment code. */
export function TodaySales({ today, onClose }: { today: string; onClose: () => void }) {
  const { t } = useTranslation('sale')
  const client = useQueryClient()
  const query = useQuery(ownSales(today))
  // A payment is an event of the pre-order before it is one of the sale.
  const reread = () => void client.invalidateQueries({ queryKey: saleKeys.lists })
  useLive('sale', reread)
  useLive('preorder', reread)
  const items = query.data?.items ?? []
  const sales = items.filter((s) => s.state !== 'void')
  const all = (query.data?.total ?? 0) <= items.length
  const owed = sales.filter((s) => s.pay === 'unpaid' || s.pay === 'partial').length
  return (
    <Drawer open onClose={onClose} placement="bottom" size="86%" title={t('today.title')}>
      {query.isPending && <Skeleton active />}
      {query.isError && <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} />}
      {query.data && sales.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('today.empty')} />}
      {sales.length > 0 && (
        <>
          <p>
            {all ? (
              <strong>
                {t('today.count', { count: sales.length })} <Money value={sum(sales.map((s) => s.total))} sign />
              </strong>
            ) : (
              <strong>{t('today.newest', { count: sales.length })}</strong>
            )}
            {owed > 0 && <span className="muted"> · {t('today.owed', { count: owed })}</span>}
          </p>
          <ul className="sell-today">
            {sales.map((s) => (
              <OneSale key={s.id} sale={s} />
            ))}
          </ul>
        </>
      )}
    </Drawer>
  )
}

/** One sale, which leads to its page; what is to be paid by code leads to the code. */
function OneSale({ sale: s }: { sale: SaleRow }) {
  const { t } = useTranslation('sale')
  const can = useCan()
  const code = s.state === 'posted' && s.wantsPreorder && s.pay !== undefined && s.pay !== 'paid' && can('preorder.read')
  return (
    <li>
      <Link to="/sales/$id" params={{ id: s.id }} className="cut">
        <span className="num">{dayjs(s.createdAt).format('HH:mm')}</span> {s.customerName}
        <div className="muted">{s.no}</div>
      </Link>
      <span>
        <Money value={s.total} />
        <div>{s.state === 'posted' && s.pay ? <SalePayTag pay={s.pay} /> : <SaleStateTag sale={s} />}</div>
      </span>
      {code ? (
        <Link to="/sales/$id" params={{ id: s.id }} search={{ pay: '1' } as never} className="sell-code" aria-label={t('today.code', { no: s.no })}>
          <QrcodeOutlined />
        </Link>
      ) : (
        <span className="sell-code" aria-hidden />
      )}
    </li>
  )
}
