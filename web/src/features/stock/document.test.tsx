import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { later } from '@/testing/later'
import { renderPage } from '@/testing/render'
import { page, problem, server, signedIn } from '@/testing/server'
import DocumentPage from './pages/DocumentPage'

const sku = { id: '9007199254740993', code: 'QH-001', productName: '珍珠发夹', spec: '白色', active: true, units: [{ unitId: '7', name: '个', decimals: 0 }], baseUnitId: '7' }
const saved = { id: '55', kind: 'opening_stock', no: 'QC20261122001', date: '2026-11-01', state: 'draft', lineCount: 1, quantity: '12', value: '42', createdBy: '陈小满', createdAt: '2026-11-22T01:00:00Z', version: 1, lines: [] }

let sent: unknown[] = []

beforeEach(() => {
  sent = []
  server.use(
    signedIn({ permissions: ['stock.read', 'stock.opening', 'stock.adjust', 'stock.reverse', 'cost.see'] }),
    http.get('*/api/v1/warehouses', () => HttpResponse.json(page([{ id: '31', code: 'W1', name: '总仓', default: true, active: true, version: 1 }]))),
    http.get('*/api/v1/skus/scan', ({ request }) => (new URL(request.url).searchParams.get('code') === '6901234567892' ? HttpResponse.json(sku) : problem(404, 'sku.not_found', '找不到这个 SKU', { remedy: '检查代码或条码' }))),
    http.get('*/api/v1/settings', () => HttpResponse.json({ stockReview: false })),
    http.get('*/api/v1/skus/:id', () => HttpResponse.json(sku)),
    http.get('*/api/v1/skus', () => HttpResponse.json(page([sku]))),
  )
})

function answerSave(answer: () => Response) {
  server.use(
    // Saved documents are read again after a save.
    http.get('*/api/v1/stock-documents/:id', () => HttpResponse.json(saved)),
    http.post('*/api/v1/stock-documents', async ({ request }) => {
      sent.push(await request.json())
      return answer()
    }),
  )
}

async function open() {
  const view = await renderPage(<DocumentPage />, { path: '/opening-stock/$id', at: '/opening-stock/new' })
  await waitFor(() => expect(screen.getByLabelText('数量 1')).toBeEnabled())
  return view
}

async function scan(code: string) {
  await userEvent.click(screen.getByLabelText('扫描或输入条码，回车确认'))
  await userEvent.paste(code)
  await userEvent.keyboard('{Enter}')
}

it('takes two of quantity, unit cost and amount, shows the third and sends the two', async () => {
  answerSave(() => HttpResponse.json(saved, { status: 201 }))
  const { address } = await open()
  await scan('6901234567892')
  expect(await screen.findByText('珍珠发夹 白色')).toBeVisible()
  const quantity = screen.getByLabelText('数量 1')
  await waitFor(() => expect(quantity).toHaveValue('1'))
  await userEvent.clear(quantity)
  await userEvent.type(quantity, '12')
  await userEvent.type(screen.getByLabelText('金额 1'), '42')
  expect(screen.getByLabelText('单位成本 1')).toHaveValue('3.50')
  await userEvent.click(screen.getByRole('button', { name: '存为草稿' }))
  await waitFor(() => expect(address()).toBe('/opening-stock/55'))
  expect(sent).toEqual([{ kind: 'opening_stock', lines: [{ warehouseId: '31', skuId: sku.id, quantity: '12', amount: '42' }], post: false }])
})

it('puts a line in the standard warehouse that was filled before the warehouses were known', async () => {
  const { moment: known, come: know } = later()
  server.use(
    http.get('*/api/v1/warehouses', async () => {
      await known
      return HttpResponse.json(page([{ id: '31', code: 'W1', name: '总仓', default: true, active: true, version: 1 }]))
    }),
  )
  answerSave(() => HttpResponse.json(saved, { status: 201 }))
  const { address } = await open()
  await scan('6901234567892')
  await waitFor(() => expect(screen.getByLabelText('数量 1')).toHaveValue('1'))
  know()
  expect(await screen.findByText('总仓')).toBeVisible()
  await scan('6901234567892')
  await waitFor(() => expect(screen.getByLabelText('数量 1')).toHaveValue('2'))
  expect(screen.queryByLabelText('数量 2')).toBeNull()
  await userEvent.type(screen.getByLabelText('单位成本 1'), '3')
  await userEvent.click(screen.getByRole('button', { name: '存为草稿' }))
  await waitFor(() => expect(address()).toBe('/opening-stock/55'))
  expect(sent).toMatchObject([{ lines: [{ warehouseId: '31', skuId: sku.id }] }])
})

