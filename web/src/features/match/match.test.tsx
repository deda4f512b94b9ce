import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, problem, server, signedIn } from '@/testing/server'
import { onPhone } from '@/testing/setup'
import MatchPage from './pages/MatchPage'
import type { Line, Suggestion } from './queries'

const line = (id: string, more: Partial<Line> = {}): Line => ({
  id,
  shopId: '501',
  shopName: '云裳一店',
  state: 'unmatched',
  plain: false,
  offerId: '610947572360',
  offerCode: 'LYQ01',
  offerTitle: '碎花连衣裙',
  offerState: 'published',
  online: true,
  onlineSkuId: `9${id}`,
  onlineCode: `LYQ01-${id}`,
  onlineName: '红色 / M',
  stock: 10,
  minOrder: 2,
  ...more,
})
const suggestion = (skuId: string, more: Partial<Suggestion> = {}): Suggestion => ({
  skuId,
  skuCode: `L-${skuId}`,
  skuName: '红色 / M',
  productId: '1',
  productCode: 'L',
  productName: '连衣裙',
  score: 85,
  reasons: ['similar_code', 'attributes'],
  ...more,
})

function serve(lines: Line[], permissions = ['match.read', 'match.write']) {
  server.use(
    signedIn({ permissions }),
    http.get('*/api/v1/shops', () => HttpResponse.json(page([{ id: '501', name: '云裳一店' }]))),
    http.get('*/api/v1/online-skus', () => HttpResponse.json(page(lines))),
    http.get('*/api/v1/online-skus/:id', ({ params }) => HttpResponse.json(lines.find((l) => l.id === params.id))),
    http.get('*/api/v1/online-skus/:id/suggestions', () => HttpResponse.json({ items: [suggestion('11'), suggestion('12', { score: 40, reasons: ['title'] })] })),
  )
}

it('shows each line with its state, and why a pair was dropped', async () => {
  serve([
    line('1', { state: 'matched', how: 'auto', skuId: '11', skuCode: 'L-11', skuName: '红色 / M', productId: '1', productCode: 'L', productName: '连衣裙' }),
    line('2', { note: 'specs_changed' }),
    line('3', { note: 'ambiguous', online: false }),
    line('4', { plain: true, onlineCode: undefined, onlineName: undefined, offerTitle: '围巾' }),
  ])
  await renderPage(<MatchPage />, { path: '/matching' })
  const rowOf = (text: string) => screen.getByText(text).closest('tr') as HTMLElement
  await screen.findByText('LYQ01-1')
  expect(rowOf('LYQ01-1')).toHaveTextContent(/已匹配自动.*L连衣裙L-11红色 \/ M/)
  expect(rowOf('LYQ01-2')).toHaveTextContent('未匹配线上规格已变，原匹配已解除')
  expect(rowOf('LYQ01-3')).toHaveTextContent('未匹配已下架多个线上规格代码相同，请手工选择')
  expect(rowOf('围巾')).toHaveTextContent('无规格')
  for (const head of ['匹配关系', '货号', '平台商品名称', '单品货号', '平台SKU名称', '系统商品代码', '系统商品名称', '系统SKU代码', '系统SKU名称']) {
    expect(screen.getByRole('columnheader', { name: head })).toBeInTheDocument()
  }
})

// As new browsers do.
Element.prototype.scrollIntoView = (() => Promise.resolve()) as never

it('matches one line after the other with arrows and Enter', async () => {
  const sent: unknown[] = []
  serve([line('1'), line('2')])
  server.use(
    http.put('*/api/v1/online-skus/:id/match', async ({ params, request }) => {
      const { skuId } = (await request.json()) as { skuId: string }
      sent.push([params.id, skuId])
      if (params.id === '2') return problem(409, 'match.sku_to_plain', '“碎花连衣裙”有规格，“L-12”没有规格，不能匹配', { remedy: '选择带规格的商品的 SKU' })
      return HttpResponse.json(line('1', { state: 'matched', skuId }))
    }),
  )
  await renderPage(<MatchPage />, { path: '/matching' })
  await userEvent.click((await screen.findAllByRole('button', { name: '匹配' }))[0] as HTMLElement)
  const box = await screen.findByRole('combobox', { name: /搜索系统 SKU/ })
  await waitFor(() => expect(box).toHaveFocus())
  const options = await screen.findAllByRole('option')
  expect(options[0]).toHaveTextContent('连衣裙 红色 / ML-11相似度 85货号相近规格相近')
  expect(options[0]).toHaveAttribute('aria-selected', 'true')
  await userEvent.keyboard('{ArrowDown}')
  expect(screen.getAllByRole('option')[1]).toHaveAttribute('aria-selected', 'true')
  await userEvent.keyboard('{ArrowUp}{Enter}')
  // On to the next line, by itself.
  expect(await screen.findByText('2/2')).toBeVisible()
  await screen.findAllByRole('option')
  await userEvent.keyboard('{ArrowDown}{Enter}')
  expect(await screen.findByText('“碎花连衣裙”有规格，“L-12”没有规格，不能匹配')).toBeVisible()
  expect(screen.getByText('选择带规格的商品的 SKU')).toBeVisible()
  expect(sent).toEqual([['1', '11'], ['2', '12']])
})

