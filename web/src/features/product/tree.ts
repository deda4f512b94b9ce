import type { Category } from './queries'

/** A category with what lies below it. */
export interface CategoryNode {
  category: Category
  children: CategoryNode[]
  /** Products in it and below. */
  total: number
}

/** The tree out of the flat list, which has parents before children. */
export function treeOf(list: Category[]): CategoryNode[] {
  const nodes = new Map<string, CategoryNode>(list.map((category) => [category.id, { category, children: [], total: category.products }]))
  const roots: CategoryNode[] = []
  for (const c of list) {
    const node = nodes.get(c.id)
    if (node) (nodes.get(c.parentId ?? '')?.children ?? roots).push(node)
  }
  // Children come after their parents, so going backwards adds each up before it is added on.
  for (const c of list.toReversed()) {
    const parent = nodes.get(c.parentId ?? '')
    if (parent) parent.total += nodes.get(c.id)?.total ?? 0
  }
  return roots
}

/** The ids of a category and of everything below it. */
export function below(list: Category[], id: string): Set<string> {
  const found = new Set([id])
  for (const c of list) if (c.parentId && found.has(c.parentId)) found.add(c.id)
  return found
}
