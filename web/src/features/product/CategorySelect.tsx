import { useQuery } from '@tanstack/react-query'
import { TreeSelect, type TreeSelectProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { categoriesQuery } from './queries'
import { below, type CategoryNode, treeOf } from './tree'

interface Choice {
  value: string
  title: string
  children: Choice[]
}

type Props = Omit<TreeSelectProps<string>, 'treeData' | 'onChange'> & {
  onChange?: (id: string | undefined) => void
  /** Leaves this category and all below it out: a category cannot lie below itself. */
  without?: string
}

/** Chooses a category from the tree. */
export function CategorySelect({ onChange, without, ...rest }: Props) {
  const { t } = useTranslation('product')
  const categories = useQuery(categoriesQuery)
  const list = categories.data ?? []
  const hidden = without ? below(list, without) : undefined
  const data = (nodes: CategoryNode[]): Choice[] =>
    nodes.filter((n) => !hidden?.has(n.category.id)).map((n) => ({ value: n.category.id, title: n.category.name, children: data(n.children) }))
  return (
    <TreeSelect<string>
      allowClear
      treeDefaultExpandAll={list.length < 60}
      showSearch={{ treeNodeFilterProp: 'title' }}
      placeholder={t('category.name')}
      aria-label={t('category.name')}
      style={{ width: '100%' }}
      popupMatchSelectWidth={false}
      loading={categories.isPending}
      {...rest}
      treeData={data(treeOf(list))}
      onChange={(v: string | undefined) => onChange?.(v || undefined)}
    />
  )
}
