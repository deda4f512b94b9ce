import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import type { Problem } from '@/api/problem'
import { useDirtyGuard } from '@/hooks/useDirtyGuard'
import { PageHead, type HeadProps } from './PageHead'
import { ProblemView } from './ProblemView'
import { Section } from './Section'
import './DocPage.css'

interface DocPageProps extends HeadProps {
  children: ReactNode
  /** The bar that stays at the bottom: totals at the left, buttons at the right. */
  footer?: ReactNode
  /** Asks before leaving while true. */
  dirty?: boolean
  loading?: boolean
  problem?: Problem | null
  onRetry?: () => void
}

/** The frame of a document or a form with a page of its own. */
export function DocPage({ children, footer, dirty = false, loading, problem, onRetry, ...head }: DocPageProps) {
  useDirtyGuard(dirty)
  return (
    <div className="doc-page">
      <PageHead {...head} />
      {problem ? (
        <ProblemView problem={problem} onRetry={onRetry} />
      ) : loading ? (
        <Section>
          <Skeleton active paragraph={{ rows: 6 }} />
        </Section>
      ) : (
        <>
          <div className="doc-body">{children}</div>
          {footer && <div className="doc-footer">{footer}</div>}
        </>
      )}
    </div>
  )
}
