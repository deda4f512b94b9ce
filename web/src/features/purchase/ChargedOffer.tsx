import { useQuery } from '@tanstack/react-query'
import { Alert, Checkbox, Flex } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type FieldProblem, fieldText } from '@/api/problem'
import { formatDecimal, places } from '@/lib/decimal'
import { purchaseQuery } from './queries'

interface Props {
  orderId: string
  checked: boolean
  onChange: (asCharged: boolean) => void
  problems: FieldProblem[]
}

const money = (amount: string | undefined) => `¥${formatDecimal(amount ?? '0', places.amount, places.amount)}`

/** Offers to take what 1688 charges for an order, where that is not what the order says. */
export function ChargedOffer({ orderId, checked, onChange, problems }: Props) {
  const { t } = useTranslation('purchase')
  const order = useQuery(purchaseQuery(orderId)).data
  const said = problems.filter((p) => p.field === 'asCharged')
  const told = useId()
  const charged = order?.charged
  if (!order || (!charged?.differs && !checked)) return null
  return (
    <Alert
      type={said.length > 0 ? 'error' : 'info'}
      showIcon
      title={
        <Flex vertical gap={4} align="start">
          {charged && (
            <span>
              {t('receipt.onPlatform', {
                freight: money(charged.freight),
                freightWas: money(order.freight),
                discount: money(charged.discount),
                discountWas: money(order.discount),
                fee: money(charged.otherFee),
                feeWas: money(order.otherFee),
              })}
            </span>
          )}
          <Checkbox checked={checked} onChange={(e) => onChange(e.target.checked)} aria-describedby={said.length > 0 ? told : undefined}>
            {t('receipt.asCharged')}
          </Checkbox>
          {said.length > 0 && (
            <span id={told} role="alert" className="purchase-bad">
              {said.map((p) => fieldText(p)).join(' ')}
            </span>
          )}
        </Flex>
      }
    />
  )
}
