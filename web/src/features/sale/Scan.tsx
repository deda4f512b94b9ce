import { CheckCircleFilled, WarningFilled } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { ScanInput } from '@/components/ScanInput'
import type { useScan } from './useScan'
import './sale.css'

/** The field scanned codes go to, and what became of the last one. */
export function Scan({ scan, last, autoFocus }: Pick<ReturnType<typeof useScan>, 'scan' | 'last'> & { autoFocus?: boolean }) {
  const { t } = useTranslation('sale')
  return (
    <>
      <div className="sale-scan">
        <ScanInput onScan={scan} placeholder={t('scan.placeholder')} autoFocus={autoFocus} />
      </div>
      <span role="status" aria-live="assertive">
        {last && (
          // A new key starts the flash anew for each code.
          <span key={last.n} className={last.ok ? 'sale-scanned good' : 'sale-scanned bad'}>
            {last.ok ? <CheckCircleFilled /> : <WarningFilled />} {last.text} {last.remedy && <span className="muted">{last.remedy}</span>}
          </span>
        )}
      </span>
    </>
  )
}
