import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, problem, server, signedIn } from '@/testing/server'
import TransferListPage from './pages/TransferListPage'
import TransferPage from './pages/TransferPage'
import type { TransferSave } from './queries'

const fund = (id: string, name: string, balance: string, active = true) => ({ id, name, kind: 'bank', default: false, active, account: '1002', balance, version: 1 })
const made = { id: '88', no: 'ZZ1', fromAccountId: '51', fromAccountName: '支付宝', toAccountId: '52', toAccountName: '建行', date: '2026-11-22', amount: '100.00', fee: '0.50', state: 'posted', createdBy: '陈小满', createdAt: '2026-11-22T02:00:00Z' }
let sent: TransferSave | undefined

beforeEach(() => {
  sent = undefined
  const permissions = ['fund_transfer.read', 'fund_transfer.create', 'fund_transfer.reverse', 'fund_account.read', 'fund_account.balance']
  server.use(
    signedIn({ permissions }),
    http.get('*/api/v1/settings', () => HttpResponse.json({ today: '2026-11-22' })),
    http.get('*/api/v1/fund-accounts', () => HttpResponse.json(page([fund('51', '支付宝', '80.00'), fund('52', '建行', '0.00'), fund('53', '旧卡', '0.00', false)]))),
    http.post('*/api/v1/fund-transfers', async ({ request }) => {
      sent = (await request.json()) as TransferSave
      return HttpResponse.json(made, { status: 201 })
    }),
    http.get('*/api/v1/fund-transfers/88', () => HttpResponse.json(made)),
    http.get('*/api/v1/fund-transfers/88/history', () => HttpResponse.json(page([]))),
  )
})

const open = () => renderPage(<TransferPage />, { path: '/fund-transfers/$id', at: '/fund-transfers/new?from=51' })

it('moves money between two accounts in use, with what it costs', async () => {
  const view = await open()
  await userEvent.click(await screen.findByLabelText('转入账户'))
  const bank = await screen.findByTitle('建行')
  expect(screen.queryByTitle('旧卡')).toBeNull()
  await userEvent.click(bank)
  await userEvent.type(screen.getByLabelText('到账金额'), '100')
  await userEvent.type(screen.getByLabelText('手续费'), '0.5')
  await waitFor(() => expect(screen.getByTestId('leaves')).toHaveTextContent('100.50'))
  expect(screen.getByText('超过账户余额')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: '确认转账' }))
  await waitFor(() => expect(view.address()).toBe('/fund-transfers/88'))
  expect(sent).toMatchObject({ fromAccountId: '51', toAccountId: '52', amount: '100.00', fee: '0.50' })
})

it('puts a refusal next to its account', async () => {
  server.use(http.post('*/api/v1/fund-transfers', () => problem(422, 'input.fields', '有 1 处填写有误', { errors: [{ field: 'toAccountId', code: 'fund_account.inactive', detail: '结算账户“建行”已停用' }] })))
  await open()
  await userEvent.click(await screen.findByLabelText('转入账户'))
  await userEvent.click(await screen.findByTitle('建行'))
  await userEvent.type(screen.getByLabelText('到账金额'), '1')
  await userEvent.click(screen.getByRole('button', { name: '确认转账' }))
  expect(await screen.findByText('结算账户“建行”已停用')).toBeVisible()
})

it('leaves what 1688 escrow made to be taken back there', async () => {
  const show = () => renderPage(<TransferPage />, { path: '/fund-transfers/$id', at: '/fund-transfers/88' })
  const first = await show()
  expect(await screen.findByRole('button', { name: '红冲' })).toBeVisible()
  first.unmount()
  server.use(http.get('*/api/v1/fund-transfers/88', () => HttpResponse.json({ ...made, sourceKind: 'escrow', sourceId: '9' })))
  await show()
  expect(await screen.findByText(/到“1688 担保交易”里冲销放款/)).toBeVisible()
  expect(screen.queryByRole('button', { name: '红冲' })).toBeNull()
})

it('lists transfers with where the money went', async () => {
  server.use(http.get('*/api/v1/fund-transfers', () => HttpResponse.json(page([made]))))
  await renderPage(<TransferListPage />, { path: '/fund-transfers' })
  expect(await screen.findByText('ZZ1')).toBeVisible()
  expect(screen.getByText('建行')).toBeVisible()
})
