import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Button, Flex, List } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { DocPage } from '@/components/DocPage'
import { ScanInput } from '@/components/ScanInput'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { type Purchase, purchaseQuery } from '../queries'
import { ReceiptEntry } from '../ReceiptEntry'
import { findOrders, fromReceipt, newReceiptLine, type Receipt, receiptKeys, receiptQuery, receiveAll, returnAll } from '../receipts'
import { ReceiptView } from '../ReceiptView'
import { StageTag } from '../tags'

type Search = { orderId?: string; sourceId?: string; free?: string }

/** A purchase receipt: found by what is on the parcel, counted, and shown after that. */
export default function ReceiptPage() {
  const { t } = useTranslation('purchase')
  const { id } = useParams({ strict: false }) as { id: string }
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const can = useCan()
  // One that waits for its review is shown until somebody wants to change it.
  const [editing, setEditing] = useState<string>()
  // What is saved here is opened anew; what others save does not take away what is being counted.
  const [saves, setSaves] = useState(0)
  const client = useQueryClient()
  const isNew = id === 'new'
  const query = useQuery({ ...receiptQuery(id), enabled: !isNew })
  const order = useQuery({ ...purchaseQuery(search.orderId ?? ''), enabled: isNew && search.orderId !== undefined })
  const source = useQuery({ ...receiptQuery(search.sourceId ?? ''), enabled: isNew && search.sourceId !== undefined })
  const onSaved = (saved: Receipt) => {
    setEditing(undefined)
    client.setQueryData(receiptKeys.detail(saved.id), saved)
    setSaves((n) => n + 1)
    void navigate({ to: '/purchase-receipts/$id', params: { id: saved.id }, replace: true, ignoreBlocker: true })
  }
  const waiting = isNew ? (search.orderId ? order : search.sourceId ? source : undefined) : query
  if (waiting && !waiting.data) {
    return (
      <DocPage title={t('receipt.kind.receipt')} back="/purchase-receipts" loading={waiting.isPending} problem={waiting.isError ? toProblem(waiting.error) : null} onRetry={() => void waiting.refetch()}>
        {null}
      </DocPage>
    )
  }
  if (isNew) {
    if (order.data && search.orderId) return <ReceiptEntry key={search.orderId} start={receiveAll(order.data)} fromNo={order.data.no} onSaved={onSaved} />
    if (source.data && search.sourceId) return <ReceiptEntry key={search.sourceId} start={returnAll(source.data)} fromNo={source.data.no} onSaved={onSaved} />
    if (search.free) return <ReceiptEntry key="free" start={{ kind: 'receipt', lines: [newReceiptLine()] }} onSaved={onSaved} />
    return <FindOrder />
  }
  const r = query.data
  if (!r) return null
  const changeable = can('purchase.receive') && (r.state === 'draft' || (r.state === 'submitted' && editing === id))
  if (changeable) return <ReceiptEntry key={`${r.id}:${saves}`} start={fromReceipt(r)} fromNo={r.orderNo ?? r.sourceNo} receipt={r} onSaved={onSaved} />
  return <ReceiptView key={r.id} receipt={r} onEdit={() => setEditing(id)} />
}

/** Which order has arrived: by the waybill, the number of the order, or that of the order on 1688. */
function FindOrder() {
  const { t } = useTranslation('purchase')
  const navigate = useNavigate()
  const [found, setFound] = useState<Purchase[]>()
  const [said, setSaid] = useState<string>()
  const open = (order: Purchase) => void navigate({ to: '/purchase-receipts/$id', params: { id: 'new' }, search: { orderId: order.id } as never, replace: true })
  const look = async (code: string) => {
    setSaid(undefined)
    try {
      const orders = await findOrders(code)
      const only = orders.length === 1 ? orders[0] : undefined
      if (only) open(only)
      else {
        setFound(orders)
        if (orders.length === 0) setSaid(t('receipt.noneFound', { code }))
      }
    } catch (err) {
      setSaid(toProblem(err).detail)
    }
  }
  return (
    <DocPage title={t('receipt.new.receipt')} back="/purchase-receipts">
      <Section title={t('receipt.find')}>
        <Flex vertical gap={12} style={{ maxWidth: 520 }}>
          <ScanInput autoFocus placeholder={t('receipt.scanOrder')} onScan={(code) => void look(code)} />
          {said && (
            <span role="alert" className="purchase-bad">
              {said}
            </span>
          )}
          {found && found.length > 0 && (
            <List
              dataSource={found}
              rowKey="id"
              renderItem={(o) => (
                <List.Item
                  actions={[
                    <Button key="take" type="link" onClick={() => open(o)}>
                      {t('receipt.take')}
                    </Button>,
                  ]}
                >
                  <Flex vertical>
                    <span>
                      <strong>{o.supplierName}</strong> <StageTag stage={o.stage} />
                    </span>
                    <span className="muted">
                      {o.no} · {o.date}
                    </span>
                  </Flex>
                </List.Item>
              )}
            />
          )}
          <Link to="/purchase-receipts/$id" params={{ id: 'new' }} search={{ free: '1' } as never}>
            {t('receipt.without')}
          </Link>
        </Flex>
      </Section>
    </DocPage>
  )
}
