import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, server, signedIn } from '@/testing/server'
import AccountsPage from './pages/AccountsPage'
import AgreementListPage from './pages/AgreementListPage'
import RequestListPage from './pages/RequestListPage'
import RequestPage from './pages/RequestPage'
import type { Agreement, Due, Request } from './queries'

const due: Due = {
  orderId: '700', no: 'PO1', supplierId: '30', supplierName: '云裳服饰', state: 'approved', fulfilment: 'open', terms: 'prepaid', payMethod: '1688', buyerAccountId: '501', total: '207.00',
  prepaid: '207.00', received: '0.00', paid: '0.00', asked: '0.00', left: '210.00', platform: { orders: ['3400000000123047156'], total: '210.00', unpaid: '210.00' }, prepayment: '210.00', balance: '210.00',
}
const request: Request = {
  id: '900', no: 'FKSQ1', date: '2026-11-22', kind: 'prepayment', state: 'submitted', supplierId: '30', supplierName: '云裳服饰', payMethod: '1688', amount: '210.00', paid: '0.00', createdByName: '小王',
  createdAt: '2026-11-22T02:00:00Z', version: 3, levels: 1, orders: [{ id: '700', no: 'PO1', amount: '210.00' }], attempts: [],
  attention: { code: 'payment_request.price_rose', detail: '供应商在 1688 改了价：原来批准 207.00，现在 210.00', remedy: '请重新审核' },
  lines: [{ id: '901', orderId: '700', amount: '210.00', was: '207.00', paid: '0.00', order: due }],
}

function serve(permissions: string[]) {
  server.use(
    signedIn({ permissions, modules: ['buy1688'] }),
    http.get('*/api/v1/payment-requests/counts', () => HttpResponse.json({ counts: [{ state: 'submitted', number: 1, left: '210.00' }] })),
    http.get('*/api/v1/payment-requests', () => HttpResponse.json(page([request]))),
    http.get('*/api/v1/payment-requests/900', () => HttpResponse.json(request)),
    http.get('*/api/v1/payment-requests/900/history', () => HttpResponse.json(page([]))),
    http.get('*/api/v1/order-payments', () => HttpResponse.json(page([]))),
    http.post('*/api/v1/payment-requests/quote', () => HttpResponse.json({ orders: [due] })),
  )
}

it('lists requests with what keeps them from being paid', async () => {
  serve(['payment_request.read'])
  await renderPage(<RequestListPage />, { path: '/payment-requests' })
  expect(await screen.findByText('FKSQ1')).toBeVisible()
  expect(screen.getByText(/原来批准 207.00/)).toBeVisible()
  expect(await within(screen.getByRole('group', { name: '状态' })).findByText('1')).toBeVisible()
})

it('shows the price before and after, and approves the version that is shown', async () => {
  const sent: unknown[] = []
  serve(['payment_request.read', 'payment_request.approve'])
  server.use(
    http.post('*/api/v1/payment-requests/900/approve', async ({ request: r }) => {
      sent.push(await r.json())
      return HttpResponse.json({ ...request, state: 'approved' })
    }),
  )
  await renderPage(<RequestPage />, { path: '/payment-requests/$id', at: '/payment-requests/900' })
  expect(await screen.findByText('207.00', { selector: 'del *' })).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: /审核通过/ }))
  await waitFor(() => expect(sent).toEqual([{ version: 3 }]))
})

it('asks for what 1688 asks for, and shows a refusal next to the amount', async () => {
  const sent: unknown[] = []
  serve(['payment_request.read', 'payment_request.create'])
  server.use(
    http.post('*/api/v1/payment-requests', async ({ request: r }) => {
      sent.push(await r.json())
      return HttpResponse.json(
        { status: 422, code: 'input.fields', title: '输入有误', detail: '输入有误', errors: [{ field: 'lines[0].amount', code: 'payment_request.too_much', detail: '最多还能申请 200.00' }] },
        { status: 422, headers: { 'Content-Type': 'application/problem+json' } },
      )
    }),
  )
  await renderPage(<RequestPage />, { path: '/payment-requests/$id', at: '/payment-requests/new?orders=700' })
  expect(await screen.findByRole('textbox', { name: '申请金额 PO1' })).toHaveValue('210.00')
  await userEvent.click(screen.getByRole('button', { name: '提交' }))
  expect(await screen.findByText('最多还能申请 200.00')).toBeVisible()
  expect(sent).toEqual([expect.objectContaining({ kind: 'prepayment', payMethod: '1688', submit: true, lines: [{ orderId: '700', amount: '210.00' }] })])
})

it('names the channels that pay without a password', async () => {
  serve(['payment_request.read', 'payment_request.pay', 'fund.read'])
  server.use(
    http.get('*/api/v1/pay-accounts', () => HttpResponse.json({ items: [{ id: '90', name: '海西贸易采购_buy', crossBorder: false, agreements: ['ALIPAY', 'SHEGOU', 'NEWPAY'], version: 1 }] })),
    http.get('*/api/v1/fund-accounts', () => HttpResponse.json(page([]))),
  )
  await renderPage(<AccountsPage />, { path: '/pay-accounts' })
  for (const name of ['支付宝', '诚e赊', 'NEWPAY']) expect(await screen.findByText(name)).toBeVisible()
})

it('says why the figures of an order differ', async () => {
  const agreement: Agreement = {
    id: '700', no: 'PO1', date: '2026-11-22', fulfilment: 'open', supplierId: '30', supplierName: '云裳服饰', ordered: '207.00', platform: '210.00', difference: '3.00', received: '0.00', expected: '207.00', paid: '210.00', standing: 'gap',
    gaps: [{ between: 'platform', reason: 'freight', amount: '3.00' }], ownerName: '小王', version: 0,
  }
  serve(['payment_request.read', 'order_agreement.update'])
  server.use(http.get('*/api/v1/order-agreements', () => HttpResponse.json(page([agreement]))))
  await renderPage(<AgreementListPage />, { path: '/order-agreements' })
  expect(await screen.findByText(/1688 比采购/)).toHaveTextContent('3.00 运费')
  expect(screen.getByRole('button', { name: '处理' })).toBeVisible()
})
