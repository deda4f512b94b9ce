import { queryOptions } from '@tanstack/react-query'
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, it, vi } from 'vitest'
import type { ListParams, Page } from '@/api/list'
import { Problem } from '@/api/problem'
import { renderPage } from '@/testing/render'
import { page, server } from '@/testing/server'
import { onPhone } from '@/testing/setup'
import { type Column, DataTable, type DataTableProps } from './index'

const saved = vi.hoisted(() => vi.fn())
vi.mock('@/lib/saveFile', () => ({ saveFile: saved }))

interface Row {
  id: string
  name: string
  price: string
}

const rows: Row[] = [
  { id: '9007199254740993', name: '珍珠发夹', price: '6.80' },
  { id: '2', name: '丝巾', price: '12.00' },
]
const columns: Column<Row>[] = [
  { key: 'name', title: '名称', always: true, sortable: true, render: (r) => r.name },
  { key: 'price', title: '售价', render: (r) => r.price },
  { key: 'id', title: '编号', hidden: true, render: (r) => r.id },
]

async function show(options: Partial<DataTableProps<Row>> & { at?: string; answer?: (p: ListParams) => Page<Row> } = {}) {
  const asked: ListParams[] = []
  const { at, answer = () => page(rows), ...props } = options
  const view = await renderPage(
    <DataTable<Row>
      id="things"
      query={(params) =>
        queryOptions<Page<Row>>({
          queryKey: ['thing', params],
          queryFn: () => {
            asked.push(params)
            return Promise.resolve(answer(params))
          },
        })
      }
      columns={columns}
      searchHint="名称、编码"
      filters={[{ kind: 'select', name: 'state', label: '状态', options: [{ value: 'on', label: '在售' }] }]}
      rowName={(r) => r.name}
      empty={{ title: '还没有商品', hint: '先新增一个', action: <button type="button">新增</button> }}
      mobileCard={(r) => <strong>{`卡片 ${r.name}`}</strong>}
      {...props}
    />,
    { path: '/things', at: at ?? '/things' },
  )
  return { ...view, asked }
}

it('reads its state from the address and asks the server for it', async () => {
  const { asked } = await show({ at: '/things?q=%E5%8F%91%E5%A4%B9&page=3&pageSize=20&sort=-name&state=on', answer: () => page(rows, 500) })
  expect(await screen.findByText('珍珠发夹')).toBeVisible()
  expect(asked).toEqual([{ q: '发夹', page: 3, pageSize: 20, sort: '-name', state: 'on' }])
  expect(screen.getByLabelText('搜索')).toHaveValue('发夹')
  expect(screen.getByText('共 500 条')).toBeVisible()
})

it('puts a search into the address and goes back to the first page', async () => {
  const { asked, address } = await show({ at: '/things?page=2', answer: () => page(rows, 120) })
  await screen.findByText('丝巾')
  await userEvent.type(screen.getByLabelText('搜索'), '丝巾')
  await waitFor(() => expect(address()).toBe(`/things?q=${encodeURIComponent('丝巾')}`))
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ q: '丝巾', page: 1 }))
})

it('sorts on the server', async () => {
  const { address } = await show()
  const head = () => screen.getByRole('columnheader', { name: /名称/ })
  await screen.findByText('丝巾')
  await userEvent.click(head())
  await waitFor(() => expect(address()).toBe('/things?sort=name'))
  await userEvent.click(head())
  await waitFor(() => expect(address()).toBe('/things?sort=-name'))
})

it('sorts the column it is sorted by anyway in both directions', async () => {
  const { address, asked } = await show({ defaultSort: '-name' })
  const head = () => screen.getByRole('columnheader', { name: /名称/ })
  await screen.findByText('丝巾')
  expect(asked.at(-1)).toMatchObject({ sort: '-name' })
  await userEvent.click(head())
  await waitFor(() => expect(address()).toBe('/things?sort=name'))
  expect(head()).toHaveAttribute('aria-sort', 'ascending')
  await userEvent.click(head())
  await waitFor(() => expect(address()).toBe('/things'))
  expect(head()).toHaveAttribute('aria-sort', 'descending')
  await userEvent.click(head())
  await waitFor(() => expect(address()).toBe('/things?sort=name'))
})

it('says what to do when there is nothing, and how to get out of a filter', async () => {
  const { unmount } = await show({ answer: () => page<Row>([]) })
  expect(await screen.findByText('还没有商品')).toBeVisible()
  expect(screen.getByRole('button', { name: '新增' })).toBeVisible()
  unmount()

  const { address } = await show({ at: '/things?q=x&state=on', answer: () => page<Row>([]) })
  expect(await screen.findByText('没有符合条件的记录')).toBeVisible()
  await userEvent.click(screen.getAllByRole('button', { name: '清空条件' })[0] as HTMLElement)
  await waitFor(() => expect(address()).toBe('/things'))
})

it('shows a refusal with a way to try again', async () => {
  let broken = true
  await show({
    answer: () => {
      if (broken) throw new Problem({ status: 503, code: 'db.away', detail: '数据库连不上', remedy: '稍后再试' })
      return page(rows)
    },
  })
  expect(await screen.findByText('数据库连不上')).toBeVisible()
  broken = false
  await userEvent.click(screen.getByRole('button', { name: '重试' }))
  expect(await screen.findByText('丝巾')).toBeVisible()
})

