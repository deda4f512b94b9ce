import { queryOptions } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'
import type { ListParams, Page } from '@/api/list'
import { renderPage } from '@/testing/render'
import { page, problem, server } from '@/testing/server'
import { onPhone } from '@/testing/setup'
import { DataTable } from './index'
import type { SavedView } from './types'

type Row = { id: string; name: string }

/** A list over a server that keeps the views of the set 101. */
async function show(views: SavedView[], at = '/things') {
  const kept = { views }
  const asked: ListParams[] = []
  server.use(
    http.get('*/api/v1/me/preferences/views.101.things', () => HttpResponse.json({ value: kept.views.length > 0 ? kept.views : null })),
    http.put('*/api/v1/me/preferences/views.101.things', async ({ request }) => {
      kept.views = ((await request.json()) as { value: SavedView[] | null }).value ?? []
      return HttpResponse.json({ value: kept.views })
    }),
  )
  const view = await renderPage(
    <DataTable<Row>
      id="things"
      query={(params) => queryOptions<Page<Row>>({ queryKey: ['thing', params], queryFn: () => (asked.push(params), Promise.resolve(page([{ id: '1', name: '丝巾' }]))) })}
      columns={[
        { key: 'name', title: '名称', always: true, sortable: true, render: (r) => r.name },
        { key: 'id', title: '编号', hidden: true, render: (r) => r.id },
      ]}
      searchHint="名称"
      filters={[{ kind: 'select', name: 'state', label: '状态', options: [{ value: 'on', label: '在售' }] }]}
      empty={{ title: '还没有' }}
      mobileCard={(r) => r.name}
    />,
    { path: '/things', at },
  )
  return { ...view, kept, asked }
}

const silk: SavedView = { id: 'v1', name: '丝巾在售', q: '丝', sort: '-name', filters: { state: 'on' }, table: { hidden: [] } }

it('keeps what a list shows under a name, and opens it again with its columns', async () => {
  const { kept, address } = await show([], '/things?q=%E4%B8%9D&state=on&sort=-name')
  await userEvent.click(await screen.findByRole('button', { name: /视图/ }))
  await userEvent.type(await screen.findByLabelText('视图名称'), '丝巾在售')
  await userEvent.click(screen.getByRole('button', { name: /保存当前/ }))
  await waitFor(() => expect(kept.views).toMatchObject([{ name: '丝巾在售', q: '丝', sort: '-name', filters: { state: 'on' } }]))
  await userEvent.click(screen.getByRole('button', { name: '清空条件' }))
  await waitFor(() => expect(address()).not.toContain('state'))
  await userEvent.click(await screen.findByRole('button', { name: /视图/ }))
  await userEvent.click(await screen.findByRole('button', { name: '丝巾在售' }))
  await waitFor(() => expect(address()).toContain('state=on'))
})

it('opens the list with the starred view, unless the address asks for something', async () => {
  const first = await show([{ ...silk, default: true }])
  await waitFor(() => expect(first.address()).toContain('state=on'))
  await waitFor(() => expect(first.asked.at(-1)).toMatchObject({ q: '丝', state: 'on', sort: '-name' }))
  expect((await screen.findAllByText('编号'))[0]).toBeVisible()
  first.unmount()
  const second = await show([{ ...silk, default: true }], '/things?q=%E5%8F%91')
  expect(await screen.findByText('丝巾')).toBeVisible()
  await screen.findByRole('button', { name: /视图/ })
  expect(second.address()).not.toContain('state')
})

it('renames, stars and deletes, also on a phone', async () => {
  onPhone()
  const { kept } = await show([silk])
  await userEvent.click(await screen.findByRole('button', { name: /视图/ }))
  await userEvent.click(await screen.findByRole('button', { name: '打开列表时用“丝巾在售”' }))
  await waitFor(() => expect(kept.views[0]?.default).toBe(true))
  await userEvent.click(screen.getByRole('button', { name: '重命名“丝巾在售”' }))
  const box = screen.getByDisplayValue('丝巾在售')
  await userEvent.clear(box)
  await userEvent.type(box, '常用{Enter}')
  await waitFor(() => expect(kept.views[0]?.name).toBe('常用'))
  await userEvent.click(await screen.findByRole('button', { name: '删除“常用”' }))
  await userEvent.click(await screen.findByRole('button', { name: '确定' }))
  await waitFor(() => expect(kept.views).toEqual([]))
})

it('says why a view could not be kept', async () => {
  await show([silk])
  server.use(http.put('*/api/v1/me/preferences/views.101.things', () => problem(422, 'preference.too_large', '内容太大')))
  await userEvent.click(await screen.findByRole('button', { name: /视图/ }))
  await userEvent.type(await screen.findByLabelText('视图名称'), '又一个')
  await userEvent.click(screen.getByRole('button', { name: /保存当前/ }))
  expect(await screen.findByText('内容太大')).toBeVisible()
})
