import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, problem, server, signedIn } from '@/testing/server'
import { onPhone } from '@/testing/setup'
import RulesPage from './pages/RulesPage'
import SuggestionsPage from './pages/SuggestionsPage'
import type { Explained, Rule, Suggestion, Summary } from './queries'

const suggestion = (id: string, more: Partial<Suggestion> = {}): Suggestion => ({
  id,
  runId: '9',
  state: 'open',
  currency: 'CNY',
  reason: 'below_trigger',
  skuId: `1${id}`,
  skuCode: `T1-${id}`,
  productId: '1',
  productName: 'T恤',
  spec: '黑色',
  unit: '件',
  warehouseId: '31',
  warehouseName: '主仓库',
  need: '40',
  shortIn: 2,
  onHand: '6',
  reserved: '2',
  available: '4',
  coming: '0',
  perDay: '2',
  supplierId: '21',
  supplierName: '云裳服饰',
  offerId: '612345678901',
  offerTitle: '纯棉T恤',
  saleUnit: '包',
  num: 10,
  den: 1,
  multiple: 2,
  minimum: 2,
  mixed: false,
  quantity: 4,
  planned: 4,
  baseQuantity: '40',
  price: '110.00',
  amount: '440.00',
  leadDays: 5,
  version: 1,
  ...more,
})

const run = { id: '9', taskId: '8', state: 'ready' as const, day: '2026-11-29', items: 120, lines: 2, amount: '880.00', createdAt: '2026-11-29T00:00:00Z', finishedAt: '2026-11-29T00:00:03Z' }
const summary: Summary = {
  current: run,
  last: run,
  suppliers: 1,
  counts: [
    { state: 'open', reason: 'below_trigger', count: 2, amount: '880.00' },
    { state: 'left', reason: 'no_source', count: 5 },
  ],
}

const everything = ['suggest.read', 'suggest.run', 'suggest.rule', 'purchase.create', 'cost.see', 'stock.read', 'source.read', 'product.read']

function serve(permissions = everything, of: Summary = summary) {
  server.use(
    signedIn({ permissions, modules: ['buy1688'], owner: true }),
    http.get('*/api/v1/warehouses', () => HttpResponse.json(page([{ id: '31', name: '主仓库', active: true }]))),
    http.get('*/api/v1/suppliers', () => HttpResponse.json(page([]))),
    http.get('*/api/v1/purchase-suggestions/summary', () => HttpResponse.json(of)),
    http.get('*/api/v1/purchase-suggestions', ({ request }) =>
      HttpResponse.json(page(new URL(request.url).searchParams.get('state') === 'left' ? [suggestion('9', { state: 'left', reason: 'no_source', supplierId: undefined, supplierName: undefined })] : [suggestion('1'), suggestion('2')])),
    ),
  )
}

const show = (at = '/purchase-suggestions') => renderPage(<SuggestionsPage />, { path: '/purchase-suggestions', at })
const rowOf = (text: string) => screen.getByText(text).closest('tr') as HTMLElement

it('shows what to buy with the stock it comes from, and what the run brought', async () => {
  serve()
  await show()
  await screen.findByText('T1-1')
  expect(rowOf('T1-1')).toHaveTextContent(/2 天.*6.*2.*0.*40 件.*云裳服饰.*110.00.*440.00.*低于补货点/)
  expect(screen.getByText('建议金额').parentElement).toHaveTextContent('¥880.00')
  expect(screen.getByRole('radio', { name: '不建议 5' })).toBeInTheDocument()
})

it('changes a quantity where it stands, and says beside it what is wrong', async () => {
  serve()
  const sent: unknown[] = []
  server.use(
    http.put('*/api/v1/purchase-suggestions/1', async ({ request }) => {
      const body = (await request.json()) as { quantity: number }
      sent.push(body)
      if (body.quantity % 2) return problem(422, 'input.fields', '请检查', { errors: [{ field: 'quantity', code: 'suggestion.multiple', detail: '供应商按 2 的倍数卖' }] })
      return HttpResponse.json(suggestion('1', { quantity: body.quantity, version: 2 }))
    }),
  )
  await show()
  const field = await screen.findByLabelText('T1-1 的采购数量')
  await userEvent.clear(field)
  await userEvent.type(field, '5{Enter}')
  expect(await screen.findByRole('alert')).toHaveTextContent('按 2 的倍数卖')
  expect(screen.getByLabelText('T1-2 的采购数量')).toHaveFocus()
  await userEvent.clear(field)
  await userEvent.type(field, '6{Enter}')
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  expect(sent).toEqual([
    { quantity: 5, version: 1 },
    { quantity: 6, version: 1 },
  ])
})

