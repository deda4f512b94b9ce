import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, server, signedIn } from '@/testing/server'
import SalePage from './pages/SalePage'

const sale = {
  id: '900', no: 'XH001', kind: 'issue', date: '2026-11-22', state: 'posted', customerId: '21', customerName: '散客', customerCode: 'KH1', warehouseId: '41', warehouseName: '默认仓', shopId: '3', wantsPreorder: true, taxIncluded: true,
  total: '41.40', settled: '0.00', pay: 'unpaid', discountBps: 0, discount: '0.00', customerFee: '0.00', goodsAmount: '41.40', taxAmount: '0.00', paidNow: '0.00', createdByName: '陈小满', createdAt: '2026-11-22T02:00:00Z', version: 2, lines: [],
}
const preorder = { id: '1', no: 'YD1', date: '2026-11-22', shopId: '3', shopName: '云裳服饰', saleId: '900', saleNo: 'XH001', customerId: '21', customerName: '散客', amount: '41.40', fee: '0.00', upload: 'uploaded', pay: 'paid', uploadable: false, actual: '41.40', receiptNo: 'SK1', paidAt: '2026-11-22T05:10:00Z' }

it('shows the document paid as soon as its pre-order is', async () => {
  let asked = 0
  let paid = false
  server.use(
    signedIn({ permissions: ['sale.read', 'preorder.read'], modules: ['sell1688'] }),
    http.get('*/api/v1/settings', () => HttpResponse.json({ taxAccounted: false, stockReview: false, today: '2026-11-22' })),
    http.get('*/api/v1/sales', () => HttpResponse.json(page([]))),
    http.get('*/api/v1/sales/900', () => HttpResponse.json(paid ? { ...sale, pay: 'paid', settled: '41.40' } : sale)),
    http.get('*/api/v1/preorders', () => {
      paid = ++asked > 1
      return HttpResponse.json(page(paid ? [preorder] : []))
    }),
  )
  await renderPage(<SalePage />, { path: '/sales/$id', at: '/sales/900' })
  expect(await screen.findByText('未收款')).toBeVisible()
  expect(await screen.findByText(/收款单 SK1/)).toBeVisible()
  await waitFor(() => expect(screen.queryByText('未收款')).toBeNull())
})
