import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { onPhone } from '@/testing/setup'
import { page, problem, server, signedIn } from '@/testing/server'
import SalePage from './pages/SalePage'
import type { SaveSale } from './queries'

const unit = { unitId: '71', name: '个', num: 1, den: 1, decimals: 0 }
const sku = (id: string, code: string, productName: string, price: string) => ({ id, productId: `p${id}`, code, productCode: code, productName, spec: '', units: [unit], taxRateBps: 0, negativeStock: false, active: true, price, available: '5' })
const clip = sku('11', '6901234567892', '珍珠发夹', '3.50')
const scarf = sku('12', 'SJ-01', '丝巾', '19.90')

const customer = { id: '21', code: 'KH1', name: '散客', levelId: '31', levelName: '零售客户', creditLimit: '0.00', active: true, mnemonic: 'SK', version: 1 }
const permissions = ['sale.read', 'sale.create', 'customer.read', 'customer.write', 'fund_account.read', 'shop.read', 'preorder.read']

/** What the server was asked to write, in order. */
let writes: { method: string; body: SaveSale & { version?: number } }[]
let refusal: (() => Response) | undefined

function detail(body: SaveSale, version: number) {
  const total = body.lines.reduce((n, l) => n + Number(l.quantity) * Number(l.price ?? prices[l.skuId]), 0).toFixed(2)
  return {
    ...body, id: '900', no: 'XH001', date: '2026-11-22', state: body.mode === 'draft' ? 'draft' : 'posted', customerName: '散客', customerCode: 'KH1', warehouseId: '41', warehouseName: '默认仓', wantsPreorder: false,
    total, settled: '0.00', discountBps: 0, discount: '0.00', customerFee: '0.00', goodsAmount: total, taxAmount: '0.00', paidNow: '0.00', createdByName: '陈小满', createdAt: '2026-11-22T02:00:00Z', version, pay: 'unpaid',
    lines: body.lines.map((l, i) => ({ ...l, id: `9${i}`, skuCode: '', productId: `p${l.skuId}`, productName: l.skuId === '11' ? '珍珠发夹' : '丝巾', unitName: '个', baseQuantity: l.quantity, price: l.price ?? prices[l.skuId], discountBps: 0, discount: '0.00', taxRateBps: 0, taxAmount: '0.00', amount: '0.00', settledAmount: '0.00' })),
  }
}
const prices: Record<string, string> = { '11': '3.50', '12': '19.90' }

beforeEach(() => {
  writes = []
  refusal = undefined
  const write = async (request: Request, method: string) => {
    const body = (await request.json()) as SaveSale & { version?: number }
    writes.push({ method, body })
    return (body.mode === 'post' && refusal?.()) || HttpResponse.json(detail(body, writes.length), { status: method === 'POST' ? 201 : 200 })
  }
  server.use(
    signedIn({ permissions, modules: [] }),
    http.get('*/api/v1/settings', () => HttpResponse.json({ taxAccounted: false, stockReview: false, today: '2026-11-22' })),
    http.get('*/api/v1/customers', () => HttpResponse.json(page([customer]))),
    http.get('*/api/v1/customers/21', () => HttpResponse.json(customer)),
    http.get('*/api/v1/customers/21/last-prices', () => HttpResponse.json({ items: [{ skuId: '11', unitId: '71', price: '3.20', date: '2026-11-01', docNo: 'XH000' }] })),
    http.get('*/api/v1/warehouses', () => HttpResponse.json(page([{ id: '41', name: '默认仓', code: '01', default: true, active: true, version: 1 }]))),
    http.get('*/api/v1/fund-accounts', () => HttpResponse.json(page([{ id: '51', name: '现金', kind: 'cash', default: true, active: true, account: '1001', version: 1 }]))),
    http.get('*/api/v1/skus', ({ request }) => {
      const q = new URL(request.url).searchParams.get('q') ?? ''
      return HttpResponse.json(page([clip, scarf].filter((s) => s.productName.includes(q) || s.code.includes(q))))
    }),
    http.get('*/api/v1/skus/scan', ({ request }) => {
      const code = new URL(request.url).searchParams.get('code')
      const found = [clip, scarf].find((s) => s.code === code)
      return found ? HttpResponse.json(found) : problem(404, 'sku.scan_unknown', `没有条码或编码是 ${code} 的商品`, { remedy: '检查条码' })
    }),
    http.post('*/api/v1/sales/quote', async ({ request }) => {
      const body = (await request.json()) as SaveSale
      const lines = body.lines.map((l) => {
        const price = l.price ?? prices[l.skuId] ?? '0'
        const short = Number(l.quantity) > 5 ? { need: l.quantity, available: '5', short: String(Number(l.quantity) - 5) } : undefined
        return { price, baseQuantity: l.quantity, taxAmount: '0.00', amount: (Number(l.quantity) * Number(price)).toFixed(2), shortage: short }
      })
      const total = lines.reduce((n, l) => n + Number(l.amount), 0).toFixed(2)
      return HttpResponse.json({ goodsAmount: total, discount: '0.00', taxAmount: '0.00', total, lines })
    }),
    http.get('*/api/v1/sales', () => HttpResponse.json(page([]))),
    http.get('*/api/v1/sales/900', () => HttpResponse.json(detail(writes.at(-1)?.body as SaveSale, writes.length))),
    http.post('*/api/v1/sales', ({ request }) => write(request, 'POST')),
    http.put('*/api/v1/sales/900', ({ request }) => write(request, 'PUT')),
  )
})

