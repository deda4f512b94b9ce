import { Tag } from 'antd'
import type { ReactNode } from 'react'

/** What a state means for the person looking at it; never colour alone, the word stands beside it. */
export type StatusTone = 'neutral' | 'progress' | 'good' | 'attention' | 'bad'

const style: Record<StatusTone, { color: string; background: string; borderColor: string }> = {
  neutral: { color: '#4a534e', background: '#efede6', borderColor: '#dedacd' },
  progress: { color: '#1f5a8a', background: '#e9f1f8', borderColor: '#c5d9ea' },
  good: { color: '#216232', background: '#e7f2e9', borderColor: '#c2dfc8' },
  attention: { color: '#7a4f00', background: '#fbf1db', borderColor: '#ecd9ab' },
  bad: { color: '#9c2716', background: '#fbeae7', borderColor: '#efc9c2' },
}

/** The state of a document, a job, a shop. */
export function StatusTag({ tone, children }: { tone: StatusTone; children: ReactNode }) {
  return (
    <Tag variant="outlined" style={{ ...style[tone], marginInlineEnd: 0 }}>
      {children}
    </Tag>
  )
}
