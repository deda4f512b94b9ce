import { useTranslation } from 'react-i18next'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import type { Download } from './queries'

/** Where a download stands; one that ended with failed offers says so. */
export function DownloadStateTag({ download: d }: { download: Download }) {
  const { t } = useTranslation('shop')
  const partly = d.state === 'succeeded' && d.failed > 0
  const tones: Record<Download['state'], StatusTone> = { running: 'progress', paused: 'attention', succeeded: partly ? 'attention' : 'good', failed: 'bad', cancelled: 'neutral' }
  return <StatusTag tone={tones[d.state]}>{partly ? t('download.partly') : t(`download.state.${d.state}`)}</StatusTag>
}
