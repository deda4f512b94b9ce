import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, server, signedIn } from '@/testing/server'
import OrdersOfPurchase from './OrdersOfPurchase'
import OrderListPage from './pages/OrderListPage'
import OrderPage from './pages/OrderPage'
import type { Candidate, Fetch, Order, OrderRow } from './queries'

const row: OrderRow = {
  id: '700',
  no: '3400000000123047156',
  accountId: '501',
  accountName: '小王服装店',
  standing: 'problem',
  why: 'parcel_refused',
  state: 'shipped',
  status: 'waitbuyerreceive',
  logistics: 'sent',
  link: '',
  sellerName: '杭州云裳服饰有限公司',
  sellerLogin: '云裳服饰批发',
  title: '纯棉T恤',
  lineCount: 2,
  quantity: '8',
  total: '167.20',
  paid: '167.20',
  refund: '0.00',
  parcels: [{ logisticsId: 'LP1', waybill: 'SF1000', carrierName: '顺丰速运', status: 'TRANSPORT', sentAt: '2026-11-22T02:00:00Z' }],
  orderedAt: '2026-11-22T01:00:00Z',
  readAt: '2026-11-22T03:00:00Z',
  failures: 0,
}

const line = { quantity: '5', discount: '0.00', refund: '0.00', price: '19.90', amount: '99.50', title: '纯棉T恤' }

const order: Order = {
  ...row,
  goods: '159.20',
  freight: '8.00',
  discount: '0.00',
  coupon: '0.00',
  lines: [
    { ...line, lineId: '11', spec: '黑色', skus: [] },
    { ...line, lineId: '12', spec: '白色', skus: [{ id: '31', code: 'T1-W', name: '短袖T恤', spec: '白色' }] },
  ],
  way: [
    { id: '901', at: '2026-11-22T03:00:00Z', content: '已催', byPerson: true, addedBy: '王芳', addedAt: '2026-11-22T03:00:00Z' },
    { id: '900', logisticsId: 'LP1', waybill: 'SF1000', at: '2026-11-22T02:00:00Z', content: '快件已揽收', byPerson: false, addedBy: '顺丰速运', addedAt: '2026-11-22T02:10:00Z' },
  ],
  priceChanges: [{ totalWas: '170.20', total: '167.20', goodsWas: '159.20', goods: '159.20', freightWas: '11.00', freight: '8.00', seenAt: '2026-11-22T01:30:00Z' }],
}

const candidate: Candidate = { id: '41', no: 'CG20261122-0001', date: '2026-11-22', stage: 'open', supplierId: '21', supplierName: '云裳服饰', total: '167.20', lineCount: 2, same: 2, other: 0, orders: 0 }

const fetching: Fetch = {
  id: '801', accountId: '501', accountName: '小王服装店', byChange: false, from: '2026-10-31T16:00:00Z', to: '2026-11-30T16:00:00Z', archive: false, state: 'paused', read: 40, added: 12, total: 90,
  reason: { code: 'shop.authorisation_lost', detail: '授权已失效', remedy: '重新授权', messages: { 'zh-CN': '授权已失效', 'en-US': 'lost' } }, createdAt: '2026-11-22T03:00:00Z',
}

const all = ['platform_order.read', 'platform_order.fetch', 'platform_order.adopt', 'purchase.read', 'purchase.create', 'buyer_account.read', 'cost.see']

function serve(permissions = all) {
  server.use(
    signedIn({ permissions, modules: ['buy1688'] }),
    http.get('*/api/v1/buyer-accounts', () => HttpResponse.json(page([{ id: '501', name: '小王服装店', enabled: true, state: 'valid' }]))),
    http.get('*/api/v1/platform-orders', () => HttpResponse.json(page([row]))),
    http.get('*/api/v1/platform-orders/counts', () => HttpResponse.json({ counts: { problem: 1 }, open: 1 })),
    http.get('*/api/v1/platform-orders/700', () => HttpResponse.json(order)),
    http.get('*/api/v1/platform-orders/700/history', () => HttpResponse.json(page([]))),
    http.get('*/api/v1/platform-orders/700/candidates', () => HttpResponse.json({ items: [candidate] })),
    http.get('*/api/v1/platform-order-fetches', () => HttpResponse.json(page([fetching]))),
  )
}

