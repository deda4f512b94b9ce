import type { Feature, MenuEntry, PageRoute } from '@/lib/feature'
import { loadTexts } from '@/lib/i18n'
import { provideSections } from '@/lib/sections'

// A feature joins by having a routes.tsx; there is no list to keep.
const modules = import.meta.glob<Feature>('../features/*/routes.tsx', { eager: true, import: 'default' })
const features = Object.values(modules)

/** What is loaded comes with the texts of its feature. */
function withTexts<Code, T extends { load: () => Promise<Code> }>(file: string, part: T): T {
  const name = file.replace(/.*\/(.*)\/routes\.tsx$/, '$1')
  return {
    ...part,
    load: async () => {
      const [code] = await Promise.all([part.load(), loadTexts(name)])
      return code
    },
  }
}

/** All pages of all features. */
export const pages: PageRoute[] = Object.entries(modules).flatMap(([file, feature]) => feature.pages.map((page) => withTexts(file, page)))

provideSections(Object.entries(modules).flatMap(([file, feature]) => (feature.sections ?? []).map((s) => withTexts(file, s))))

/** All menu entries, in order within their groups. */
export const menu: MenuEntry[] = features.flatMap((f) => f.menu ?? []).toSorted((a, b) => a.order - b.order)
