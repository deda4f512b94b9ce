import type { Feature, MenuEntry, PageRoute } from '@/lib/feature'
import { loadTexts } from '@/lib/i18n'

// A feature joins by having a routes.tsx; there is no list to keep.
const modules = import.meta.glob<Feature>('../features/*/routes.tsx', { eager: true, import: 'default' })
const features = Object.values(modules)

/** All pages of all features; each comes with the texts of its feature. */
export const pages: PageRoute[] = Object.entries(modules).flatMap(([file, feature]) => {
  const name = file.replace(/.*\/(.*)\/routes\.tsx$/, '$1')
  return feature.pages.map((page) => ({
    ...page,
    load: async () => {
      const [code] = await Promise.all([page.load(), loadTexts(name)])
      return code
    },
  }))
})

/** All menu entries, in order within their groups. */
export const menu: MenuEntry[] = features.flatMap((f) => f.menu ?? []).toSorted((a, b) => a.order - b.order)
