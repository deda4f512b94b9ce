import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, server, signedIn } from '@/testing/server'
import NoticeSection from './NoticeSection'
import NoticeListPage from './pages/NoticeListPage'
import SettingPage from './pages/SettingPage'
import type { NoticeRow, NoticeView, Setting } from './queries'

const refused = { code: 'wms.refused', detail: 'WMS 不接受（HTTP 422）：没有商品 T1', remedy: '按 WMS 的提示处理，再重新推送', messages: {} }

const row: NoticeRow = {
  id: '900',
  orderId: '70',
  noticeNo: 'PO20261122001',
  state: 'refused',
  version: 2,
  sentVersion: 1,
  externalNo: 'ASN-7',
  attempts: 1,
  reason: refused,
  createdAt: '2026-11-22T02:00:00Z',
  updatedAt: '2026-11-22T02:00:00Z',
  supplierId: '5',
  supplierName: '云裳服饰批发',
  warehouseId: '3',
  warehouseName: '默认仓',
}

const view: NoticeView = {
  pushable: true,
  notice: row,
  status: 'open',
  lines: [{ sku: 'T1', barcodes: ['690001'], name: '纯棉T恤', unit: '件', quantity: '10' }],
  parcels: [{ waybill: 'SF1', carrier: '顺丰速运' }],
  pushes: [
    { number: 2, version: 2, startedAt: '2026-11-22T02:00:00Z', endedAt: '2026-11-22T02:00:01Z', outcome: 'refused', status: 422, said: '没有商品 T1' },
    { number: 1, version: 1, startedAt: '2026-11-22T01:00:00Z' },
  ],
  receipts: [{ receiptNo: 'GR-1', id: '800', no: 'GH20261122001', state: 'posted', reversed: false, differs: true, createdAt: '2026-11-22T03:00:00Z' }],
}

const setting: Setting & { hasSecret: boolean } = { endpoint: '', when: 'shipped', warehouseIds: [], version: 0, hasSecret: false }

function serve(permissions: string[], shown: NoticeView = view) {
  server.use(
    signedIn({ permissions, modules: ['wms'] }),
    http.get('*/api/v1/warehouses', () => HttpResponse.json(page([{ id: '3', code: '01', name: '默认仓', active: true, isDefault: true, version: 1 }]))),
    http.get('*/api/v1/wms-notices', () => HttpResponse.json(page([row]))),
    http.get('*/api/v1/purchase-orders/70/wms-notice', () => HttpResponse.json(shown)),
    http.get('*/api/v1/wms-setting', () => HttpResponse.json(setting)),
  )
}

const show = () => renderPage(<NoticeSection id="70" stands />, { path: '/purchase-orders/$id', at: '/purchase-orders/70' })

it('shows what the WMS was told, its own words, and what it received', async () => {
  serve(['purchase.read'])
  await show()
  expect(await screen.findByText('WMS 不接受（HTTP 422）：没有商品 T1')).toBeVisible()
  expect(screen.getByText('没有结果')).toBeVisible()
  expect(screen.getByText('没有商品 T1')).toBeVisible()
  expect(within(screen.getByRole('table', { name: '待到货商品' })).getByText('690001')).toBeVisible()
  expect(screen.getByRole('link', { name: 'GH20261122001' })).toHaveAttribute('href', '/purchase-receipts/800')
  expect(screen.getByText('有拒收或少收')).toBeVisible()
  expect(screen.queryByRole('button', { name: /推送/ })).not.toBeInTheDocument()
})

it('pushes again', async () => {
  serve(['purchase.read', 'wms.push'])
  let pushed = 0
  server.use(
    http.post('*/api/v1/purchase-orders/70/push-wms', () => {
      pushed++
      return HttpResponse.json({ ...view, notice: { ...row, state: 'waiting', reason: undefined } })
    }),
  )
  await show()
  await userEvent.click(await screen.findByRole('button', { name: /重新推送/ }))
  await waitFor(() => expect(pushed).toBe(1))
})

it('is silent about an order that nobody awaits', async () => {
  serve(['purchase.read', 'wms.push'], { pushable: false, why: { code: 'wms.not_awaited', detail: '没有待到货的商品', remedy: '', messages: {} }, lines: [], parcels: [], pushes: [], receipts: [] })
  await show()
  await waitFor(() => expect(screen.queryByText('到货通知')).not.toBeInTheDocument())
})

it('lists what needs a person and pushes the orders of the chosen notices', async () => {
  serve(['purchase.read', 'wms.push'])
  const sent: unknown[] = []
  server.use(
    http.post('*/api/v1/purchase-orders/actions/push-wms', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json({ results: [{ id: '70', ok: true }] })
    }),
  )
  await renderPage(<NoticeListPage />, { path: '/wms-notices' })
  expect(await screen.findByText('PO20261122001')).toBeVisible()
  expect(screen.getByText(/没有商品 T1/)).toBeVisible()
  const boxes = await screen.findAllByRole('checkbox')
  await userEvent.click(boxes[boxes.length - 1] as HTMLElement)
  await userEvent.click(await screen.findByRole('button', { name: /重新推送/ }))
  await waitFor(() => expect(sent).toEqual([{ ids: ['70'] }]))
})

it('says what is missing, shows a new secret once, and a wrong address at its field', async () => {
  serve(['settings.read', 'settings.update', 'stock.read'])
  server.use(
    http.post('*/api/v1/wms-setting/secret', () => HttpResponse.json({ secret: 'a1b2c3' })),
    http.put('*/api/v1/wms-setting', () =>
      HttpResponse.json(
        {
          type: 'about:blank', status: 422, code: 'input.fields', title: '输入有误', detail: '有 1 处填写有误', messages: {}, requestId: 'r',
          errors: [{ field: 'endpoint', code: 'wms.endpoint_plain', detail: '公网地址必须用 https', messages: {} }],
        },
        { status: 422, headers: { 'Content-Type': 'application/problem+json' } },
      ),
    ),
  )
  await renderPage(<SettingPage />, { path: '/wms-setting' })
  expect(await screen.findByText('填写接口地址、选择仓库并生成密钥后，才能推送')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: /生成密钥/ }))
  expect(await screen.findByText('a1b2c3')).toBeVisible()
  await userEvent.type(screen.getByLabelText('接口地址'), 'http://wms.example.com')
  await userEvent.click(screen.getByLabelText('对接的仓库'))
  await userEvent.click(await screen.findByText('默认仓'))
  await userEvent.click(screen.getByRole('button', { name: /保.?存/ }))
  expect(await screen.findByText('公网地址必须用 https')).toBeVisible()
})