const open = () => renderPage(<SalePage />, { path: '/sales/$id', at: '/sales/new' })
const cell = (label: string) => screen.getByLabelText(label)
const scanner = () => screen.findByLabelText('扫描条码或输入编码，回车加入')
const scan = async (code: string) => userEvent.type(await scanner(), `${code}{Enter}`)

it('adds by scanner, counts the same code up, and tells unknown codes', async () => {
  await open()
  await scan('6901234567892')
  await scan('SJ-01')
  await scan('6901234567892')
  await waitFor(() => expect(cell('数量 1')).toHaveValue('2'))
  expect(cell('数量 2')).toHaveValue('1')
  expect(screen.getByTestId('total')).toHaveTextContent('¥26.90')
  await scan('NOPE')
  expect(await screen.findByText(/没有条码或编码是 NOPE 的商品/)).toBeVisible()
})

it('takes the walk-in customer and shows the last price beside the price of the level', async () => {
  await open()
  await scan('6901234567892')
  expect(await screen.findByText('散客')).toBeVisible()
  expect(cell('单价 1')).toHaveValue('3.50')
  await userEvent.click(await screen.findByRole('button', { name: /上次\s*3.20/ }))
  expect(cell('单价 1')).toHaveValue('3.20')
})

it('is entered with the keyboard alone and posted with Ctrl+Enter', async () => {
  const view = await open()
  fireEvent.focus(await screen.findByLabelText('商品 1'))
  await userEvent.click(cell('商品 1'))
  await userEvent.keyboard('丝巾')
  expect(await screen.findByText(/SJ-01 · ¥19.90/)).toBeVisible()
  await waitFor(() => expect(screen.queryByText(/6901234567892 ·/)).toBeNull())
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(cell('数量 1')).toHaveValue('1'))
  await userEvent.click(cell('数量 1'))
  await userEvent.keyboard('3{Enter}')
  expect(cell('单价 1')).toHaveFocus()
  await userEvent.keyboard('20{Enter}10{Enter}')
  expect(screen.getByTestId('total')).toHaveTextContent('¥54.00')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(writes.at(-1)?.body.mode).toBe('post'))
  expect(writes.at(-1)?.body.lines).toEqual([expect.objectContaining({ skuId: '12', quantity: '3', price: '20', discountBps: 1000 })])
  await waitFor(() => expect(view.address()).toContain('/sales/900'))
  expect(await screen.findByRole('heading', { name: '销货单 XH001' })).toBeVisible()
})

it('keeps the draft on the server from the first line on, once', async () => {
  const view = await open()
  await scan('6901234567892')
  await waitFor(() => expect(view.address()).toBe('/sales/900'))
  await scan('SJ-01')
  await waitFor(() => expect(writes.map((w) => w.method)).toEqual(['POST', 'PUT']))
  expect(writes[1]?.body).toMatchObject({ mode: 'draft', version: 1 })
  expect(writes[1]?.body.lines).toHaveLength(2)
  expect(cell('数量 2')).toHaveValue('1')
  expect(await screen.findByText(/草稿已保存/)).toBeVisible()
})

