import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, problem, server, signedIn } from '@/testing/server'
import { onPhone } from '@/testing/setup'
import LineSource from './LineSource'
import RunPage from './pages/RunPage'
import SkuSourcesPage from './pages/SkuSourcesPage'
import SourcesPage from './pages/SourcesPage'
import type { Looked, Offer, Row, Run, Source, SourcedSku } from './queries'

const source = (id: string, more: Partial<Source> = {}): Source => ({
  id,
  skuId: '11',
  supplierId: '21',
  supplierName: '杭州云裳服饰有限公司',
  offerId: '612345678901',
  offerUrl: 'https://detail.1688.com/offer/612345678901.html',
  specId: 'aaa',
  num: 12,
  den: 1,
  unit: '包',
  multiple: 1,
  minimum: 3,
  leadDays: 2,
  priority: Number(id),
  currency: 'CNY',
  price: '19.90',
  title: '纯棉T恤',
  spec: '黑色 / M',
  attributes: [],
  reason: 'code',
  state: 'active',
  createdAt: '2026-11-22T08:00:00Z',
  updatedAt: '2026-11-22T08:00:00Z',
  version: 1,
  ...more,
})
const sku = (sources: Source[], more: Partial<SourcedSku> = {}): SourcedSku => ({ id: '11', productId: '1', code: 'T1-BM', productName: 'T恤', spec: '黑色 / M', unit: '件', active: true, sources, ...more })
const spec = (key: string, name: string, more = {}) => ({ key, specId: key, skuId: `9${key}`, name, values: [], stock: 100, price: '19.90', ...more })
const offer: Offer = {
  offerId: '612345678901',
  url: 'https://detail.1688.com/offer/612345678901.html',
  title: '纯棉T恤',
  seller: '杭州云裳服饰有限公司',
  unit: '包',
  minimum: 3,
  lot: 1,
  stock: 400,
  tiers: [],
  mixed: true,
  mixAmount: '300.00',
  attributes: [{ name: '材质', value: '棉' }],
  specs: [spec('a', '白色 / M'), spec('b', '黑色 / M', { code: 'T1-BM' })],
  state: 'on',
  readAt: '2026-11-22T08:00:00Z',
}
const looked: Looked = { offer, guess: 'b', reason: 'code', sources: [] }

function serve(permissions = ['source.read', 'source.write', 'buyer_account.read', 'cost.see']) {
  server.use(
    signedIn({ permissions, modules: ['buy1688'] }),
    http.get('*/api/v1/buyer-accounts', () => HttpResponse.json(page([{ id: '501', name: '小王服装店_buy', enabled: true, state: 'valid' }]))),
    http.get('*/api/v1/suppliers', () => HttpResponse.json(page([]))),
  )
}

it('lists every SKU with its first source, and the worst that a person should look at', async () => {
  serve()
  server.use(
    http.get('*/api/v1/sourced-skus', () =>
      HttpResponse.json(page([sku([source('1'), source('2', { state: 'spec_changed' })]), sku([], { id: '12', code: 'P1', productName: '购物袋', spec: undefined })])),
    ),
  )
  await renderPage(<SourcesPage />, { path: '/sources' })
  const rowOf = (text: string) => screen.getByText(text).closest('tr') as HTMLElement
  await screen.findByText('T1-BM')
  expect(rowOf('T1-BM')).toHaveTextContent(/杭州云裳服饰有限公司.*等 1 个.*纯棉T恤.*19.90.*规格已变/)
  expect(rowOf('P1')).toHaveTextContent('没有货源')
})

it('looks a pasted link up with Enter, preselects the guess and says what speaks for it', async () => {
  serve()
  const sent: unknown[] = []
  server.use(
    http.get('*/api/v1/sourced-skus/11', () => HttpResponse.json(sku([]))),
    http.post('*/api/v1/offers/actions/look-up', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(looked)
    }),
    http.post('*/api/v1/sources/actions/match', async ({ request }) => {
      const body = (await request.json()) as { acceptSupplier?: boolean }
      sent.push(body)
      if (!body.acceptSupplier) {
        return problem(422, 'input.fields', '请检查', { errors: [{ field: 'supplierId', code: 'source.other_supplier', detail: '这个 1688 商品的卖家是“云裳”，不是“老李”' }] })
      }
      return HttpResponse.json(source('1'), { status: 201 })
    }),
  )
  await renderPage(<SkuSourcesPage />, { path: '/sources/$id', at: '/sources/11' })
  await userEvent.click((await screen.findAllByRole('button', { name: /匹配 1688 商品/ }))[0] as HTMLElement)
  const link = await screen.findByLabelText('1688 链接')
  await userEvent.type(link, 'https://m.1688.com/offer/612345678901.html{Enter}')
  const guess = await screen.findByRole('radio', { name: /黑色 \/ M.*货号相同/ })
  expect(guess).toBeChecked()
  expect(sent[0]).toEqual({ accountId: '501', link: 'https://m.1688.com/offer/612345678901.html', skuId: '11' })
  expect(screen.getByText('新供应商')).toBeVisible()
  const count = screen.getByLabelText('基本单位数')
  await userEvent.clear(count)
  await userEvent.type(count, '12{Enter}')
  // The seller is somebody else than expected: told, and taken when the person says so.
  expect(await screen.findByText(/不是“老李”/)).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: '改用这个卖家' }))
  await waitFor(() => expect(sent[2]).toMatchObject({ skuId: '11', offerId: '612345678901', spec: 'b', num: 12, den: 1, acceptSupplier: true }))
})

