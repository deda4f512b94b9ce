import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, problem, server, signedIn } from '@/testing/server'
import PayableListPage from './pages/PayableListPage'
import PaymentPage from './pages/PaymentPage'
import SupplierStatementPage from './pages/SupplierStatementPage'

const permissions = ['payable.read', 'payable.opening', 'payment.create', 'payment.reverse', 'supplier_refund.create', 'fund_account.read']
const owed = (docId: string, docNo: string, date: string, open: string) => ({ docId, docKind: 'opening_payable', docNo, supplierId: '31', supplierName: '织里制衣厂', date, amount: open, settled: '0.00', setOff: '0.00', open })
const made = { id: '77', kind: 'payment', no: 'FK1', supplierId: '31', supplierName: '织里制衣厂', fundAccountId: '51', fundAccountName: '现金', date: '2026-11-22', amount: '200.00', allocated: '180.00', advance: '20.00', state: 'posted', createdBy: '陈小满', createdAt: '2026-11-22T02:00:00Z', allocations: [] }
let sent: object | undefined

const take = async ({ request }: { request: Request }) => {
  sent = (await request.json()) as object
  return HttpResponse.json(made, { status: 201 })
}

beforeEach(() => {
  sent = undefined
  server.use(
    signedIn({ permissions }),
    http.get('*/api/v1/settings', () => HttpResponse.json({ today: '2026-11-22' })),
    http.get('*/api/v1/suppliers/31', () => HttpResponse.json({ id: '31', code: 'GYS1', name: '织里制衣厂' })),
    http.get('*/api/v1/fund-accounts', () => HttpResponse.json(page([{ id: '51', name: '现金', kind: 'cash', default: true, active: true, account: '1001', version: 1, balance: '120.00' }]))),
    http.get('*/api/v1/payables', () => HttpResponse.json(page([owed('1', 'QCYF1', '2026-11-01', '100.00'), owed('2', 'QCYF2', '2026-11-09', '80.00'), owed('3', 'QCYF3', '2026-11-10', '-59.00')]))),
    http.get('*/api/v1/payments', ({ request }) => {
      const q = new URL(request.url).searchParams
      return HttpResponse.json(page(q.get('unallocated') === 'true' && q.get('kind') === 'payment' && q.get('supplierId') === '31' ? [{ ...made, id: '66', no: 'FK66' }] : []))
    }),
    http.get('*/api/v1/payments/77', () => HttpResponse.json(made)),
    http.post('*/api/v1/payments', take),
    http.post('*/api/v1/supplier-refunds', take),
  )
})

const open = (search = '') => renderPage(<PaymentPage />, { path: '/payments/$id', at: `/payments/new?supplierId=31${search}` })
const settle = (no: string) => screen.getByLabelText(`${no} 的本次核销`)

it('pays the oldest first, sets off what the supplier owes, and leaves the rest as advance', async () => {
  const view = await open()
  await userEvent.type(await screen.findByLabelText('付款金额'), '150')
  await waitFor(() => expect(settle('QCYF1')).toHaveValue('100.00'))
  expect(settle('QCYF3')).toHaveValue('-59.00')
  expect(settle('QCYF2')).toHaveValue('80.00')
  expect(screen.getByTestId('advance')).toHaveTextContent('29.00')
  expect(screen.getByText('超过账户余额')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: '确认付款' }))
  await waitFor(() => expect(view.address()).toBe('/payments/77'))
  expect(sent).toMatchObject({ supplierId: '31', fundAccountId: '51', amount: '150.00', allocations: expect.arrayContaining([{ docId: '3', amount: '-59.00' }, { docId: '1', amount: '100.00' }, { docId: '2', amount: '80.00' }]) })
})

it('takes the advance of a payment back, and says at the payment what is refused', async () => {
  server.use(
    http.post('*/api/v1/supplier-refunds', async ({ request }) => {
      sent = (await request.json()) as object
      return problem(422, 'input.invalid', '有 1 处需要改正', { errors: [{ field: 'advances[0].amount', code: 'supplier_refund.advance_left', detail: '付款单 FK66 的预付只剩 15.00，不能退 20.00' }] })
    }),
  )
  await open('&kind=refund&docId=66')
  await waitFor(() => expect(settle('FK66')).toHaveValue('-20.00'))
  expect(screen.getByText('付款单的预付')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: '确认退款' }))
  expect((await screen.findByText(/只剩 15.00/)).closest('tr')).toContainElement(settle('FK66'))
  expect(sent).toMatchObject({ supplierId: '31', fundAccountId: '51', amount: '20', allocations: [], advances: [{ paymentId: '66', amount: '20.00' }] })
})

it('shows what is owed with the ways to pay, to take a refund and to enter what was owed before', async () => {
  server.use(http.post('*/api/v1/payables/opening', take))
  await renderPage(<PayableListPage />, { path: '/payables' })
  expect(await screen.findByText('QCYF1')).toBeVisible()
  expect(screen.getAllByRole('link', { name: '织里制衣厂' })[0]).toHaveAttribute('href', '/supplier-statements/31')
  expect(await screen.findByRole('button', { name: '收退款' })).toBeVisible()
  expect(await screen.findByRole('button', { name: /导出/ })).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: '录入期初应付' }))
  expect(await screen.findByText('启用账套前我们已经欠供应商的货款。')).toBeVisible()
})

it('shows the statement of a supplier', async () => {
  server.use(
    http.get('*/api/v1/suppliers/31/statement', () =>
      HttpResponse.json({
        supplierId: '31', supplierName: '织里制衣厂', opening: '0.00', closing: '80.00', payable: '100.00', advance: '20.00', truncated: false,
        ageing: [{ upToDays: 0, amount: '100.00' }, { upToDays: 30, amount: '0.00' }, { upToDays: -1, amount: '0.00' }],
        lines: [{ date: '2026-11-20', docKind: 'payment', docId: '77', docNo: 'FK1', amount: '-20.00', balance: '80.00' }],
      }),
    ),
  )
  await renderPage(<SupplierStatementPage />, { path: '/supplier-statements/$id', at: '/supplier-statements/31' })
  expect(await screen.findByText('与 织里制衣厂 的对账单')).toBeVisible()
  expect(screen.getByRole('link', { name: 'FK1' })).toHaveAttribute('href', '/payments/77')
  expect(screen.getByText('预付余额')).toBeVisible()
  expect(await screen.findByRole('button', { name: '退预付' })).toBeVisible()
})