it('shows at the line what stock lacks before anything is posted', async () => {
  await open()
  await scan('6901234567892')
  await userEvent.clear(cell('数量 1'))
  await userEvent.type(cell('数量 1'), '8')
  expect(await screen.findByText('缺 3，可用 5')).toBeVisible()
})

it('puts what the server objects to next to the fields and lines', async () => {
  refusal = () =>
    problem(422, 'input.invalid', '有 2 处需要改正', {
      errors: [
        { field: 'lines[1].price', code: 'decimal.too_many_places', detail: '单价最多 4 位小数' },
        { field: 'paidNow', code: 'sale.paid_exceeds_total', detail: '本次收款超过了结算金额' },
      ],
    })
  await open()
  await scan('6901234567892')
  await scan('SJ-01')
  await userEvent.type(screen.getByLabelText('本次收款'), '999')
  await userEvent.click(screen.getByRole('button', { name: '保存并过账' }))
  const rows = within(screen.getByRole('table')).getAllByRole('row')
  await waitFor(() => expect(within(rows[2] as HTMLElement).getByText('单价最多 4 位小数')).toBeVisible())
  expect(screen.getByLabelText('本次收款')).toHaveAccessibleDescription('本次收款超过了结算金额')
  expect(screen.getByText('有 2 处需要改正')).toBeVisible()
  await userEvent.clear(screen.getByLabelText('本次收款'))
  expect(screen.queryByText('本次收款超过了结算金额')).toBeNull()
})

it('is a till on a phone', async () => {
  onPhone()
  await open()
  await scan('6901234567892')
  await userEvent.click(await screen.findByRole('button', { name: '增加 珍珠发夹' }))
  expect(screen.getByTestId('total')).toHaveTextContent('¥7.00')
  await userEvent.click(screen.getByRole('button', { name: '收款下单' }))
  await waitFor(() => expect(writes.at(-1)?.body).toMatchObject({ mode: 'post', lines: [{ skuId: '11', quantity: '2' }] }))
})

it('lists on a phone what I sold today, with the way to each payment code', async () => {
  onPhone()
  const row = (id: string, more: object) => ({
    id, kind: 'issue', no: `XH${id}`, date: '2026-11-22', state: 'posted', customerId: '21', customerName: '散客', warehouseName: '默认仓', total: '41.40', settled: '0.00', wantsPreorder: true, pay: 'unpaid', createdAt: '2026-11-22T02:00:00Z', version: 1, ...more,
  })
  let asked: URLSearchParams | undefined
  server.use(
    http.get('*/api/v1/sales', ({ request }) => {
      asked = new URL(request.url).searchParams
      return HttpResponse.json(page([row('1', {}), row('2', { pay: 'paid' }), row('3', { wantsPreorder: false, total: '8.60' }), row('4', { state: 'submitted', pay: undefined }), row('5', { state: 'void', pay: undefined })]))
    }),
  )
  await open()
  await userEvent.click(await screen.findByRole('button', { name: /今日开单/ }))
  const list = within(await screen.findByRole('list'))
  expect(Object.fromEntries(asked ?? [])).toMatchObject({ mine: 'true', kind: 'issue', from: '2026-11-22', to: '2026-11-22' })
  expect(list.getAllByRole('listitem')).toHaveLength(4)
  expect(screen.getByText('共 4 单')).toHaveTextContent('¥132.80')
  expect(screen.getByText(/2 单还没收齐/)).toBeVisible()
  expect(list.getByRole('link', { name: 'XH1 的付款码' })).toHaveAttribute('href', '/sales/1?pay=1')
  // Paid, without a pre-order, or not posted yet: nothing to show.
  expect(list.getAllByRole('link', { name: /付款码/ })).toHaveLength(1)
})

it('speaks of the latest sales when a day has more than fit, and adds nothing up', async () => {
  onPhone()
  const row = { id: '1', kind: 'issue', no: 'XH1', date: '2026-11-22', state: 'posted', customerId: '21', customerName: '散客', warehouseName: '默认仓', total: '41.40', settled: '0.00', wantsPreorder: true, pay: 'unpaid', createdAt: '2026-11-22T02:00:00Z', version: 1 }
  server.use(http.get('*/api/v1/sales', () => HttpResponse.json(page([row], 201))))
  await open()
  await userEvent.click(await screen.findByRole('button', { name: /今日开单/ }))
  expect(await screen.findByText('最近 1 单')).toBeVisible()
  expect(screen.queryByText('共 1 单')).toBeNull()
})
