import { useTranslation } from 'react-i18next'
import { StatusTag } from '@/components/StatusTag'

/** A document of money that counts, one taken back, or the one that takes it back. */
export function ReceiptTag({ receipt: r }: { receipt: { state: 'posted' | 'reversed'; reversesId?: string } }) {
  const { t } = useTranslation('receivable')
  if (r.reversesId) return <StatusTag tone="bad">{t('receiptState.reversal')}</StatusTag>
  return <StatusTag tone={r.state === 'posted' ? 'good' : 'bad'}>{t(`receiptState.${r.state}`)}</StatusTag>
}
