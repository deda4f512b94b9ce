import type { ComponentType, ReactNode } from 'react'

/** The groups of the side menu, in their order there. */
export const menuGroups = ['home', 'product', 'customer', 'stock', 'sale', 'purchase', 'channel', 'money', 'settings'] as const
export type MenuGroup = (typeof menuGroups)[number]

/** Where a person may go: what must be allowed and switched on. */
interface Gate {
  /** One permission, or several of which any is enough. */
  permission?: string | string[]
  /** The module that must be switched on for the account set. */
  module?: string
}

/** One page of a feature. Its code is loaded when somebody goes there. */
export interface PageRoute extends Gate {
  /** e.g. `/products/$id`; parameters are read with `useParams`. */
  path: string
  load: () => Promise<{ default: ComponentType }>
  /** `bare` pages (login) stand outside the frame and need no session. */
  frame?: 'app' | 'bare'
}

/** One entry of the side menu. */
export interface MenuEntry extends Gate {
  group: MenuGroup
  /** Text key in the namespace of the menu, `menu:product.list`, which is there before the feature is. */
  label: string
  path: string
  icon: ReactNode
  /** Order within the group; steps of ten leave room. */
  order: number
  /** Second key after `g`, unique over all features. */
  shortcut?: string
  /** Place in the bottom bar of a phone, for what a stall or a warehouse does all day. */
  phone?: number
}

/** A block that a feature adds to the page of a record of another one. Its code and its texts are loaded with the first such record. */
export interface PageSection extends Gate {
  /** Where: on the page of a purchase order, with the SKU of one of its lines, or on the page of an order of 1688, with the purchase order it belongs to. */
  page: 'purchase' | 'purchase-line' | 'platform'
  /** Order on the page; steps of ten leave room. */
  order: number
  load: () => Promise<{ default: ComponentType<SectionProps> }>
}

/** What a section is told of the record. */
export interface SectionProps {
  id: string
  /** What it says has been approved. */
  stands: boolean
  /** Of whom it is bought. */
  supplierId?: string
}

/** What a feature adds to the page; the default export of its routes.tsx. */
export interface Feature {
  pages: PageRoute[]
  menu?: MenuEntry[]
  sections?: PageSection[]
}
