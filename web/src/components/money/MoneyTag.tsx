import { StatusTag } from '@/components/StatusTag'
import { useMoneyTexts } from './side'

/** A document of money that counts, one taken back, or the one that takes it back. */
export function MoneyTag({ money: r }: { money: { state: 'posted' | 'reversed'; reversesId?: string } }) {
  const { t } = useMoneyTexts()
  if (r.reversesId) return <StatusTag tone="bad">{t('receiptState.reversal')}</StatusTag>
  return <StatusTag tone={r.state === 'posted' ? 'good' : 'bad'}>{t(`receiptState.${r.state}`)}</StatusTag>
}
