import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Empty, Flex, Form, Input, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { FormDrawer } from '@/components/FormDrawer'
import { PageHead } from '@/components/PageHead'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { CategorySelect } from '../CategorySelect'
import { categoriesQuery, type Category, categoryKeys, productKeys } from '../queries'
import { type CategoryNode, treeOf } from '../tree'
import './CategoriesPage.css'

/** What is being edited: a category, or a new one below a parent. */
type Edited = { category: Category } | { parentId?: string }

/** The category tree. */
export default function CategoriesPage() {
  const { t } = useTranslation('product')
  const can = useCan()
  const confirm = useConfirm()
  const [edited, setEdited] = useState<Edited>()
  const categories = useQuery(categoriesQuery)
  const mayEdit = can('catalog.settings')
  const remove = useWrite({
    fn: (id: string, write) => data(api.DELETE('/api/v1/categories/{id}', { params: { path: { id } }, ...write })),
    invalidate: [categoryKeys.all],
    success: t('category.deleted'),
  })
  const create = mayEdit && (
    <Button type="primary" icon={<PlusOutlined />} data-hotkey="new" onClick={() => setEdited({})}>
      {t('category.new')}
    </Button>
  )
  const branch = (nodes: CategoryNode[]) => (
    <ul className="category-tree">
      {nodes.map(({ category: c, children, total }) => (
        <li key={c.id}>
          <div className="category-row">
            <Link to="/products" search={{ categoryId: c.id } as never}>
              {c.name}
            </Link>
            <span className="muted num">{t('category.products', { count: total })}</span>
            {mayEdit && (
              <Flex>
                <Button type="text" size="small" icon={<PlusOutlined />} aria-label={t('category.addBelow', { name: c.name })} title={t('category.addBelow', { name: c.name })} onClick={() => setEdited({ parentId: c.id })} />
                <Button type="text" size="small" icon={<EditOutlined />} aria-label={t('category.edit', { name: c.name })} title={t('category.edit', { name: c.name })} onClick={() => setEdited({ category: c })} />
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={t('category.delete', { name: c.name })}
                  title={t('category.delete', { name: c.name })}
                  onClick={async () => (await confirm({ title: t('category.deleteConfirm', { name: c.name }), danger: true })) && remove.mutate(c.id)}
                />
              </Flex>
            )}
          </div>
          {children.length > 0 && branch(children)}
        </li>
      ))}
    </ul>
  )
  return (
    <>
      <PageHead title={t('menu:product.category')} hint={t('category.pageHint')} actions={create} />
      {categories.isError ? (
        <ProblemView problem={toProblem(categories.error)} onRetry={() => void categories.refetch()} />
      ) : (
        <Section>
          {categories.isPending ? (
            <Skeleton active />
          ) : categories.data.length === 0 ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('category.empty')}>
              {create}
            </Empty>
          ) : (
            branch(treeOf(categories.data))
          )}
        </Section>
      )}
      {edited && <CategoryDrawer key={'category' in edited ? edited.category.id : `new:${edited.parentId}`} edited={edited} onClose={() => setEdited(undefined)} />}
    </>
  )
}

function CategoryDrawer({ edited, onClose }: { edited: Edited; onClose: () => void }) {
  const { t } = useTranslation('product')
  const [form] = Form.useForm<{ name: string; parentId?: string }>()
  const category = 'category' in edited ? edited.category : undefined
  const save = useWrite({
    fn: (body: { name: string; parentId?: string }, write) =>
      category
        ? data(api.PUT('/api/v1/categories/{id}', { params: { path: { id: category.id } }, body: { ...body, version: category.version }, ...write }))
        : data(api.POST('/api/v1/categories', { body, ...write })),
    form,
    invalidate: [categoryKeys.all, productKeys.all],
    success: t('saved'),
    onSuccess: onClose,
  })
  const initial = category ?? ('parentId' in edited ? { parentId: edited.parentId } : {})
  return (
    <FormDrawer open onClose={onClose} title={category ? category.name : t('category.new')} form={form} initial={initial} onSave={save.mutate} saving={save.isPending}>
      <Form.Item name="name" label={t('category.name')} rules={[{ required: true, whitespace: true, message: t('category.nameRequired') }]}>
        <Input maxLength={60} autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="parentId" label={t('category.parent')} extra={t('category.parentHint')}>
        <CategorySelect without={category?.id} placeholder={t('category.root')} />
      </Form.Item>
    </FormDrawer>
  )
}
