import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { StateTabs } from '@/components/StateTabs'

const sections = {
  off: lazy(() => import('../DaysOffList')),
  demand: lazy(() => import('../DemandList')),
  seasons: lazy(() => import('../SeasonList')),
}

/** 补货日历: what suggestions reckon with besides rules and records. */
export default function CalendarPage() {
  const { t } = useTranslation('calendar')
  const { section } = useSearch({ strict: false }) as { section?: string }
  const Section = section === 'demand' ? sections.demand : section === 'seasons' ? sections.seasons : sections.off
  const tabs = (
    <StateTabs
      label={t('title')}
      tabs={[
        { label: t('off.title'), search: { section: undefined } },
        { label: t('entry.title'), search: { section: 'demand' } },
        { label: t('season.title'), search: { section: 'seasons' } },
      ]}
    />
  )
  return (
    <Suspense fallback={null}>
      <Section tabs={tabs} />
    </Suspense>
  )
}
