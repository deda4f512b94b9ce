import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, problem, server, signedIn } from '@/testing/server'
import CostPage from './pages/CostPage'
import ReceiptPage from './pages/ReceiptPage'

const all = ['purchase.read', 'purchase.receive', 'purchase.receive_review', 'purchase.cost', 'cost.see', 'payable.read']
const line = { id: '11', skuId: '5', skuCode: 'YS-S', productId: '6', productName: '雪纺衫', spec: 'S', unitId: '1', unitName: '件', baseUnitId: '1', quantity: '10', baseQuantity: '10', price: '12.00', discountBps: 0, discount: '0.00', taxRateBps: 0, amount: '120.00', received: '0', remaining: '10' }
const order = { id: '7', no: 'PO1', date: '2026-11-20', stage: 'open', supplierId: '31', supplierName: '织里制衣厂', warehouseId: '41', warehouseName: '默认仓', inspect: true, trackingNumbers: ['YT1'], onlineOrders: [], received: '0', version: 3, lines: [line] }
const receipt = {
  id: '80', kind: 'receipt', no: 'GH1', date: '2026-11-22', state: 'submitted', supplierId: '31', supplierName: '织里制衣厂', warehouseId: '41', warehouseName: '默认仓', orderId: '7', orderNo: 'PO1', total: '96.00', goodsAmount: '96.00', taken: [], taxIncluded: true, discountBps: 0,
  inspect: true, inspectedByName: '陈小满', inspectedAt: '2026-11-22T02:00:00Z', createdAt: '2026-11-22T02:00:00Z', version: 1,
  lines: [{ ...line, quantity: '8', baseQuantity: '8', rejected: '2', rejectReason: 'damaged', short: '0', returned: '0', sourceLineId: '11', amount: '96.00' }],
}
let sent: { [key: string]: unknown } | undefined
const take = (answer: object, status = 200) => async ({ request }: { request: Request }) => {
  sent = (await request.json()) as typeof sent
  return HttpResponse.json(answer, { status })
}

beforeEach(() => {
  sent = undefined
  server.use(
    signedIn({ permissions: all }),
    http.get('*/api/v1/settings', () => HttpResponse.json({ today: '2026-11-22', stockReview: true, taxAccounted: false })),
    http.get('*/api/v1/purchase-orders/7', () => HttpResponse.json(order)),
    http.get('*/api/v1/purchase-receipts/80', () => HttpResponse.json(receipt)),
    http.get('*/api/v1/payments', () => HttpResponse.json(page([{ id: '66', no: 'FK66', advance: '30.50' }, { id: '67', no: 'FK67', advance: '9.50' }]))),
    http.get('*/api/v1/suppliers', () => HttpResponse.json(page([{ id: '32', code: 'GYS2', name: '顺达物流' }]))),
  )
})

it('asks for the inspection at its place, and sends what passed, what did not and why', async () => {
  let tries = 0
  server.use(
    http.post('*/api/v1/purchase-receipts', async ({ request }) => {
      sent = (await request.json()) as typeof sent
      if (++tries > 1) return HttpResponse.json(receipt, { status: 201 })
      const errors = [
        { field: 'inspected', code: 'purchase_receipt.not_inspected', detail: '还没有确认质检' },
        { field: 'lines[0].rejectReason', code: 'purchase_receipt.reject_reason', detail: '没有填不合格原因' },
      ]
      return problem(422, 'input.invalid', '有 2 处需要改正', { errors })
    }),
  )
  const view = await renderPage(<ReceiptPage />, { path: '/purchase-receipts/$id', at: '/purchase-receipts/new?orderId=7' })
  const passed = await screen.findByLabelText(/^合格数量/)
  await userEvent.clear(passed)
  await userEvent.type(passed, '8')
  await userEvent.type(screen.getByLabelText('不合格数量 1'), '2')
  await userEvent.click(screen.getByRole('button', { name: '提交审核' }))
  expect(await screen.findByText('没有填不合格原因')).toBeVisible()
  expect(screen.getByRole('checkbox', { name: /已质检|到货质检/ })).toHaveAccessibleDescription('还没有确认质检')
  await userEvent.click(screen.getByRole('combobox', { name: '不收原因 1' }))
  await userEvent.click(await screen.findByTitle('破损'))
  await userEvent.click(screen.getByRole('checkbox', { name: /已质检|到货质检/ }))
  expect(screen.getByText(/还有预付 ¥40.00/)).toBeVisible()
  await userEvent.click(screen.getByRole('checkbox', { name: /预付款/ }))
  await userEvent.click(screen.getByRole('button', { name: '提交审核' }))
  await waitFor(() => expect(view.address()).toBe('/purchase-receipts/80'))
  expect(sent).toMatchObject({ mode: 'post', orderId: '7', inspected: true, clearSupplier: true, lines: [{ skuId: '5', quantity: '8', rejected: '2', rejectReason: 'damaged', sourceLineId: '11' }] })
})

