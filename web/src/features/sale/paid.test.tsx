import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, server, signedIn } from '@/testing/server'
import SalePage from './pages/SalePage'

const sale = {
  id: '900', no: 'XH001', kind: 'issue', state: 'posted', date: '2026-11-22', customerId: '21', customerName: '散客', customerCode: 'KH1', warehouseId: '41', warehouseName: '默认仓', shopId: '3', wantsPreorder: true,
  total: '41.40', settled: '0.00', pay: 'unpaid', discountBps: 0, discount: '0.00', customerFee: '0.00', goodsAmount: '41.40', taxAmount: '0.00', taxIncluded: true, paidNow: '0.00', createdByName: '陈小满', createdAt: '2026-11-22T02:00:00Z', version: 1, lines: [],
}
const preorder = { id: '1', no: 'YD1', date: '2026-11-22', shopId: '3', shopName: '云裳服饰', saleId: '900', saleNo: 'XH001', customerId: '21', customerName: '散客', amount: '41.40', fee: '0.00', uploadable: false, upload: 'uploaded', pay: 'paid', paidAt: '2026-11-22T05:10:00Z', receiptNo: 'SK1' }

it('shows the money in the sale as soon as the pre-order is paid', async () => {
  let asked = 0
  server.use(
    signedIn({ permissions: ['sale.read', 'preorder.read'] }),
    http.get('*/api/v1/settings', () => HttpResponse.json({ taxAccounted: false, stockReview: false, today: '2026-11-22' })),
    http.get('*/api/v1/preorders', () => HttpResponse.json(page([preorder]))),
    // Read before the payment at first.
    http.get('*/api/v1/sales', () => HttpResponse.json(page([]))),
    http.get('*/api/v1/sales/900', () => HttpResponse.json(asked++ === 0 ? sale : { ...sale, pay: 'paid', settled: '41.40' })),
  )
  await renderPage(<SalePage />, { at: '/sales/900', path: '/sales/$id' })
  expect(await screen.findByRole('heading', { name: '已收款' })).toBeVisible()
  await waitFor(() => expect(screen.getAllByText('已收款')).toHaveLength(2))
  expect(screen.queryByText('未收款')).toBeNull()
})