it('counts a second scan of the same goods on the same line', async () => {
  await open()
  await scan('6901234567892')
  await waitFor(() => expect(screen.getByLabelText('数量 1')).toHaveValue('1'))
  await scan('6901234567892')
  await waitFor(() => expect(screen.getByLabelText('数量 1')).toHaveValue('2'))
  expect(screen.queryByLabelText('数量 2')).toBeNull()
})

it('says which code is unknown and keeps the lines', async () => {
  await open()
  await scan('0000')
  expect(await screen.findByText('找不到这个 SKU')).toBeVisible()
  expect(screen.queryByLabelText('数量 2')).toBeNull()
})

it('marks what the server refuses at its cell, and takes zero cost only with the mark', async () => {
  answerSave(() =>
    sent.length === 1
      ? problem(422, 'input.invalid', '有内容需要改正', { errors: [{ field: 'lines[0].unitCost', code: 'stock_document.zero_cost', detail: '成本为 0' }] })
      : HttpResponse.json({ ...saved, state: 'posted' }, { status: 201 }),
  )
  await open()
  await scan('6901234567892')
  await waitFor(() => expect(screen.getByLabelText('数量 1')).toHaveValue('1'))
  await userEvent.type(screen.getByLabelText('单位成本 1'), '0')
  await userEvent.click(screen.getByRole('button', { name: '保存并过账' }))
  const line = (await screen.findByText('成本为 0')).closest('tr') as HTMLElement
  expect(within(line).getByLabelText('单位成本 1')).toHaveAttribute('aria-invalid', 'true')
  await userEvent.click(within(line).getByLabelText('零成本 1'))
  await userEvent.click(screen.getByRole('button', { name: '保存并过账' }))
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]).toEqual({ kind: 'opening_stock', lines: [{ warehouseId: '31', skuId: sku.id, quantity: '1', zeroCost: true }], post: true })
})

const line = { id: '90', warehouseId: '31', warehouseName: '总仓', skuId: sku.id, skuCode: sku.code, productName: sku.productName, spec: sku.spec, unit: '个', quantity: '12', value: '42', unitCost: '3.5' }

it('posts what it has just saved, also after the posting was refused once', async () => {
  const asked: unknown[] = []
  let refuse = true
  server.use(
    http.get('*/api/v1/stock-documents/:id', () => HttpResponse.json({ ...saved, lines: [line] })),
    http.put('*/api/v1/stock-documents/:id', async ({ request }) => {
      asked.push(['save', ((await request.json()) as { version: number }).version])
      return HttpResponse.json({ ...saved, lines: [line], version: 2 })
    }),
    http.post('*/api/v1/stock-documents/55/actions/post', async ({ request }) => {
      asked.push(['post', await request.json()])
      if (refuse) return problem(409, 'document.period', '现在不能过账')
      return HttpResponse.json({ ...saved, lines: [line], state: 'posted', version: 3 })
    }),
  )
  await renderPage(<DocumentPage />, { path: '/opening-stock/$id', at: '/opening-stock/55' })
  await userEvent.type(await screen.findByLabelText('备注'), '盘点')
  await userEvent.click(screen.getByRole('button', { name: '保存并过账' }))
  await waitFor(() => expect(asked).toHaveLength(2))
  refuse = false
  await waitFor(() => expect(screen.getByRole('button', { name: '保存并过账' })).toBeEnabled())
  await userEvent.click(screen.getByRole('button', { name: '保存并过账' }))
  await waitFor(() => expect(asked).toEqual([['save', 1], ['post', { version: 2 }], ['post', { version: 2 }]]))
})

it('lets who reviews post, and who enters only save, where stock documents are reviewed', async () => {
  const as = (...permissions: string[]) =>
    server.use(
      signedIn({ permissions }),
      http.get('*/api/v1/settings', () => HttpResponse.json({ stockReview: true })),
      http.get('*/api/v1/stock-documents/:id', () => HttpResponse.json({ ...saved, lines: [line] })),
    )
  as('stock.read', 'stock.review')
  const reviewer = await renderPage(<DocumentPage />, { path: '/opening-stock/$id', at: '/opening-stock/55' })
  expect(await screen.findByRole('button', { name: '过账' })).toBeVisible()
  expect(screen.queryByRole('button', { name: '存为草稿' })).toBeNull()
  reviewer.unmount()
  as('stock.read', 'stock.opening', 'cost.see')
  await renderPage(<DocumentPage />, { path: '/opening-stock/$id', at: '/opening-stock/55' })
  expect(await screen.findByRole('button', { name: '存为草稿' })).toBeVisible()
  await waitFor(() => expect(screen.queryByRole('button', { name: /过账/ })).toBeNull())
})
