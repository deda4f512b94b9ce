import { type ReactNode, Suspense } from 'react'
import { allows, useSession } from '@/hooks/session'
import type { PageSection, SectionProps } from '@/lib/feature'
import { sectionsOf } from '@/lib/sections'

/** What other features add to the page of a record, as far as the person may see it; `fallback` holds the place of each until it is there. */
export function PageSections({ page, fallback, ...of }: { page: PageSection['page']; fallback?: ReactNode } & SectionProps) {
  const { set } = useSession()
  return sectionsOf(page)
    .filter((s) => allows(set, s))
    .map((s) => (
      <Suspense key={s.order} fallback={fallback}>
        <s.Component {...of} />
      </Suspense>
    ))
}
