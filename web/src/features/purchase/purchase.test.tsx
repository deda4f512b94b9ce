import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, problem, server, signedIn } from '@/testing/server'
import PurchaseListPage from './pages/PurchaseListPage'
import PurchasePage from './pages/PurchasePage'

const line = { id: '11', skuId: '5', skuCode: 'YS-S', productId: '6', productName: '雪纺衫', spec: 'S', unitId: '1', unitName: '件', baseUnitId: '1', quantity: '10', baseQuantity: '10', price: '12.00', discountBps: 0, discount: '0.00', taxRateBps: 0, amount: '120.00', received: '0', remaining: '10' }
const order = {
  id: '7', no: 'PO1', date: '2026-11-20', stage: 'draft', currency: 'CNY',
  supplierId: '31', supplierName: '织里制衣厂', warehouseId: '41', warehouseName: '默认仓', delivery: 'direct', terms: 'receipt', prepaidShare: '0', creditDays: 0, taxIncluded: true, discountBps: 0,
  inspect: false, trackingNumbers: ['YT1'], onlineOrders: [], received: '0', total: '120.00', goodsAmount: '120.00', createdAt: '2026-11-20T02:00:00Z', version: 3, lines: [line],
}
let version: number
let sent: Record<string, unknown>[]

beforeEach(() => {
  version = 3
  sent = []
  server.use(
    signedIn({ permissions: ['purchase.read', 'purchase.create', 'cost.see'] }),
    http.get('*/api/v1/settings', () => HttpResponse.json({ today: '2026-11-22', taxAccounted: false })),
    http.get('*/api/v1/purchase-orders/7', () => HttpResponse.json({ ...order, version })),
    http.get('*/api/v1/suppliers/31', () => HttpResponse.json({ id: '31', code: 'GYS1', name: '织里制衣厂', terms: 'receipt' })),
    http.get('*/api/v1/suppliers/31/last-prices', () => HttpResponse.json({ items: [] })),
    http.get('*/api/v1/warehouses', () => HttpResponse.json(page([{ id: '41', name: '默认仓', code: '01', default: true, active: true, version: 1 }]))),
    http.get('*/api/v1/skus', () => HttpResponse.json(page([]))),
    http.get('*/api/v1/purchase-receipts', () => HttpResponse.json(page([]))),
  )
})

const edit = async () => {
  const view = await renderPage(<PurchasePage />, { path: '/purchase-orders/$id', at: '/purchase-orders/7' })
  await userEvent.click(await screen.findByRole('button', { name: /修改$/ }))
  return view
}

it('saves a change as one of the order that was opened, though somebody else saved another meanwhile', async () => {
  server.use(
    http.put('*/api/v1/purchase-orders/7', async ({ request }) => {
      sent.push((await request.json()) as Record<string, unknown>)
      return problem(409, 'version.stale', '已被别人修改')
    }),
  )
  const view = await edit()
  await userEvent.type(await screen.findByLabelText('备注'), '催')
  version = 4
  await act(() => view.client.invalidateQueries())
  await userEvent.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({ version: 3, note: '催' })
})

it('says what is wrong beside the number, and above the fields where there is none', async () => {
  server.use(
    http.put('*/api/v1/purchase-orders/7', () =>
      problem(422, 'input.invalid', '有 2 处需要改正', {
        errors: [
          { field: 'trackingNumbers[0]', code: 'text.too_long', detail: '最多 60 个字' },
          { field: 'buyerAccountId', code: 'purchase.buyer_account', detail: '采购账号不存在、未授权或已停用' },
        ],
      }),
    ),
  )
  await edit()
  await userEvent.click(await screen.findByRole('button', { name: '保存' }))
  expect(await screen.findByText('采购账号不存在、未授权或已停用')).toBeVisible()
  expect(screen.getByText('最多 60 个字')).toBeVisible()
})

it('shows an order in dollars with what it is in yuan, and changes its rate', async () => {
  const dollars = {
    ...order, currency: 'USD', exchangeRate: '712.34', yuanTotal: '854.81', yuan: { discount: '0.00', freight: '0.00', otherFee: '0.00', goodsAmount: '854.81', taxAmount: '0.00' },
    lines: [{ ...line, yuan: { price: '85.4808', discount: '0.00', taxAmount: '0.00', amount: '854.81', settledAmount: '854.81' } }],
  }
  server.use(
    http.get('*/api/v1/purchase-orders/7', () => HttpResponse.json(dollars)),
    http.get('*/api/v1/settings/currencies/USD/rate', () => HttpResponse.json({ date: '2026-11-20', rate: '700', setAt: '2026-11-20T02:00:00Z' })),
    http.put('*/api/v1/purchase-orders/7', async ({ request }) => {
      sent.push((await request.json()) as Record<string, unknown>)
      return HttpResponse.json({ ...dollars, version: 4 })
    }),
  )
  await edit()
  const rate = await screen.findByLabelText('汇率')
  expect(rate).toHaveValue('712.34')
  expect(screen.getByText('¥854.81')).toBeVisible()
  await userEvent.clear(rate)
  await userEvent.type(rate, '715.5')
  expect(await screen.findByText('¥858.60')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({ currency: 'USD', exchangeRate: '715.5' })
})

it('tells of each order what 1688 charges, what was paid and whether that agrees, in one call', async () => {
  const asked: (string | null)[] = []
  const row = (id: string, no: string) => ({ ...order, id, no, stage: 'open', lineCount: 1, quantity: '10' })
  server.use(
    signedIn({ permissions: ['purchase.read', 'cost.see', 'payment_request.read'] }),
    http.get('*/api/v1/purchase-orders', () => HttpResponse.json(page([row('7', 'PO1'), row('8', 'PO2'), { ...row('9', 'PO3'), stage: 'draft' }]))),
    http.get('*/api/v1/purchase-orders/counts', () => HttpResponse.json({ counts: {} })),
    http.get('*/api/v1/order-agreements', ({ request }) => {
      asked.push(new URL(request.url).searchParams.get('orderId'))
      const figures = { no: '', date: '2026-11-20', supplierId: '31', supplierName: '', ordered: '120.00', received: '0.00', gaps: [], version: 0 }
      return HttpResponse.json(page([{ ...figures, id: '7', platform: '131.00', paid: '131.00', standing: 'gap' }, { ...figures, id: '8', paid: '55.00', standing: 'open' }]))
    }),
  )
  await renderPage(<PurchaseListPage />, { path: '/purchase-orders' })
  expect((await screen.findAllByText('131.00')).length).toBe(2)
  expect(screen.getByText('55.00')).toBeVisible()
  expect(screen.getByText('有差异')).toBeVisible()
  expect(asked).toEqual(['7,8,9'])
})
