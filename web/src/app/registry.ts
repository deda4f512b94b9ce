import type { Feature, MenuEntry, PageRoute } from '@/lib/feature'

// A feature joins by having a routes.tsx; there is no list to keep.
const modules = import.meta.glob<Feature>('../features/*/routes.tsx', { eager: true, import: 'default' })
const features = Object.values(modules)

/** All pages of all features. */
export const pages: PageRoute[] = features.flatMap((f) => f.pages)

/** All menu entries, in order within their groups. */
export const menu: MenuEntry[] = features.flatMap((f) => f.menu ?? []).toSorted((a, b) => a.order - b.order)
