import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, problem, server, signedIn } from '@/testing/server'
import ReceiptPage from './pages/ReceiptPage'
import type { ReceiptSave } from './side'

const owed = (docId: string, docNo: string, date: string, open: string) => ({ docId, docKind: 'sale', docNo, customerId: '21', customerName: '阿芳精品女装', date, amount: open, settled: '0.00', setOff: '0.00', open })
const made = { id: '77', kind: 'receipt', no: 'SK1', customerId: '21', customerName: '阿芳精品女装', fundAccountId: '51', fundAccountName: '现金', date: '2026-11-22', amount: '200.00', allocated: '180.00', advance: '20.00', state: 'posted', createdBy: '陈小满', createdAt: '2026-11-22T02:00:00Z', allocations: [] }
let sent: ReceiptSave | undefined
let refusal: (() => Response) | undefined

beforeEach(() => {
  sent = undefined
  refusal = undefined
  server.use(
    signedIn({ permissions: ['receivable.read', 'receipt.create', 'fund_account.read'] }),
    http.get('*/api/v1/settings', () => HttpResponse.json({ today: '2026-11-22' })),
    http.get('*/api/v1/customers/21', () => HttpResponse.json({ id: '21', code: 'KH2', name: '阿芳精品女装' })),
    http.get('*/api/v1/fund-accounts', () => HttpResponse.json(page([{ id: '51', name: '现金', kind: 'cash', default: true, active: true, account: '1001', version: 1 }]))),
    http.get('*/api/v1/receivables', () => HttpResponse.json(page([owed('1', 'XH1', '2026-11-01', '100.00'), owed('2', 'XH2', '2026-11-09', '80.00')]))),
    http.post('*/api/v1/receipts', async ({ request }) => {
      sent = (await request.json()) as ReceiptSave
      return refusal?.() ?? HttpResponse.json(made, { status: 201 })
    }),
    http.get('*/api/v1/receipts/77', () => HttpResponse.json(made)),
  )
})

const open = (search = '') => renderPage(<ReceiptPage />, { path: '/receipts/$id', at: `/receipts/new?customerId=21${search}` })
const settle = (no: string) => screen.getByLabelText(`${no} 的本次核销`)

it('settles the oldest first while the amount is typed and posts the rest as advance', async () => {
  const view = await open()
  await userEvent.type(await screen.findByLabelText('收款金额'), '150')
  await waitFor(() => expect(settle('XH1')).toHaveValue('100.00'))
  expect(settle('XH2')).toHaveValue('50.00')
  await userEvent.clear(screen.getByLabelText('收款金额'))
  await userEvent.type(screen.getByLabelText('收款金额'), '200')
  expect(settle('XH2')).toHaveValue('80.00')
  expect(screen.getByTestId('advance')).toHaveTextContent('20.00')
  await userEvent.click(screen.getByRole('button', { name: '确认收款' }))
  await waitFor(() => expect(view.address()).toBe('/receipts/77'))
  expect(sent).toMatchObject({ customerId: '21', fundAccountId: '51', allocations: [{ docId: '1', amount: '100.00' }, { docId: '2', amount: '80.00' }] })
})

it('lets the clerk settle by hand and refuses more than was received', async () => {
  await open()
  await userEvent.type(await screen.findByLabelText('收款金额'), '90')
  await waitFor(() => expect(settle('XH1')).toHaveValue('90.00'))
  await userEvent.clear(settle('XH1'))
  await userEvent.type(settle('XH2'), '80')
  expect(screen.getByTestId('advance')).toHaveTextContent('10.00')
  await userEvent.type(settle('XH1'), '50')
  expect(screen.getByText(/核销超出收款金额/)).toBeVisible()
  expect(screen.getByRole('button', { name: '确认收款' })).toBeDisabled()
  await userEvent.click(screen.getByRole('button', { name: /自动核销/ }))
  expect(settle('XH1')).toHaveValue('90.00')
})

it('starts from the document it was opened for', async () => {
  await open('&docId=2')
  await waitFor(() => expect(settle('XH2')).toHaveValue('80.00'))
  expect(settle('XH1')).toHaveValue('')
  expect(screen.getByLabelText('收款金额')).toHaveValue('80.00')
})

it('puts a refusal at the document it is about', async () => {
  refusal = () => problem(422, 'input.invalid', '有 1 处需要改正', { errors: [{ field: 'allocations[1].amount', code: 'receivable.over', detail: '这张单据只剩 30.00 未收' }] })
  await open()
  await userEvent.type(await screen.findByLabelText('收款金额'), '180')
  await waitFor(() => expect(settle('XH2')).toHaveValue('80.00'))
  await userEvent.click(screen.getByRole('button', { name: '确认收款' }))
  expect(await screen.findByText('这张单据只剩 30.00 未收')).toBeVisible()
})

