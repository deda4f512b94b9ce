import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import type { Preorder } from '@/hooks/preorder'
import { renderPage } from '@/testing/render'
import { server, signedIn } from '@/testing/server'
import { PreorderPanel } from './index'

const made: Preorder = {
  id: '1', no: 'YD1', date: '2026-11-22', shopId: '3', shopName: '云裳服饰', saleId: '9', saleNo: 'XH1', customerId: '2', customerName: '散客', amount: '41.40', fee: '0.00', upload: 'waiting', pay: 'none', uploadable: false,
}
const code: Preorder = { ...made, upload: 'uploaded', pay: 'unpaid', payUrl: 'https://pay.example/1', actual: '41.40', expiresAt: '2026-11-27T05:00:00Z' }

beforeEach(() => server.use(signedIn({ permissions: ['preorder.upload'] })))

const show = (p: Preorder | undefined) => renderPage(<PreorderPanel preorder={p} />)

it('tells that it is on its way, also before there is one', async () => {
  await show(undefined)
  expect(screen.getByText('正在上传到 1688')).toBeVisible()
})

it('tells that an unknown outcome is being looked up', async () => {
  await show({ ...made, upload: 'checking' })
  expect(screen.getByText('正在核实')).toBeVisible()
  expect(screen.queryByRole('button', { name: '重新上传' })).toBeNull()
})

it('lets a person ask now what became of it, and tells what stands in the way', async () => {
  let asked = 0
  server.use(http.post('*/api/v1/preorders/1/actions/check', () => HttpResponse.json({ ...made, attempts: [], asked: ++asked })))
  await show({ ...made, upload: 'checking', refusal: { code: 'shop.authorisation_lost', detail: '店铺“云裳服饰”的 1688 授权已失效', remedy: '由店主重新授权' } })
  expect(screen.getByText(/授权已失效/)).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: /立即查询/ }))
  await waitFor(() => expect(asked).toBe(1))
})

it('tells of a second payment', async () => {
  await show({ ...code, pay: 'paid', paidAt: '2026-11-22T05:10:00Z', receiptNo: 'SK1', extraPaid: '41.40' })
  expect(screen.getByText('有一笔重复付款')).toBeVisible()
  expect(screen.getByText(/41\.40.*预收款/)).toBeVisible()
})

it('shows amount and code, and copies the link', async () => {
  const user = userEvent.setup()
  await show(code)
  expect(screen.getByText('¥41.40')).toBeVisible()
  expect(screen.getByRole('img', { name: '销货单 XH1 的付款码' })).toBeVisible()
  await user.click(screen.getByRole('button', { name: /复制付款链接/ }))
  expect(await navigator.clipboard.readText()).toBe('https://pay.example/1')
})

it('tells a scanned code from a paid one', async () => {
  const view = await show({ ...code, pay: 'ordered' })
  expect(screen.getByText('客户已下单，等待付款')).toBeVisible()
  view.unmount()
  await show({ ...code, pay: 'paid', paidAt: '2026-11-22T05:10:00Z', receiptNo: 'SK1' })
  expect(screen.getByRole('heading', { name: '已收款' })).toBeVisible()
  expect(screen.getByText(/收款单 SK1/)).toBeVisible()
  expect(screen.queryByRole('img', { name: /付款码/ })).toBeNull()
})

it('shows a refusal with cause, remedy, the place to mend it, and uploads again', async () => {
  let asked = 0
  server.use(http.post('*/api/v1/preorders/1/actions/upload', () => HttpResponse.json({ ...made, attempts: [], asked: ++asked })))
  await show({ ...made, upload: 'refused', uploadable: true, refusal: { code: 'preorder.sku_not_matched', detail: '这些商品没有匹配到 1688 店铺的规格：A1', remedy: '到“商品匹配”里匹配，然后重新上传' } })
  expect(screen.getByText(/没有匹配到/)).toBeVisible()
  expect(screen.getByText(/到“商品匹配”里匹配/)).toBeVisible()
  expect(screen.getByText('销货单本身已经生效，不受影响。')).toBeVisible()
  expect(screen.getByRole('link', { name: '去商品匹配' })).toHaveAttribute('href', '/matching?shopId=3')
  await userEvent.click(await screen.findByRole('button', { name: /重新上传/ }))
  await waitFor(() => expect(asked).toBe(1))
})

it('lets an expired code be made again', async () => {
  await show({ ...code, pay: 'expired', uploadable: true })
  expect(screen.getByText('付款码已过期')).toBeVisible()
  expect(await screen.findByRole('button', { name: /重新上传/ })).toBeVisible()
})