it('shows the orders that would be made of chosen rows, then makes them', async () => {
  serve()
  const sent: unknown[] = []
  server.use(
    http.post('*/api/v1/purchase-suggestions/actions/preview-orders', async ({ request }) => {
      const body = (await request.json()) as { belowMinimum?: boolean }
      sent.push(body)
      const problems = body.belowMinimum ? [] : [{ field: 'suggestions[0]', code: 'suggestion.below_minimum', detail: '', messages: { 'zh-CN': 'SKU T1-2 起订量是 6' } }]
      return HttpResponse.json({ orders: [{ supplierId: '21', supplierName: '云裳服饰', warehouseId: '31', warehouseName: '主仓库', lines: 1, amount: '440.00' }], lines: 1, amount: '440.00', problems })
    }),
    http.post('*/api/v1/purchase-suggestions/actions/generate', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json({ orders: [{ id: '77', no: 'CG20261129001' }], lines: 1 }, { status: 201 })
    }),
  )
  await show()
  await userEvent.click(await screen.findByRole('checkbox', { name: 'T1-2' }))
  await userEvent.click(screen.getByRole('button', { name: /(?<!全部)生成采购单$/ }))
  const drawer = await screen.findByRole('dialog')
  expect(await within(drawer).findByText(/SKU T1-2 起订量是 6/)).toBeVisible()
  expect(within(drawer).getByRole('button', { name: '生成 1 张采购单' })).toBeDisabled()
  await userEvent.click(within(drawer).getByRole('checkbox', { name: /低于起订量也生成/ }))
  await waitFor(() => expect(within(drawer).getByRole('button', { name: '生成 1 张采购单' })).toBeEnabled())
  await userEvent.click(within(drawer).getByRole('button', { name: '生成 1 张采购单' }))
  expect(await within(drawer).findByRole('link', { name: 'CG20261129001' })).toHaveAttribute('href', '/purchase-orders/77')
  expect(sent).toEqual([{ runId: '9', ids: ['2'] }, { runId: '9', ids: ['2'], belowMinimum: true }, { runId: '9', ids: ['2'], belowMinimum: true }])
})

it('orders everything that is filtered', async () => {
  serve()
  let body: unknown
  server.use(
    http.post('*/api/v1/purchase-suggestions/actions/preview-orders', async ({ request }) => {
      body = await request.json()
      return HttpResponse.json({ orders: [], lines: 0, problems: [] })
    }),
  )
  await show('/purchase-suggestions?supplierId=21&on1688=true')
  await userEvent.click(await screen.findByRole('button', { name: /全部生成采购单/ }))
  await waitFor(() => expect(body).toEqual({ runId: '9', supplierId: '21', on1688: true }))
})

it('tells why something is not suggested, and where to go', async () => {
  serve()
  await show('/purchase-suggestions?state=left')
  await screen.findByText('T1-9')
  expect(rowOf('T1-9')).toHaveTextContent('没有可用货源')
  expect(within(rowOf('T1-9')).getByRole('link', { name: '去货源' })).toHaveAttribute('href', '/sources/19')
})