it('keeps what is being counted when somebody else saves the draft, and saves it as a change of the one that was opened', async () => {
  let version = 1
  server.use(
    http.get('*/api/v1/purchase-receipts/80', () => HttpResponse.json({ ...receipt, state: 'draft', inspect: false, version })),
    http.put('*/api/v1/purchase-receipts/80', async ({ request }) => {
      sent = (await request.json()) as typeof sent
      return sent?.version === 1 ? problem(409, 'version.stale', '已被别人修改') : HttpResponse.json({ ...receipt, state: 'draft', version: 3 })
    }),
  )
  const view = await renderPage(<ReceiptPage />, { path: '/purchase-receipts/$id', at: '/purchase-receipts/80' })
  await userEvent.type(await screen.findByLabelText('备注'), '少一箱')
  version = 2
  await act(() => view.client.invalidateQueries())
  expect(screen.getByLabelText('备注')).toHaveValue('少一箱')
  await userEvent.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(sent).toMatchObject({ version: 1, note: '少一箱' }))
})

it('says above the fields what has none of them', async () => {
  server.use(
    http.post('*/api/v1/purchase-receipts', () =>
      problem(422, 'input.invalid', '有 2 处需要改正', {
        errors: [
          { field: 'freight', code: 'purchase_receipt.not_agreed', detail: '和采购单上的不一致' },
          { field: 'lines[0].sourceLineId', code: 'purchase_receipt.source_line', detail: '这一行不在来源单据里' },
        ],
      }),
    ),
  )
  await renderPage(<ReceiptPage />, { path: '/purchase-receipts/$id', at: '/purchase-receipts/new?orderId=7' })
  await userEvent.click(await screen.findByRole('button', { name: '提交审核' }))
  expect(await screen.findByText(/和采购单上的不一致.*这一行不在来源单据里/)).toBeVisible()
})

it('counts pieces that are scanned, though the order is in boxes', async () => {
  const boxes = { ...line, unitId: '2', unitName: '箱', quantity: '2', baseQuantity: '24', remaining: '24' }
  const units = [
    { unitId: '1', name: '件', num: 1, den: 1, decimals: 0 },
    { unitId: '2', name: '箱', num: 12, den: 1, decimals: 0 },
  ]
  server.use(
    http.get('*/api/v1/purchase-orders/7', () => HttpResponse.json({ ...order, inspect: false, lines: [boxes] })),
    http.get('*/api/v1/skus/scan', () => HttpResponse.json({ id: '5', code: 'YS-S', productId: '6', productName: '雪纺衫', spec: 'S', units })),
    http.post('*/api/v1/purchase-receipts', take(receipt, 201)),
  )
  await renderPage(<ReceiptPage />, { path: '/purchase-receipts/$id', at: '/purchase-receipts/new?orderId=7' })
  await userEvent.type(await screen.findByPlaceholderText(/扫商品条码/), '690001{Enter}')
  expect(await screen.findByText('YS-S × 25')).toBeVisible() // two boxes were filled in
  await userEvent.click(screen.getByRole('button', { name: '从零点数' }))
  await userEvent.type(screen.getByPlaceholderText(/扫商品条码/), '690001{Enter}')
  expect(await screen.findByText('YS-S × 1')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: '提交审核' }))
  await waitFor(() => expect(sent).toMatchObject({ lines: [{ skuId: '5', unitId: '1', quantity: '1', sourceLineId: '11' }] }))
})