it('finds any SKU by typing', async () => {
  const asked: (string | null)[] = []
  serve([line('1', { state: 'matched', how: 'manual', skuId: '11', skuCode: 'L-11', productName: '连衣裙' })])
  server.use(
    http.get('*/api/v1/skus', ({ request }) => {
      asked.push(new URL(request.url).searchParams.get('q'))
      return HttpResponse.json(page([{ id: '31', code: 'SJ-1', productName: '真丝巾', spec: '蓝色' }]))
    }),
    http.put('*/api/v1/online-skus/1/match', async ({ request }) => HttpResponse.json(line('1', { state: 'matched', skuId: ((await request.json()) as { skuId: string }).skuId }))),
  )
  await renderPage(<MatchPage />, { path: '/matching' })
  await userEvent.click(await screen.findByRole('button', { name: '改配' }))
  await userEvent.type(await screen.findByRole('combobox', { name: /搜索系统 SKU/ }), '丝巾')
  expect(await screen.findByRole('option', { name: /真丝巾 蓝色/ })).toBeVisible()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => expect(screen.queryByRole('option')).toBeNull())
  expect(asked).toEqual(['丝巾'])
})

it('accepts the best suggestions together and tells what became of each', async () => {
  serve([line('1'), line('2'), line('3')])
  server.use(
    http.post('*/api/v1/online-skus/actions/suggest', () =>
      HttpResponse.json({ results: [{ id: '1', suggestion: suggestion('11') }, { id: '2', suggestion: suggestion('12', { score: 40 }) }, { id: '3' }] }),
    ),
    http.post('*/api/v1/online-skus/actions/match', async ({ request }) => {
      const { pairs } = (await request.json()) as { pairs: { id: string }[] }
      return HttpResponse.json({ results: pairs.map((p) => (p.id === '2' ? { id: '2', ok: false, problem: { code: 'sku.not_found', detail: '找不到这个 SKU' } } : { id: p.id, ok: true })) })
    }),
  )
  await renderPage(<MatchPage />, { path: '/matching' })
  await screen.findByText('LYQ01-1')
  await userEvent.click(screen.getByRole('checkbox', { name: /Select all|全选/ }))
  await userEvent.click(screen.getByRole('button', { name: /采用最佳建议/ }))
  const dialog = await screen.findByRole('dialog')
  // What its code speaks for is ticked; the rest waits for a look.
  expect(await within(dialog).findByRole('button', { name: '匹配 1 条' })).toBeEnabled()
  expect(within(dialog).getByText('1 条没有合适的建议')).toBeVisible()
  await userEvent.click(within(dialog).getAllByRole('checkbox')[2] as HTMLElement)
  await userEvent.click(within(dialog).getByRole('button', { name: '匹配 2 条' }))
  expect(await within(dialog).findByText('成功 1 条，失败 1 条')).toBeVisible()
  expect(within(dialog).getByText('找不到这个 SKU').closest('li')).toHaveTextContent('失败')
})

it('tells what automatic matching did and lists what was ambiguous', async () => {
  serve([line('1', { note: 'ambiguous' })])
  server.use(http.post('*/api/v1/shops/501/actions/match', () => HttpResponse.json({ matched: 12, ambiguous: 1, unmatched: 3 })))
  await renderPage(<MatchPage />, { path: '/matching' })
  await userEvent.click(await screen.findByRole('button', { name: /自动匹配/ }))
  const dialog = await screen.findByRole('dialog')
  await waitFor(() => expect(within(dialog).getByRole('button', { name: '开始匹配' })).toBeEnabled())
  await userEvent.click(within(dialog).getByRole('button', { name: '开始匹配' }))
  expect(await within(dialog).findByText('新匹配 12 条')).toBeVisible()
  expect(await within(dialog).findByRole('listitem')).toHaveTextContent('LYQ01-1 碎花连衣裙 红色 / M')
  expect(within(dialog).getAllByRole('link', { name: '查看' })[0]).toHaveAttribute('href', '/matching?shopId=501&state=ambiguous')
})

it('only shows the list to those who may not match, and cards on a phone', async () => {
  onPhone()
  serve([line('1')], ['match.read'])
  await renderPage(<MatchPage />, { path: '/matching' })
  expect(await screen.findByText('碎花连衣裙')).toBeVisible()
  expect(screen.queryByRole('table')).toBeNull()
  expect(screen.queryByRole('button', { name: /自动匹配/ })).toBeNull()
})
