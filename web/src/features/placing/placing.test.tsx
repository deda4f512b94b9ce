import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, server, signedIn } from '@/testing/server'
import BatchPage from './pages/BatchPage'
import PlacingSection from './PlacingSection'
import type { Attempt, Part, Placing, Result } from './queries'

const part: Part = {
  id: '11',
  number: 1,
  state: 'draft',
  flow: 'general',
  cargo: [
    { offerId: '610', title: '纯棉T恤', spec: '黑色', quantity: 10, unit: '件', minimum: 3, plan: '180.00', lines: [{ number: 1, sku: 'T1-B', units: 10 }] },
    { offerId: '610', title: '纯棉T恤', spec: '白色', quantity: 5, unit: '件', minimum: 3, plan: '99.50', lines: [{ number: 2, sku: 'T1-W', units: 5 }] },
  ],
  planTotal: '279.50',
  preview: {
    id: '21',
    madeAt: '2026-11-22T01:00:00Z',
    goods: '298.50',
    freight: '8.00',
    discount: '0.00',
    total: '306.50',
    modes: [{ code: 'assureTrade', name: '担保交易' }, { code: 'period', name: '账期' }],
    mode: 'assureTrade',
    differences: [
      { kind: 'price', cargo: 0, plan: '180.00', is: '199.00', blocks: true },
      { kind: 'goods', cargo: -1, plan: '279.50', is: '298.50', blocks: true },
      { kind: 'freight', cargo: -1, plan: '0.00', is: '8.00', blocks: false },
    ],
    blocked: true,
    refused: false,
  },
  orders: [],
  cancellable: false,
}

const attempt: Attempt = {
  id: '31', part: 1, number: 1, state: 'unclear', outOrderId: 'CG1-ABC', token: '#ABCDEFGHJK', lookups: 2, startedAt: '2026-11-22T01:00:00Z', unansweredAt: '2026-11-22T01:00:05Z', decidable: true, orders: [],
  evidence: [{ platformId: '3400000000000000001', orderedAt: '2026-11-22T01:00:01Z', total: '306.50', status: 'waitbuyerpay', seller: '云裳服饰批发' }],
}

function serve(first: Placing) {
  let now = first
  const sent: Record<string, unknown> = {}
  const answer = (what: string, next: Placing) =>
    http.post(`*/api/v1/purchase-orders/70/placing/${what}`, async ({ request }) => {
      sent[what] = await request.json()
      now = next
      return HttpResponse.json(next)
    })
  server.use(
    signedIn({ permissions: ['purchase.read', 'placing.place', 'cost.see'], modules: ['buy1688'] }),
    http.get('*/api/v1/purchase-orders/70/placing', () => HttpResponse.json(now)),
    http.get('*/api/v1/receiving-addresses', () => HttpResponse.json(page([]))),
    answer('preview', { placeable: true, address: '收货处', parts: [part], attempts: [] }),
    answer('place', { placeable: false, parts: [{ ...part, state: 'placed', orders: [{ platformId: '3400000000000000001', extra: false, state: 'read' }], cancellable: true }], attempts: [{ ...attempt, state: 'created', decidable: false }] }),
    answer('decide', { placeable: false, parts: [{ ...part, state: 'placed' }], attempts: [{ ...attempt, state: 'created', decidable: false }] }),
  )
  return sent
}

const show = () => renderPage(<PlacingSection id="70" stands />, { path: '/purchase-orders/$id', at: '/purchase-orders/70' })

it('previews an order, shows what is dearer, and places it only after the difference is accepted', async () => {
  const sent = serve({ placeable: true, address: '收货处', parts: [], attempts: [] })
  await show()
  await userEvent.click(await screen.findByRole('button', { name: '预览' }))
  expect(await screen.findAllByText('306.50')).toHaveLength(2)
  expect(sent.preview).toEqual({ flow: 'general' })
  const lines = screen.getByRole('table', { name: '下单明细' })
  expect(within(lines).getByText('199.00').closest('td')).toHaveClass('over')
  expect(screen.getByRole('button', { name: '下单' })).toBeDisabled()
  await userEvent.click(screen.getByRole('checkbox'))
  await userEvent.click(screen.getByRole('button', { name: '下单' }))
  expect(await screen.findByText('已下单')).toBeInTheDocument()
  expect(sent.place).toEqual({ parts: [{ id: '11', previewId: '21', accept: '306.50' }] })
  expect(screen.getByRole('button', { name: '取消 1688 订单' })).toBeInTheDocument()
})

it('lets a person decide which order an attempt made', async () => {
  const sent = serve({ placeable: false, parts: [{ ...part, state: 'unclear', preview: undefined }], attempts: [attempt] })
  await show()
  const these = await screen.findByRole('button', { name: '就是选中的' })
  expect(these).toBeDisabled()
  await userEvent.click(screen.getByRole('checkbox', { name: /3400000000000000001/ }))
  await userEvent.click(these)
  await waitFor(() => expect(sent.decide).toEqual({ attemptId: '31', platformIds: ['3400000000000000001'] }))
})

it('says nothing of an order that is not to be placed', async () => {
  serve({ placeable: false, why: { code: 'placing.not_approved', detail: '未审核', remedy: '先审核' }, parts: [], attempts: [] })
  await show()
  await waitFor(() => expect(screen.queryByText('1688下单')).not.toBeInTheDocument())
})

it('shows what became of each order of a batch and tries the failed ones again', async () => {
  const results: Result[] = [
    { orderId: '70', no: 'CG1', supplier: '云裳', state: 'done', orders: ['3400000000000000001'] },
    { orderId: '71', no: 'CG2', supplier: '云裳', state: 'failed', orders: [], refusal: { code: 'placing.stock', detail: '供应商库存不足', remedy: '换货源' } },
  ]
  server.use(
    signedIn({ permissions: ['purchase.read', 'placing.place', 'cost.see'], modules: ['buy1688'] }),
    http.get('*/api/v1/placing-batches/:id', ({ params }) => HttpResponse.json({ id: params.id, startedBy: '王芳', createdAt: '2026-11-22T01:00:00Z', results: params.id === '90' ? results : [] })),
    http.get('*/api/v1/tasks/:id', ({ params }) => HttpResponse.json({ id: params.id, kind: 'placing_batch', title: 'CG1', state: 'succeeded', done: 1, failed: 1, total: 2, createdAt: '2026-11-22T01:00:00Z', updatedAt: '2026-11-22T01:00:00Z' })),
    http.post('*/api/v1/placing-batches/90/retry', () => HttpResponse.json({ id: '91', kind: 'placing_batch', title: 'CG2', state: 'queued', done: 0, failed: 0, total: 1, createdAt: '2026-11-22T01:00:00Z', updatedAt: '2026-11-22T01:00:00Z' }, { status: 202 })),
  )
  const { address } = await renderPage(<BatchPage />, { path: '/placing-batches/$id', at: '/placing-batches/90' })
  expect(await screen.findByText('供应商库存不足')).toBeInTheDocument()
  expect(screen.getByText('3400000000000000001')).toBeInTheDocument()
  await userEvent.click(screen.getByRole('button', { name: '重试失败的 1 张' }))
  await waitFor(() => expect(address()).toBe('/placing-batches/91'))
})