it('opens each figure to what it comes from', async () => {
  serve()
  const explained: Explained = {
    ...suggestion('1'),
    computedNow: false,
    detail: {
      rule: { id: '5', ofSku: false, model: 'days_of_cover', min: '0', max: '0', coverDays: 10, reviewDays: 7, serviceBps: 0, safetyStock: '0', rateDays: 0 },
      demand: { units: '60', days: 30, perDay: '2', deviation: '0', from: 'history', daysInStock: 30, daysOut: 3, daysSold: 28, lumpy: false },
      lead: { days: 5, deviation: '2', samples: 0, from: 'standard', arrives: 5 },
      stock: { onHand: '6', reserved: '2', coming: [{ on: '2026-12-01', quantity: '1' }], unitCost: '11' },
      decision: { protects: 22, expected: '44', safetyStock: '0', trigger: '44', target: '44', position: '5', later: '0', need: '39', reason: 'below_trigger', shortOn: '2026-12-02' },
      options: [{ kind: 'top_up', pieces: 2, cost: '1.50', taken: true }],
      computed: '2026-11-29',
    },
  }
  server.use(http.get('*/api/v1/purchase-suggestions/1', () => HttpResponse.json(explained)))
  await show()
  await userEvent.click(within((await screen.findByText('T1-1')).closest('tr') as HTMLElement).getByText('低于补货点'))
  const drawer = await screen.findByRole('dialog')
  expect(await within(drawer).findByText('有货的 30 天里卖出')).toBeVisible()
  expect(drawer).toHaveTextContent(/减：占用2 件.*加：2026-12-01 到货1 件.*22 天内可用的库存5 件.*22 天预计销量44 件.*需求39 件/)
  expect(drawer).toHaveTextContent(/多买这个商品.*采用/)
})

it('says what to do first where nothing was ever worked out', async () => {
  serve(everything, { counts: [], suppliers: 0 })
  server.use(http.get('*/api/v1/purchase-suggestions', () => HttpResponse.json(page([]))))
  await show()
  expect((await screen.findAllByRole('link', { name: '设置补货规则' }))[0]).toHaveAttribute('href', '/replenishment-rules')
})

it('lets a viewer look but not act, on a phone too', async () => {
  onPhone()
  serve(['suggest.read'])
  await show()
  expect(await screen.findByText(/T1-1 · 主仓库/)).toBeVisible()
  expect(screen.queryByRole('button', { name: /计算|生成/ })).toBeNull()
  expect(screen.queryByLabelText('T1-1 的采购数量')).toBeNull()
})

const rule = (id: string, more: Partial<Rule> = {}): Rule => ({ id, model: 'days_of_cover', coverDays: 14, updatedAt: '2026-11-29T00:00:00Z', version: 3, ...more })

it('lists rules, makes a default one and changes one', async () => {
  serve()
  const sent: unknown[] = []
  server.use(
    http.get('*/api/v1/replenishment-rules', () =>
      HttpResponse.json(page([rule('1'), rule('2', { skuId: '11', skuCode: 'T1-B', productName: 'T恤', warehouseId: '31', warehouseName: '主仓库', model: 'min_max', min: '5', max: '20', coverDays: undefined })])),
    ),
    http.post('*/api/v1/replenishment-rules', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(rule('3'), { status: 201 })
    }),
    http.put('*/api/v1/replenishment-rules/2', async ({ request }) => {
      sent.push(await request.json())
      return problem(422, 'input.fields', '请检查', { errors: [{ field: 'max', code: 'replenish_rule.min_above_max', detail: '最低库存不能高于最高库存' }] })
    }),
  )
  await renderPage(<RulesPage />, { path: '/replenishment-rules' })
  expect(await screen.findByText('多备 14 天')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: /新增规则/ }))
  const drawer = await screen.findByRole('dialog')
  await userEvent.click(within(drawer).getByRole('radio', { name: '所有商品' }))
  await userEvent.click(within(drawer).getByRole('button', { name: /保存/ }))
  await waitFor(() => expect(sent[0]).toEqual({ model: 'days_of_cover', coverDays: 14 }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await userEvent.click(screen.getByText('5 – 20'))
  const again = await screen.findByRole('dialog')
  const least = await within(again).findByLabelText('最低库存')
  await userEvent.clear(least)
  await userEvent.type(least, '30')
  await userEvent.click(within(again).getByRole('button', { name: /保存/ }))
  expect(await within(again).findByText('最低库存不能高于最高库存')).toBeVisible()
  expect(sent[1]).toEqual({ model: 'min_max', min: '30', max: '20', version: 3 })
})
