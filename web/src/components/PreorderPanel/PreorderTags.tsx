import { useTranslation } from 'react-i18next'
import type { Preorder } from '@/hooks/preorder'
import { StatusTag, type StatusTone } from '../StatusTag'

const uploadTone: Record<Preorder['upload'], StatusTone> = { waiting: 'progress', checking: 'attention', uploaded: 'good', refused: 'bad', abandoned: 'neutral' }
const payTone: Record<Preorder['pay'], StatusTone> = { none: 'neutral', unpaid: 'attention', ordered: 'progress', paid: 'good', expired: 'bad' }

/** 上传状态: where the pre-order stands on its way to 1688. */
export function UploadTag({ state }: { state: Preorder['upload'] }) {
  const { t } = useTranslation('preorder')
  return <StatusTag tone={uploadTone[state]}>{t(`upload.${state}`)}</StatusTag>
}

/** 支付状态: where the payment stands. */
export function PayTag({ state }: { state: Preorder['pay'] }) {
  const { t } = useTranslation('preorder')
  if (state === 'none') return <span className="muted">—</span>
  return <StatusTag tone={payTone[state]}>{t(`pay.${state}`)}</StatusTag>
}
