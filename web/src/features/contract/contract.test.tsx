import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { server, signedIn } from '@/testing/server'
import ContractPage from './pages/ContractPage'

const line = { id: '1', skuId: '11', skuCode: 'T1-R', productName: '短袖T恤', spec: '红色', unitName: '件', quantity: '2', baseQuantity: '2', price: '21.50', amount: '43.00' }
const order = {
  id: '70', no: 'CG1', date: '2026-11-20', stage: 'open', supplierName: '义乌小商品', warehouseName: '默认仓', terms: 'share', prepaidShare: '30', creditDays: 0, taxIncluded: true,
  total: '51.00', goodsAmount: '43.00', freight: '8.00', discount: '0.00', otherFee: '0.00', lines: [line],
}
const contract = { buyer: { name: '小满服饰', taxNo: '91330108' }, seller: { name: '义乌小商品' }, deliverTo: '杭州 王小明', totalCapitals: '人民币伍拾壹元整' }

function serve(answers: { order?: object; permissions?: string[] }) {
  server.use(
    signedIn({ permissions: answers.permissions ?? ['purchase.read'] }),
    http.get('*/api/v1/purchase-orders/70', () => HttpResponse.json({ ...order, ...answers.order })),
    http.get('*/api/v1/purchase-orders/70/contract', () => HttpResponse.json(contract)),
  )
}

const paper = () => within(document.querySelector('.paper') as HTMLElement)

it('puts parties, goods, total and terms on paper, and keeps changed terms for later', async () => {
  let kept: unknown
  serve({ permissions: ['purchase.read', 'settings.update'] })
  server.use(
    http.get('*/api/v1/settings/letterhead', () => HttpResponse.json({ company: '小满服饰', purchaseTerms: '', version: 3 })),
    http.put('*/api/v1/settings/letterhead', async ({ request }) => {
      kept = await request.json()
      return HttpResponse.json(kept as object)
    }),
  )
  await renderPage(<ContractPage />, { path: '/purchase-orders/$id/contract', at: '/purchase-orders/70/contract' })
  const terms = await screen.findByLabelText('其他条款')
  expect(paper().getByText('人民币伍拾壹元整')).toBeInTheDocument()
  expect(paper().getByText(/甲方预付合同总金额的 30%/)).toBeInTheDocument()
  expect(paper().getByText('税号：91330108')).toBeInTheDocument()
  expect(paper().getByRole('row', { name: /运费 8\.00/, hidden: true })).toBeInTheDocument()
  await userEvent.clear(terms)
  await userEvent.type(terms, '只此一条')
  expect(paper().getByText('只此一条')).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: '存为以后合同的默认条款' }))
  await waitFor(() => expect(kept).toEqual({ company: '小满服饰', purchaseTerms: '只此一条', version: 3 }))
})

it('says that a contract has no prices for somebody who may not see costs', async () => {
  const none = undefined
  serve({ order: { total: none, goodsAmount: none, freight: none, discount: none, otherFee: none, lines: [{ ...line, price: none, amount: none }] } })
  await renderPage(<ContractPage />, { path: '/purchase-orders/$id/contract', at: '/purchase-orders/70/contract' })
  expect(await screen.findByText(/合同不含价格/)).toBeVisible()
  expect(paper().queryByText('单价')).toBeNull()
})
