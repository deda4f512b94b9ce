import { Drawer, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { PreorderPanel } from '@/components/PreorderPanel'
import { ProblemView } from '@/components/ProblemView'
import { usePreorder } from '@/hooks/preorder'
import { usePhone } from '@/hooks/usePhone'

/** 付款码: the code of one pre-order, to be shown or sent to the customer once more. */
export function PayCodeDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('preorder')
  const phone = usePhone()
  const query = usePreorder(id)
  const p = query.data
  return (
    <Drawer open onClose={onClose} title={p ? `${p.saleNo} · ${p.customerName}` : t('payCode')} placement={phone ? 'bottom' : 'right'} size={phone ? '100%' : 480}>
      {query.isError && <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} />}
      {query.isPending ? <Skeleton active /> : p && <PreorderPanel preorder={p} />}
    </Drawer>
  )
}