it('lists orders with their parcels, and opens a chat with the seller', async () => {
  serve()
  await renderPage(<OrderListPage />, { path: '/platform-orders' })
  expect(await screen.findByText(row.no)).toBeVisible()
  expect(screen.getByText('SF1000')).toBeVisible()
  const chat = screen.getByRole('link', { name: /云裳服饰批发/ })
  expect(chat).toHaveAttribute('href', expect.stringContaining(encodeURIComponent('cnalichn云裳服饰批发')))
  await waitFor(() => expect(screen.getByRole('button', { name: /待认领/ })).toHaveTextContent('1'))
})

it('narrows by standing, counts on the tabs and tells why somebody has to look', async () => {
  serve()
  const { address } = await renderPage(<OrderListPage />, { path: '/platform-orders', at: '/platform-orders?link=open' })
  expect(await screen.findByText('有包裹签收失败')).toBeVisible()
  const tab = screen.getByRole('button', { name: /^问题件/ })
  await waitFor(() => expect(tab).toHaveTextContent('1'))
  await userEvent.click(tab)
  await waitFor(() => expect(address()).toContain('standing=problem'))
  expect(address()).not.toContain('link')
})

it('fetches the orders of an account over some days, and tells why a fetch waits', async () => {
  const sent: unknown[] = []
  serve()
  server.use(
    http.post('*/api/v1/platform-order-fetches', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json({ ...fetching, state: 'running', reason: undefined }, { status: 202 })
    }),
  )
  await renderPage(<OrderListPage />, { path: '/platform-orders' })
  await userEvent.click(await screen.findByRole('button', { name: /同步1688订单/ }))
  // The dialog comes in slowly on a slow machine.
  await waitFor(() => expect(screen.getByText(/授权已失效/)).toBeVisible())
  await userEvent.click(screen.getByRole('button', { name: '开始同步' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({ accountId: '501', byChange: false })
})

it('shows the way, the price changes and what no SKU is bought as', async () => {
  serve()
  await renderPage(<OrderPage />, { path: '/platform-orders/$id', at: '/platform-orders/700' })
  expect(await screen.findByText('快件已揽收')).toBeVisible()
  expect(screen.getByText('没有对应的 SKU')).toBeVisible()
  expect(screen.getAllByRole('alert')[0]).toHaveTextContent('有包裹签收失败')
  expect(within(screen.getByRole('table', { name: '改价记录' })).getByText(/11\.00/)).toBeVisible()
  // What the carrier said cannot be taken away.
  expect(await screen.findAllByRole('button', { name: /删除/ })).toHaveLength(1)
})

it('links with the purchase order that wants the same', async () => {
  const sent: unknown[] = []
  serve()
  server.use(
    http.post('*/api/v1/platform-orders/700/actions/link', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json({ ...order, link: 'adopted', purchaseOrderId: '41', purchaseNo: candidate.no })
    }),
  )
  await renderPage(<OrderPage />, { path: '/platform-orders/$id', at: '/platform-orders/700' })
  await userEvent.click(await screen.findByRole('button', { name: /认领/ }))
  expect(await screen.findByText('2/2 行数量一致')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: /^关\s?联$/ }))
  await waitFor(() => expect(sent).toEqual([{ purchaseOrderId: '41' }]))
})

it('tells next to the line which spec needs a source', async () => {
  serve()
  server.use(
    http.post('*/api/v1/platform-orders/700/actions/make', () =>
      HttpResponse.json(
        { status: 422, code: 'input.fields', detail: '1 个字段有问题', errors: [{ field: 'lines[0]', code: 'platform_order.no_source', detail: '“纯棉T恤”（黑色）没有对应的 SKU', messages: { 'zh-CN': '“纯棉T恤”（黑色）没有对应的 SKU' } }] },
        { status: 422, headers: { 'Content-Type': 'application/problem+json' } },
      ),
    ),
  )
  await renderPage(<OrderPage />, { path: '/platform-orders/$id', at: '/platform-orders/700' })
  await userEvent.click(await screen.findByRole('button', { name: /认领/ }))
  await userEvent.click(await screen.findByRole('button', { name: '生成采购单' }))
  expect(await screen.findByText(/“纯棉T恤”（黑色）没有对应的 SKU/)).toBeVisible()
  expect(screen.getByRole('link', { name: '去添加货源' })).toBeVisible()
})

it('shows the orders of a purchase order on its page', async () => {
  serve()
  await renderPage(<OrdersOfPurchase id="41" stands />, { path: '/purchase-orders/41' })
  expect(await screen.findByText(row.no)).toBeVisible()
  expect(screen.getByText('SF1000')).toBeVisible()
})