it('moves a source up, and says what to do with one whose spec is gone', async () => {
  serve()
  const sent: unknown[] = []
  server.use(
    http.get('*/api/v1/sourced-skus/11', () => HttpResponse.json(sku([source('1'), source('2', { supplierName: '老李布行', state: 'spec_changed', checkedAt: '2026-11-22T08:00:00Z' })]))),
    http.put('*/api/v1/sourced-skus/11/order', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(sku([]))
    }),
  )
  onPhone()
  await renderPage(<SkuSourcesPage />, { path: '/sources/$id', at: '/sources/11' })
  const second = await screen.findByRole('listitem', { name: '老李布行' })
  expect(second).toHaveTextContent('请重新选规格')
  expect(second).toHaveTextContent('1 包 = 12 件')
  await userEvent.click(within(second).getByRole('button', { name: '上移' }))
  await waitFor(() => expect(sent).toEqual([{ ids: ['2', '1'] }]))
})

const run: Run = {
  id: '700',
  taskId: '800',
  accountId: '501',
  accountName: '小王服装店_buy',
  origin: 'list',
  state: 'ready',
  total: 3,
  waiting: 0,
  found: 2,
  open: 1,
  bad: 1,
  failed: 0,
  saved: 0,
  startedBy: '陈小满',
  createdAt: '2026-11-22T08:00:00Z',
}
const row = (number: number, more: Partial<Row>): Omit<Row, 'id'> => ({ number, skuCode: `S${number}`, skuId: `1${number}`, productName: 'T恤', unit: '件', state: 'found', chosen: false, num: 1, den: 1, skipped: false, ...more })

it('shows the rows of a bulk match, keeps what is chosen and saves all at once', async () => {
  serve()
  const sent: unknown[] = []
  server.use(
    http.get('*/api/v1/match-runs/700', () => HttpResponse.json(run)),
    http.get('*/api/v1/match-runs/700/rows', () =>
      HttpResponse.json(
        page([
          row(1, { offer, chosen: true, spec: 'b', reason: 'code' }),
          row(2, { offer }),
          row(3, { state: 'bad', skuId: undefined, link: 'https://item.taobao.com/x', why: { code: 'offer.foreign_link', detail: '不是 1688 的链接', remedy: '粘贴 detail.1688.com 的商品链接', messages: { 'zh-CN': '不是 1688 的链接', 'en-US': 'not a link' } } }),
        ]),
      ),
    ),
    http.put('*/api/v1/match-runs/700/rows/:number', async ({ params, request }) => {
      sent.push([params.number, await request.json()])
      return HttpResponse.json(row(2, { offer, chosen: true, spec: 'a' }))
    }),
    http.post('*/api/v1/match-runs/700/actions/save', () => {
      sent.push('save')
      return HttpResponse.json({ saved: 1, failed: 0, open: 1 })
    }),
  )
  await renderPage(<RunPage />, { path: '/match-runs/$id', at: '/match-runs/700' })
  const rowOf = (text: string) => screen.getByText(text).closest('tr') as HTMLElement
  await screen.findByText('S1')
  expect(rowOf('S1')).toHaveTextContent('货号相同')
  expect(rowOf('S3')).toHaveTextContent('不是 1688 的链接 粘贴 detail.1688.com 的商品链接')
  expect(screen.getByText('还有 1 行要选规格')).toBeVisible()
  await userEvent.click(within(rowOf('S2')).getByRole('combobox', { name: 'S2 的规格' }))
  await userEvent.click(await screen.findByText('白色 / M'))
  await waitFor(() => expect(sent[0]).toEqual(['2', { chosen: true, spec: 'a', num: 1, den: 1, skipped: false }]))
  await userEvent.click(screen.getByRole('button', { name: /保存 1 行/ }))
  await waitFor(() => expect(sent).toContain('save'))
})

it('tells of the line of an order what it is at the supplier, all lines in one call', async () => {
  const asked: (string | null)[] = []
  serve()
  server.use(
    http.get('*/api/v1/sources', ({ request }) => {
      asked.push(new URL(request.url).searchParams.get('skuId'))
      return HttpResponse.json(page([source('2', { code: 'B-2' }), source('1', { code: 'A-1', supplierId: '99' }), source('3', { skuId: '12', state: 'gone', spec: '白色 / L' })]))
    }),
  )
  renderPage(
    <>
      <LineSource id="11" stands={false} supplierId="21" />
      <LineSource id="12" stands={false} supplierId="21" />
      <LineSource id="13" stands={false} supplierId="21" />
    </>,
  )
  expect(await screen.findByText('B-2')).toBeVisible()
  expect(screen.getByRole('link', { name: '黑色 / M' })).toHaveAttribute('href', 'https://detail.1688.com/offer/612345678901.html')
  expect(screen.queryByText('A-1')).toBeNull() // another supplier's
  expect(screen.getByText('已下架')).toBeVisible()
  expect(screen.getAllByRole('button', { name: /匹配 1688 商品/ })).toHaveLength(2) // where it cannot be bought
  expect(asked).toEqual(['11,12,13'])
})

it('matches the SKU of a line without leaving the order', async () => {
  serve()
  server.use(
    http.get('*/api/v1/sources', () => HttpResponse.json(page([]))),
    http.get('*/api/v1/sourced-skus/11', () => HttpResponse.json(sku([]))),
  )
  renderPage(<LineSource id="11" stands={false} />)
  await userEvent.click(await screen.findByRole('button', { name: /匹配 1688 商品/ }))
  expect(await screen.findByRole('textbox', { name: /1688 链接/ })).toBeVisible()
})
