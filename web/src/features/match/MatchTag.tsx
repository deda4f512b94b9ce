import { Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { StatusTag } from '@/components/StatusTag'
import type { Line } from './queries'

/** 匹配关系: whether a line has its SKU, how it got it, or why it has lost it. */
export function MatchTag({ line }: { line: Line }) {
  const { t } = useTranslation('match')
  const matched = line.state === 'matched'
  const why = matched ? line.how && t(`how.${line.how}`) : line.note && t(`note.${line.note}`)
  return (
    <Flex gap="2px 6px" wrap align="center">
      <StatusTag tone={matched ? 'good' : line.note ? 'bad' : 'attention'}>{t(`state.${line.state}`)}</StatusTag>
      {!line.online && <StatusTag tone="neutral">{t('offline')}</StatusTag>}
      {why && (
        <span className="muted" style={{ fontSize: 12, whiteSpace: 'normal' }}>
          {why}
        </span>
      )}
    </Flex>
  )
}

/** The same in words, for copies of the list. */
export function useMatchText(): (line: Line) => string {
  const { t } = useTranslation('match')
  return (l) => [t(`state.${l.state}`), l.note && t(`note.${l.note}`), !l.online && t('offline')].filter(Boolean).join(' ')
}