it('counts only what was sent when a refusal names a document by its place', async () => {
  refusal = () => problem(422, 'input.invalid', '有 1 处需要改正', { errors: [{ field: 'allocations[0].amount', code: 'receivable.over', detail: '这张单据只剩 30.00 未收' }] })
  await open()
  await userEvent.type(await screen.findByLabelText('收款金额'), '180')
  await waitFor(() => expect(settle('XH1')).toHaveValue('100.00'))
  await userEvent.clear(settle('XH1'))
  await userEvent.type(settle('XH1'), '0')
  await userEvent.click(screen.getByRole('button', { name: '确认收款' }))
  expect((await screen.findByText('这张单据只剩 30.00 未收')).closest('tr')).toContainElement(settle('XH2'))
  expect(sent?.allocations).toEqual([{ docId: '2', amount: '80.00' }])
})

it('pays out the return it was opened for', async () => {
  let body: { amount?: string; allocations: { docId: string; amount: string }[] } | undefined
  const take = async ({ request }: { request: Request }) => {
    body = (await request.json()) as typeof body
    return HttpResponse.json(made, { status: 201 })
  }
  server.use(
    http.get('*/api/v1/receivables', () => HttpResponse.json(page([owed('1', 'XH1', '2026-11-01', '100.00'), owed('3', 'XT1', '2026-11-10', '-59.00')]))),
    http.get('*/api/v1/receipts', () => HttpResponse.json(page([]))),
    http.post('*/api/v1/refunds', take),
  )
  const first = await open('&kind=refund&docId=3')
  await waitFor(() => expect(settle('XT1')).toHaveValue('-59.00'))
  expect(screen.getAllByTestId('refund')[0]).toHaveTextContent('59.00')
  await userEvent.click(screen.getByRole('button', { name: '确认退款' }))
  await waitFor(() => expect(first.address()).toBe('/receipts/77'))
  expect(body).toMatchObject({ customerId: '21', fundAccountId: '51', amount: '59', allocations: [{ docId: '3', amount: '-59.00' }] })
})

it('gives back the advance of the receipt it was opened for, and no more than is left', async () => {
  let body: object | undefined
  server.use(
    http.get('*/api/v1/receivables', () => HttpResponse.json(page([owed('3', 'XT1', '2026-11-10', '-59.00')]))),
    http.get('*/api/v1/receipts', ({ request }) => {
      const q = new URL(request.url).searchParams
      return HttpResponse.json(page(q.get('unallocated') === 'true' && q.get('kind') === 'receipt' && q.get('customerId') === '21' ? [{ ...made, id: '66', no: 'SK66', advance: '20.00' }] : []))
    }),
    http.post('*/api/v1/refunds', async ({ request }) => {
      body = (await request.json()) as object
      return problem(422, 'input.invalid', '有 1 处需要改正', { errors: [{ field: 'advances[0].amount', code: 'refund.advance_left', detail: '收款单 SK66 的预收只剩 15.00，不能退 20.00' }] })
    }),
  )
  await open('&kind=refund&docId=66')
  await waitFor(() => expect(settle('SK66')).toHaveValue('-20.00'))
  expect(screen.getByText('收款单的预收')).toBeVisible()
  await userEvent.type(settle('XT1'), '-9')
  await userEvent.click(screen.getByRole('button', { name: '确认退款' }))
  expect((await screen.findByText(/只剩 15.00/)).closest('tr')).toContainElement(settle('SK66'))
  expect(body).toMatchObject({ customerId: '21', amount: '29', allocations: [{ docId: '3', amount: '-9.00' }], advances: [{ receiptId: '66', amount: '20.00' }] })
})

it('sets off as much as both sides hold', async () => {
  let body: object | undefined
  server.use(
    http.get('*/api/v1/receivables', () => HttpResponse.json(page([owed('1', 'XH1', '2026-11-01', '100.00'), owed('3', 'XT1', '2026-11-10', '-59.00')]))),
    http.post('*/api/v1/settlements', async ({ request }) => {
      body = (await request.json()) as object
      return HttpResponse.json(made, { status: 201 })
    }),
  )
  await open('&kind=settlement')
  await waitFor(() => expect(settle('XH1')).toHaveValue('59.00'))
  expect(settle('XT1')).toHaveValue('-59.00')
  await userEvent.type(settle('XH1'), '{backspace}{backspace}{backspace}{backspace}{backspace}40')
  expect(screen.getByRole('button', { name: '确认核销' })).toBeDisabled()
  await userEvent.clear(settle('XT1'))
  await userEvent.type(settle('XT1'), '-40')
  await userEvent.click(screen.getByRole('button', { name: '确认核销' }))
  await waitFor(() => expect(body).toMatchObject({ customerId: '21', allocations: expect.arrayContaining([{ docId: '1', amount: '40.00' }, { docId: '3', amount: '-40.00' }]) }))
})
