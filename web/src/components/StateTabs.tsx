import { useNavigate, useSearch } from '@tanstack/react-router'
import './StateTabs.css'

interface Tab {
  label: string
  /** What of the address the tab sets; undefined takes it away. It is the chosen one while all of it is so. */
  search: Record<string, string | undefined>
  /** How many there are; nothing is said of none. */
  count?: number
}

/** Tabs above a list, which narrow it by what stands in the address. */
export function StateTabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  const navigate = useNavigate()
  const now = useSearch({ strict: false }) as Record<string, unknown>
  return (
    <div className="state-tabs" role="group" aria-label={label}>
      {tabs.map((tab) => (
        <button
          key={tab.label}
          type="button"
          aria-pressed={Object.entries(tab.search).every(([name, value]) => now[name] === value)}
          onClick={() => void navigate({ to: '.', search: ((old: object) => ({ ...old, ...tab.search, page: undefined })) as never })}
        >
          {tab.label}
          {tab.count ? <span className="num">{tab.count}</span> : null}
        </button>
      ))}
    </div>
  )
}
