import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, server, signedIn } from '@/testing/server'
import { actionsOf, type Escrow, isOverdue } from './escrow'
import EscrowListPage from './pages/EscrowListPage'

const held: Escrow = {
  id: '7', preorderId: '1', preorderNo: 'YD1', saleId: '9', saleNo: 'XH1', shopId: '3', shopName: '云裳服饰', customerId: '2', customerName: '散客', orderId: '340001', pickUp: true,
  amount: '41.40', held: '41.40', state: 'paid', platformRefund: '0.00', refund: '0.00', heldSince: '2026-11-22T05:10:00Z', escrowAccountId: '11', version: 4,
}

const permissions = ['preorder.read', 'escrow.handle', 'receivable.read', 'fund_account.read']

let asked: URLSearchParams[]
beforeEach(() => {
  asked = []
  server.use(
    signedIn({ permissions }),
    http.get('*/api/v1/settings', () => HttpResponse.json({ today: '2026-12-05' })),
    http.get('*/api/v1/shops', () => HttpResponse.json(page([]))),
    http.get('*/api/v1/escrows/totals', ({ request }) => {
      asked.push(new URL(request.url).searchParams)
      return HttpResponse.json({ held: '99.00', heldCount: 2, overdue: '0.00', overdueCount: 0, difference: '41.40', differenceCount: 1, released: '500.00', releasedCount: 9, refunded: '0.00' })
    }),
  )
})

const list = (rows: Escrow[]) => server.use(http.get('*/api/v1/escrows', () => HttpResponse.json(page(rows))))

it('shows what is held, since when, and what the day waits for', async () => {
  list([held, { ...held, id: '8', preorderNo: 'YD2', pickUp: false }, { ...held, id: '9', preorderNo: 'YD3', state: 'shipped', expectedOn: '2026-12-02' }])
  await renderPage(<EscrowListPage />, { path: '/escrows', at: '/escrows?from=2026-11-01' })
  expect(await screen.findByText('登记自提交货后第 10 天')).toBeVisible()
  expect(screen.getByText('发货后第 10 天')).toBeVisible()
  expect(screen.getByText('2026-12-02')).toBeVisible()
  expect(await screen.findByText('已过预计日')).toBeVisible()
  expect(await screen.findByText('在保管（2 笔）')).toBeVisible()
  await waitFor(() => expect(asked.at(-1)?.get('from')).toBe('2026-11-01'))
})

it('adds up what is searched and filtered', async () => {
  list([held])
  await renderPage(<EscrowListPage />, { path: '/escrows', at: '/escrows?q=%E6%95%A3%E5%AE%A2&state=held&difference=true&shopId=3' })
  await screen.findByText('在保管（2 笔）')
  await waitFor(() => expect(Object.fromEntries(asked.at(-1) ?? [])).toEqual({ q: '散客', state: 'held', difference: 'true', shopId: '3' }))
})

it('has a person name the refund that stands for one on 1688', async () => {
  const e: Escrow = { ...held, state: 'confirmed', hold: 'refunded', platformRefund: '10.00' }
  let sent: unknown
  list([e])
  server.use(
    http.get('*/api/v1/escrows/7', () => HttpResponse.json(e)),
    http.get('*/api/v1/receipts', () => HttpResponse.json(page([{ id: '30', no: 'TK1', date: '2026-12-01', amount: '-10.00', state: 'posted', kind: 'refund' }, { id: '31', no: 'TK2', date: '2026-12-01', amount: '-10.00', state: 'posted', kind: 'refund', sourceKind: 'escrow' }]))),
    http.post('*/api/v1/escrows/7/actions/settle-refund', async ({ request }) => {
      sent = await request.json()
      return HttpResponse.json({ ...e, hold: undefined, state: 'released' })
    }),
  )
  await renderPage(<EscrowListPage />, { path: '/escrows' })
  await userEvent.click(await screen.findByRole('button', { name: 'YD1' }))
  const drawer = await screen.findByRole('dialog')
  expect(await within(drawer).findByText(/1688 退了一笔账上没有的款/)).toBeVisible()
  expect(within(drawer).queryByRole('button', { name: '登记放款' })).toBeNull()
  await userEvent.click(within(drawer).getByRole('combobox'))
  expect(await screen.findByTitle(/TK1/)).toBeInTheDocument()
  expect(screen.queryByTitle(/TK2/)).toBeNull()
  await userEvent.click(screen.getByTitle(/TK1/))
  await userEvent.click(within(drawer).getByRole('button', { name: '关联退款' }))
  await waitFor(() => expect(sent).toEqual({ refundId: '30', version: 4 }))
})

it('offers what fits the state only', () => {
  expect(actionsOf(held)).toEqual({ release: false, reverse: false, settle: false })
  expect(actionsOf({ ...held, state: 'released' })).toEqual({ release: false, reverse: true, settle: false })
  expect(actionsOf({ ...held, state: 'confirmed', hold: 'reversed' })).toEqual({ release: true, reverse: false, settle: false })
  expect(actionsOf({ ...held, hold: 'closed' })).toEqual({ release: true, reverse: false, settle: true })
  expect(actionsOf({ ...held, hold: 'shop' })).toEqual({ release: true, reverse: false, settle: false })
  expect(isOverdue({ ...held, expectedOn: '2026-12-05' }, '2026-12-05')).toBe(false)
  expect(isOverdue({ ...held, expectedOn: '2026-12-05' }, '2026-12-06')).toBe(true)
  expect(isOverdue({ ...held, state: 'released', expectedOn: '2026-12-05' }, '2026-12-06')).toBe(false)
})