it('runs a batch action and tells which rows failed and why', async () => {
  const run = vi.fn((ids: string[]) => Promise.resolve({ results: ids.map((id) => (id === '2' ? { id, ok: false, problem: { code: 'x', detail: '已有库存' } } : { id, ok: true })) }))
  await show({ batch: [{ key: 'off', label: '停用', run }] })
  await userEvent.click(await screen.findByLabelText('珍珠发夹'))
  await userEvent.click(screen.getByLabelText('丝巾'))
  expect(screen.getByText('已选 2 条')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: '停用' }))
  expect(run).toHaveBeenCalledWith(['9007199254740993', '2'], rows, { headers: { 'Idempotency-Key': expect.any(String) as string } })
  const dialog = await screen.findByRole('dialog')
  expect(dialog).toHaveTextContent('成功 1 条，失败 1 条')
  expect(within(dialog).getByText('丝巾').closest('li')).toHaveTextContent('丝巾 已有库存')
  // What failed stays selected, to be tried again.
  expect(screen.getByText('已选 1 条')).toBeVisible()
})

it('re-reads what else a batch action changes', async () => {
  const run = vi.fn((ids: string[]) => Promise.resolve({ results: ids.map((id) => ({ id, ok: true })) }))
  const { client } = await show({ batch: [{ key: 'off', label: '停用', run, invalidate: [['home']] }] })
  client.setQueryData(['home'], 1)
  client.setQueryData(['other'], 1)
  await userEvent.click(await screen.findByLabelText('丝巾'))
  await userEvent.click(screen.getByRole('button', { name: '停用' }))
  await waitFor(() => expect(client.getQueryState(['home'])?.isInvalidated).toBe(true))
  expect(client.getQueryState(['other'])?.isInvalidated).toBe(false)
})

it('acts on a row as the list shows it, not as it was chosen', async () => {
  const run = vi.fn((ids: string[]) => Promise.resolve({ results: ids.map((id) => ({ id, ok: true })) }))
  let price = '12.00'
  await show({ answer: () => page([{ id: '2', name: '丝巾', price }]), batch: [{ key: 'off', label: '停用', run }] })
  await userEvent.click(await screen.findByLabelText('丝巾'))
  price = '13.00'
  await userEvent.click(screen.getByRole('button', { name: '刷新' }))
  expect(await screen.findByText('13.00')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: '停用' }))
  expect(run).toHaveBeenCalledWith(['2'], [{ id: '2', name: '丝巾', price: '13.00' }], expect.anything())
})

it('repeats a batch action whose outcome is unknown as the same one', async () => {
  const keys: string[] = []
  const sent: Row[][] = []
  let price = 12
  const run = vi.fn((ids: string[], rows: Row[], write: { headers: { 'Idempotency-Key': string } }) => {
    keys.push(write.headers['Idempotency-Key'])
    sent.push(rows)
    return keys.length === 1 ? Promise.reject(new Problem({ status: 0, code: 'network.unreachable', detail: '连不上' })) : Promise.resolve({ results: ids.map((id) => ({ id, ok: true })) })
  })
  // It may have been done after all: the list then shows the rows as they became.
  await show({ answer: () => page([{ id: '2', name: '丝巾', price: String(price++) }]), batch: [{ key: 'off', label: '停用', run }] })
  await userEvent.click(await screen.findByLabelText('丝巾'))
  await userEvent.click(screen.getByRole('button', { name: '停用' }))
  expect(await screen.findByText('连不上')).toBeVisible()
  expect(await screen.findByText('13')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: '停用' }))
  await waitFor(() => expect(keys).toHaveLength(2))
  expect(keys[1]).toBe(keys[0])
  expect(sent[1]).toEqual(sent[0])
})

it('shows and hides columns and remembers it', async () => {
  await show()
  await screen.findByText('丝巾')
  expect(screen.queryByText('编号')).toBeNull()
  await userEvent.click(screen.getByLabelText('列设置'))
  await userEvent.click(await screen.findByRole('checkbox', { name: '编号' }))
  expect(await screen.findByText('9007199254740993')).toBeVisible()
  expect(screen.getByRole('checkbox', { name: '名称' })).toBeDisabled()
  expect(JSON.parse(localStorage.getItem('huotong.pref.table.things') ?? '{}')).toMatchObject({ hidden: [] })
})

it('draws cards on a phone', async () => {
  onPhone()
  await show()
  expect(await screen.findByText('卡片 丝巾')).toBeVisible()
  expect(screen.queryByRole('table')).toBeNull()
})

it('exports all that it shows, as the format chosen', async () => {
  const asked: URLSearchParams[] = []
  server.use(
    http.get('*/api/v1/products/export', ({ request }) => {
      asked.push(new URL(request.url).searchParams)
      return new HttpResponse('x', { headers: { 'Content-Disposition': "attachment; filename*=UTF-8''%E5%95%86%E5%93%81.csv" } })
    }),
  )
  await show({
    at: '/things?q=%E5%8F%91%E5%A4%B9&page=3&pageSize=20&sort=-name&state=on',
    answer: () => page(rows, 500),
    exports: [{ path: '/api/v1/products/export', label: '商品' }, { path: '/api/v1/skus/export', label: 'SKU' }],
  })
  await userEvent.click(await screen.findByRole('button', { name: /导出/ }))
  await userEvent.click(await screen.findByText('商品 · CSV 文件'))
  await waitFor(() => expect(asked).toHaveLength(1))
  expect(Object.fromEntries(asked[0] ?? [])).toEqual({ q: '发夹', sort: '-name', state: 'on', format: 'csv' })
  await waitFor(() => expect(saved).toHaveBeenCalledWith(expect.anything(), '商品.csv'))
})
