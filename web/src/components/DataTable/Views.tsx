import { BookOutlined, CheckOutlined, DeleteOutlined, EditOutlined, StarFilled, StarOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Empty, Flex, Form, Input, Popover, Space } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { useSession } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { uuid } from '@/lib/uuid'
import type { SavedView, TablePreference } from './types'
import type { ListState } from './useListState'

export interface ViewsProps {
  /** The list, as in the person's saved settings. */
  list: string
  /** All names filters keep values under. */
  names: string[]
  state: ListState
  table: TablePreference | undefined
  onTable: (table: TablePreference | undefined) => void
}

/** Whether the list shows just what the view is about. */
function shows(view: SavedView, state: ListState): boolean {
  const { q, sort } = state.params
  const filters = Object.entries(state.filters)
  return view.q === q && view.sort === sort && filters.length === Object.keys(view.filters).length && filters.every(([k, v]) => view.filters[k] === v)
}

/** 视图: what a person has made of a list (search, filters, order, columns), kept under a name, on the server, for this account set. */
export default function Views({ list, names, state, table, onTable }: ViewsProps) {
  const { t } = useTranslation('views')
  const { set } = useSession()
  const client = useQueryClient()
  const confirm = useConfirm()
  const [open, setOpen] = useState(false)
  const [renaming, setRenaming] = useState<string>()
  const key = `views.${set?.id ?? ''}.${list}`
  const queryKey = ['preference', key]
  const path = { params: { path: { key } } }
  const read = async (signal?: AbortSignal): Promise<SavedView[]> => ((await data(api.GET('/api/v1/me/preferences/{key}', { ...path, signal }))).value ?? []) as SavedView[]
  const query = useQuery({ queryKey, queryFn: ({ signal }) => read(signal), enabled: set !== undefined, staleTime: 5 * 60_000 })
  const views = query.data ?? []

  // Another tab or device may have changed them: a change is made to what the server holds now.
  const change = useWrite({
    fn: async (to: (views: SavedView[]) => SavedView[]) => {
      const next = to(await read())
      await data(api.PUT('/api/v1/me/preferences/{key}', { ...path, body: { value: (next.length > 0 ? next : null) as never } }))
      client.setQueryData(queryKey, next)
    },
  })

  const show = (view: SavedView) => {
    state.patch({ ...Object.fromEntries(names.map((n) => [n, view.filters[n]])), q: view.q, sort: view.sort })
    onTable(view.table)
  }

  // The default view is where one comes in, unless the address says something else.
  const entered = useRef(false)
  useEffect(() => {
    if (entered.current || !query.data) return
    entered.current = true
    const first = query.data.find((v) => v.default)
    if (first && !state.touched) show(first)
  })

  const save = (name: string) => {
    const { q, sort } = state.params
    change.mutate((old) => {
      const same = old.find((v) => v.name === name)
      const view: SavedView = { id: same?.id ?? uuid(), name, q, sort, filters: state.filters, table, default: same?.default }
      return same ? old.map((v) => (v.id === same.id ? view : v)) : [...old, view]
    })
  }
  const remove = async (view: SavedView) => {
    if (await confirm({ title: t('removeConfirm', { name: view.name }), danger: true })) change.mutate((old) => old.filter((v) => v.id !== view.id))
  }
  const rename = (view: SavedView, name: string) => {
    setRenaming(undefined)
    const to = name.trim()
    if (to !== '' && to !== view.name) change.mutate((old) => old.filter((v) => v.id === view.id || v.name !== to).map((v) => (v.id === view.id ? { ...v, name: to } : v)))
  }
  const current = views.find((v) => shows(v, state))

  const body = (
    <Flex vertical gap={10} style={{ width: 300, maxWidth: '84vw' }}>
      {views.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('none')} />}
      <ul className="view-list">
        {views.map((v) => (
          <li key={v.id}>
            {renaming === v.id ? (
              <Input
                size="small"
                defaultValue={v.name}
                maxLength={40}
                aria-label={t('name')}
                autoFocus
                onPressEnter={(e) => rename(v, e.currentTarget.value)}
                onKeyDown={(e) => e.key === 'Escape' && setRenaming(undefined)}
                onBlur={(e) => rename(v, e.currentTarget.value)}
              />
            ) : (
              <Button
                type="text"
                size="small"
                className="view-name"
                icon={v.id === current?.id ? <CheckOutlined /> : undefined}
                onClick={() => {
                  show(v)
                  setOpen(false)
                }}
              >
                {v.name}
              </Button>
            )}
            <Button
              type="text"
              size="small"
              icon={v.default ? <StarFilled /> : <StarOutlined />}
              aria-pressed={v.default === true}
              aria-label={t('default', { name: v.name })}
              title={t('default', { name: v.name })}
              onClick={() => change.mutate((old) => old.map((x) => ({ ...x, default: x.id === v.id && !v.default })))}
            />
            <Button type="text" size="small" icon={<EditOutlined />} aria-label={t('rename', { name: v.name })} title={t('rename', { name: v.name })} onClick={() => setRenaming(v.id)} />
            <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('remove', { name: v.name })} title={t('remove', { name: v.name })} onClick={() => void remove(v)} />
          </li>
        ))}
      </ul>
      <Form key={`${current?.id ?? ''}:${views.length}`} initialValues={{ name: current?.name }} onFinish={({ name }: { name: string }) => save(name.trim())}>
        <Space.Compact block>
          <Form.Item name="name" noStyle rules={[{ required: true, whitespace: true, message: t('nameRequired') }]}>
            <Input maxLength={40} placeholder={t('name')} aria-label={t('name')} />
          </Form.Item>
          <Button htmlType="submit" type="primary" loading={change.isPending}>
            {t('save')}
          </Button>
        </Space.Compact>
      </Form>
      <span className="muted" style={{ fontSize: 12 }}>
        {t('hint')}
      </span>
    </Flex>
  )
  return (
    <Popover trigger="click" placement="bottomRight" title={t('title')} content={body} open={open} onOpenChange={setOpen} destroyOnHidden>
      <Button type="text" icon={<BookOutlined />}>
        {current?.name ?? t('title')}
      </Button>
    </Popover>
  )
}
