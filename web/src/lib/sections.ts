import { type ComponentType, lazy } from 'react'
import type { PageSection, SectionProps } from './feature'

interface Ready extends PageSection {
  Component: ComponentType<SectionProps>
}

let ready: Ready[] = []

/** Tells pages which sections features add to them; the frame does so once. */
export function provideSections(sections: PageSection[]): void {
  ready = sections.toSorted((a, b) => a.order - b.order).map((s) => ({ ...s, Component: lazy(s.load) }))
}

/** The sections of a page, in order. */
export const sectionsOf = (page: PageSection['page']): Ready[] => ready.filter((s) => s.page === page)