it('offers what 1688 charges where the order says something else', async () => {
  server.use(
    http.get('*/api/v1/purchase-orders/7', () => HttpResponse.json({ ...order, inspect: false, freight: '10.00', discount: '0.00', otherFee: '0.00', charged: { orders: 1, freight: '13.37', discount: '3.30', otherFee: '0.00', differs: true } })),
    http.post('*/api/v1/purchase-receipts', take(receipt, 201)),
  )
  await renderPage(<ReceiptPage />, { path: '/purchase-receipts/$id', at: '/purchase-receipts/new?orderId=7' })
  expect(await screen.findByText(/运费 ¥13.37（采购单 ¥10.00），优惠 ¥3.30/)).toBeVisible()
  expect(screen.getByRole('checkbox', { name: '按 1688 的运费和优惠入账' })).toBeChecked()
  await userEvent.click(await screen.findByRole('button', { name: '提交审核' }))
  await waitFor(() => expect(sent).toMatchObject({ orderId: '7', asCharged: true }))
})

it('shows a receipt that waits to its reviewer, who approves or sends it back with a reason', async () => {
  server.use(http.post('*/api/v1/purchase-receipts/80/reject', take({ ...receipt, state: 'draft', rejectedReason: '数量不对' })))
  await renderPage(<ReceiptPage />, { path: '/purchase-receipts/$id', at: '/purchase-receipts/80' })
  expect(await screen.findByText('待审核')).toBeVisible()
  expect(screen.getByText('破损')).toBeVisible()
  expect(screen.getByRole('button', { name: /审核通过/ })).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: /驳\s?回/ }))
  await userEvent.type(await screen.findByLabelText('原因'), '数量不对')
  await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: /确\s?定/ }))
  await waitFor(() => expect(sent).toEqual({ version: 1, reason: '数量不对' }))
})

it('shares a late cost out before it is posted, and says at the receipt what cannot bear it', async () => {
  const quote = { amount: '60.00', stockValue: '40.000000', soldValue: '20.000000', lines: [{ receiptId: '80', receiptNo: 'GH1', skuId: '5', skuCode: 'YS-S', productName: '雪纺衫', spec: 'S', unitName: '件', quantity: '8', stillThere: '6', amount: '60.00', stockValue: '40.000000', soldValue: '20.000000' }] }
  server.use(
    http.post('*/api/v1/purchase-costs/quote', take(quote)),
    http.post('*/api/v1/purchase-costs', () => problem(422, 'input.invalid', '有 1 处需要改正', { errors: [{ field: 'receiptIds[0]', code: 'purchase_cost.receipt', detail: '单据 GH1 不能分摊费用' }] })),
  )
  await renderPage(<CostPage />, { path: '/purchase-costs/$id', at: '/purchase-costs/new?receipts=80' })
  await userEvent.type(await screen.findByRole('combobox', { name: /收款单位/ }), '顺达')
  await userEvent.click(await screen.findByText('顺达物流'))
  await userEvent.type(screen.getByLabelText(/费用金额/), '60')
  const shares = await screen.findByRole('table', { name: '分摊明细' })
  expect(within(shares).getByText('40.00')).toBeVisible()
  expect(within(shares).getByText('20.00')).toBeVisible()
  await waitFor(() => expect(sent).toMatchObject({ kind: 'freight', spread: 'amount', supplierId: '32', amount: '60', receiptIds: ['80'] }))
  await userEvent.click(screen.getByRole('button', { name: '确认入账' }))
  expect(await screen.findByText('单据 GH1 不能分摊费用')).toBeVisible()
})
