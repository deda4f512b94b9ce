import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, problem, server, signedIn } from '@/testing/server'
import { DownloadDialog } from './DownloadDialog'
import { entriesOf, without, wrongEntries } from './offerText'
import BuyerAccountsPage from './pages/BuyerAccountsPage'
import DownloadPage from './pages/DownloadPage'
import ExaminePage from './pages/ExaminePage'
import ShopsPage from './pages/ShopsPage'
import type { Download, Issue, Shop } from './queries'

const shop: Shop = {
  id: '501',
  name: '云裳一店',
  loginId: '云裳服饰批发',
  memberId: 'b2b-1',
  state: 'valid',
  enabled: true,
  preorders: false,
  accessExpiresAt: '2026-11-22T12:00:00Z',
  refreshExpiresAt: '2027-05-21T12:00:00Z',
  refreshedAt: '2026-11-22T02:00:00Z',
  authorizedBy: '陈小满',
  authorizedAt: '2026-11-22T02:00:00Z',
  createdAt: '2026-11-22T02:00:00Z',
  version: 3,
}
const download: Download = {
  id: '700',
  shopId: '501',
  taskId: '800',
  mode: 'create',
  asked: 0,
  state: 'succeeded',
  total: 40,
  added: 36,
  changed: 2,
  unchanged: 0,
  delisted: 0,
  failed: 2,
  products: 35,
  issues: 3,
  startedBy: '陈小满',
  createdAt: '2026-11-22T02:00:00Z',
  updatedAt: '2026-11-22T02:01:00Z',
}
const said = (detail: string, remedy = '') => ({ code: 'x', detail, remedy, messages: { 'zh-CN': detail, 'en-US': detail } })

/** The fake server of a set with these shops and modules. */
function serve(shops: Shop[], options: { modules?: string[]; ready?: boolean; permissions?: string[] } = {}) {
  const { modules = ['sell1688'], ready = true, permissions = ['shop.read', 'shop.manage', 'download.run', 'match.read', 'settings.update'] } = options
  server.use(
    signedIn({ permissions, modules }),
    http.get('*/api/v1/shops', () => (modules.length > 0 ? HttpResponse.json(page(shops)) : problem(409, 'module.off', '模块没有启用'))),
    http.get('*/api/v1/shops/platform', () => HttpResponse.json({ ready, callbackUrl: 'https://erp.example.com/shops/callback' })),
  )
}

it('reads ids and links as the server does, and finds the entry a problem is about', () => {
  const text = '610947572360，abc\nhttps://detail.1688.com/offer/1.html; 610947572360'
  expect(entriesOf(text)).toEqual(['610947572360', 'abc', 'https://detail.1688.com/offer/1.html', '610947572360'])
  const errors = [
    { field: 'offerIds[1]', code: 'offer.not_numeric', detail: '不是商品编号' },
    { field: 'offerIds[3]', code: 'offer.twice', detail: '重复' },
    { field: 'mode', code: 'x', detail: '别处' },
  ]
  expect(wrongEntries(errors)).toEqual([
    { at: 1, why: '不是商品编号' },
    { at: 3, why: '重复' },
  ])
  expect(without(text, [1, 3])).toBe('610947572360\nhttps://detail.1688.com/offer/1.html')
})

it('marks each wrong offer with its reason, takes them out on request, and starts only then', async () => {
  const sent: unknown[] = []
  serve([shop])
  server.use(
    http.post('*/api/v1/shops/501/downloads', async ({ request }) => {
      const body = (await request.json()) as { offerIds: string }
      sent.push(body)
      if (body.offerIds.includes('abc')) {
        return problem(422, 'input.invalid', '填写有误', { errors: [{ field: 'offerIds[1]', code: 'offer.not_numeric', detail: '“abc”不是商品编号，也不是 1688 商品链接' }] })
      }
      return HttpResponse.json({ ...download, state: 'running' }, { status: 202 })
    }),
  )
  const { address } = await renderPage(<DownloadDialog shop={shop} onClose={() => {}} />, { path: '/shops' })
  await userEvent.click(await screen.findByRole('radio', { name: '指定商品' }))
  await userEvent.click(screen.getByRole('button', { name: '开始下载' }))
  expect(await screen.findByText('请填写至少一个商品编号或链接')).toBeVisible()

  await userEvent.type(screen.getByRole('textbox', { name: /商品编号或链接/ }), '610947572360,abc')
  expect(screen.getByText('共 2 个')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: '开始下载' }))
  const alert = await screen.findByText('有 1 个填写有误，还没有开始下载')
  const entry = within(alert.closest('[role=alert]') as HTMLElement).getByRole('listitem')
  expect(entry).toHaveTextContent('第 2 个 “abc”不是商品编号，也不是 1688 商品链接')

  await userEvent.click(screen.getByRole('button', { name: '去掉有误的' }))
  expect(screen.queryByText(/填写有误/)).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: '开始下载' }))
  await waitFor(() => expect(address()).toBe('/downloads/700'))
  expect(sent.at(-1)).toEqual({ mode: 'create', offerIds: '610947572360' })
})

it('leads from the switched-off module over the missing app to the first shop', async () => {
  serve([], { modules: [], ready: false })
  const off = await renderPage(<ShopsPage />, { path: '/shops' })
  const first = await screen.findByText('启用“1688 销售（E经）”模块')
  expect(first.closest('li')).toHaveAttribute('aria-current', 'step')
  expect(await screen.findByRole('link', { name: '去设置' })).toHaveAttribute('href', '/settings')
  expect(screen.queryByText('模块没有启用')).toBeNull()
  off.unmount()

  serve([], { ready: false })
  const noApp = await renderPage(<ShopsPage />, { path: '/shops' })
  expect(await screen.findByText('HUOTONG_1688_APP_KEY')).toBeVisible()
  expect(screen.getByText('https://erp.example.com/shops/callback')).toBeVisible()
  expect(screen.queryByRole('button', { name: '授权店铺' })).toBeNull()
  noApp.unmount()

  serve([])
  await renderPage(<ShopsPage />, { path: '/shops' })
  await userEvent.click(await screen.findByRole('button', { name: '授权店铺' }))
  expect(await screen.findByRole('radio', { name: /^只授权/ })).toBeChecked()
})

it.each([
  ['expiring', true, ['3 天后到期']],
  ['expired', true, ['已过期']],
  ['revoked', false, ['已取消授权', '已停用']],
] as const)('shows a shop that is %s and the way out', async (state, enabled, tags) => {
  serve([{ ...shop, state, enabled, ...(state === 'expiring' && { endsInDays: 3 }) }])
  await renderPage(<ShopsPage />, { path: '/shops' })
  const row = (await screen.findByText('云裳一店')).closest('tr') as HTMLElement
  for (const tag of tags) expect(within(row).getByText(tag)).toBeVisible()
  const again = within(row).queryByRole('button', { name: '重新授权' })
  if (state === 'expiring') expect(again).toBeNull()
  else expect(again).toBeVisible()
  expect(within(row).getByRole('button', { name: '绑定市场' })).toBeVisible()
})

it('tells the result of an authorisation and the next step', async () => {
  serve([shop])
  await renderPage(<ShopsPage />, { path: '/shops', at: '/shops?authorized=501&download=700' })
  expect(await screen.findByText('“云裳一店”授权成功，登录账户 云裳服饰批发')).toBeVisible()
  expect(screen.getByRole('link', { name: '查看下载进度' })).toHaveAttribute('href', '/downloads/700')
})

it('lists what failed in a download with reason and remedy, and tries only that again', async () => {
  const issue: Omit<Issue, 'id'> = { offerId: '610947572360', kind: 'failed', title: '碎花连衣裙', said: said('1688 没有返回完整数据', '稍后重试'), at: '2026-11-22T02:01:00Z' }
  serve([shop])
  server.use(
    http.get('*/api/v1/downloads/:id', ({ params }) => HttpResponse.json({ ...download, id: params.id })),
    http.get('*/api/v1/downloads/:id/issues', ({ request }) => HttpResponse.json(page(new URL(request.url).searchParams.get('kind') === 'refused' ? [] : [issue]))),
    http.post('*/api/v1/downloads/700/actions/retry', () => HttpResponse.json({ ...download, id: '701' }, { status: 202 })),
  )
  const { address } = await renderPage(<DownloadPage />, { path: '/downloads/$id', at: '/downloads/700' })
  expect(await screen.findByText('下载完成，有 2 个商品需要处理')).toBeVisible()
  expect(await screen.findByText('1688 没有返回完整数据')).toHaveTextContent('1688 没有返回完整数据 稍后重试')
  expect(screen.getByText('新建商品').nextElementSibling).toHaveTextContent('35')
  await userEvent.click(screen.getByRole('button', { name: '只重试失败的' }))
  await waitFor(() => expect(address()).toBe('/downloads/701'))
})

it('says why a download waits and offers to authorise again', async () => {
  serve([{ ...shop, state: 'revoked' }])
  server.use(
    http.get('*/api/v1/downloads/700', () => HttpResponse.json({ ...download, state: 'paused', reason: said('店铺“云裳一店”的 1688 授权已失效') })),
    http.get('*/api/v1/downloads/700/issues', () => HttpResponse.json(page([]))),
    http.get('*/api/v1/tasks/800', () => HttpResponse.json({ id: '800', kind: 'download', title: '下载商品', state: 'running', done: 20, failed: 0, total: 40 })),
  )
  await renderPage(<DownloadPage />, { path: '/downloads/$id', at: '/downloads/700' })
  expect(await screen.findByText('下载已暂停，等待重新授权')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: '重新授权' }))
  const hint = await screen.findByText('请用“云裳服饰批发”登录 1688')
  await waitFor(() => expect(hint).toBeVisible())
})

it('examines installation and shops, and says what is wrong with its remedy', async () => {
  serve([shop])
  let asked = 0
  const found = (subject: string, verdict: string, text: string, remedy = '') => ({ subject, verdict, said: said(text, remedy) })
  server.use(
    http.get('*/api/v1/shops/platform/examination', () => HttpResponse.json({ items: [found('clock', 'good', '与 1688 的时间相差 0s')] })),
    http.get('*/api/v1/shops/501/examination', () => {
      asked++
      return HttpResponse.json({ items: [found('calls', 'bad', '应用没有权限调用 alibaba.preOrder.create', '再重新授权')] })
    }),
  )
  renderPage(<ExaminePage />)
  const section = (await screen.findByRole('heading', { name: /云裳一店/ })).closest('section') as HTMLElement
  expect(await within(section).findByText('应用没有权限调用 alibaba.preOrder.create')).toBeVisible()
  expect(within(section).getByText('有问题')).toBeVisible()
  expect(within(section).getByText('再重新授权')).toBeVisible()
  expect(await screen.findByText('与 1688 的时间相差 0s')).toBeVisible()
  await userEvent.click(within(section).getByRole('button', { name: /重新诊断/ }))
  await waitFor(() => expect(asked).toBe(2))
})

it('lists buyer accounts, renames one and removes it after asking', async () => {
  serve([])
  const buyer: Shop = { ...shop, id: '601', name: '小王服装店_buy', loginId: '小王服装店' }
  const sent: unknown[] = []
  let removed = false
  server.use(
    signedIn({ permissions: ['buyer_account.read', 'buyer_account.manage'], modules: ['buy1688'] }),
    http.get('*/api/v1/buyer-accounts', () => HttpResponse.json(page(removed ? [] : [buyer]))),
    http.put('*/api/v1/buyer-accounts/601', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(buyer)
    }),
    http.delete('*/api/v1/buyer-accounts/601', () => {
      removed = true
      return new HttpResponse(null, { status: 204 })
    }),
  )
  renderPage(<BuyerAccountsPage />)
  await userEvent.click(await screen.findByRole('button', { name: /更多/ }))
  await userEvent.click(await screen.findByText('修改名称'))
  const name = await screen.findByRole('textbox', { name: '账号名称' })
  await userEvent.clear(name)
  await userEvent.type(name, '采购一号')
  await userEvent.click(screen.getByRole('button', { name: /保/ }))
  await waitFor(() => expect(sent).toEqual([{ name: '采购一号', enabled: true, version: 3 }]))
  await userEvent.click(await screen.findByRole('button', { name: /更多/ }))
  await userEvent.click(await screen.findByText('移除'))
  await userEvent.click(await screen.findByRole('button', { name: /^移\s?除$/ }))
  expect(await screen.findByText('还没有采购账号')).toBeVisible()
})

it('names a buyer account before its owner signs in', async () => {
  serve([])
  const sent: unknown[] = []
  server.use(
    signedIn({ permissions: ['buyer_account.read', 'buyer_account.manage'], modules: ['buy1688'] }),
    http.get('*/api/v1/buyer-accounts', () => HttpResponse.json(page([]))),
    http.post('*/api/v1/buyer-accounts/authorizations', async ({ request }) => {
      sent.push(await request.json())
      return problem(409, 'module.off', '没有启用')
    }),
  )
  renderPage(<BuyerAccountsPage />)
  await userEvent.click((await screen.findAllByRole('button', { name: /授权采购账号/ }))[0]!)
  const dialog = within(await screen.findByRole('dialog'))
  await userEvent.type(dialog.getByRole('textbox', { name: '账号名称' }), ' 采购一号 ')
  await userEvent.click(dialog.getByRole('button', { name: '去 1688 授权' }))
  await waitFor(() => expect(sent).toEqual([{ name: '采购一号' }]))
})

it('says how much money is open before a shop is disabled, and does it when a person insists', async () => {
  serve([shop])
  const asked: (string | null)[] = []
  server.use(
    http.put('*/api/v1/shops/501', ({ request }) => {
      const force = new URL(request.url).searchParams.get('force')
      asked.push(force)
      return force === 'true' ? HttpResponse.json({ ...shop, enabled: false }) : problem(409, 'shop.money_open_disable', '1688 保管中的货款 2 笔共 99.00')
    }),
  )
  await renderPage(<ShopsPage />, { path: '/shops' })
  await userEvent.click(await screen.findByRole('button', { name: /更多/ }))
  await userEvent.click(await screen.findByText('停用'))
  await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: /^停\s?用$/ }))
  expect((await screen.findAllByText(/2 笔共 99.00/)).length).toBeGreaterThan(0)
  await userEvent.click(await screen.findByRole('button', { name: '仍然停用' }))
  await waitFor(() => expect(asked).toEqual([null, 'true']))
})

it('examines buyer accounts only for somebody who manages nothing else', async () => {
  serve([shop], { modules: ['sell1688', 'buy1688'], permissions: ['shop.read', 'buyer_account.read', 'buyer_account.manage'] })
  server.use(
    http.get('*/api/v1/buyer-accounts', () => HttpResponse.json(page([{ ...shop, id: '601', name: '小王服装店_buy' }]))),
    http.get('*/api/v1/buyer-accounts/601/examination', () => HttpResponse.json({ items: [] })),
  )
  renderPage(<ExaminePage />)
  expect(await screen.findByRole('heading', { name: /小王服装店_buy/ })).toBeVisible()
  expect(screen.getAllByRole('heading', { level: 2 })).toHaveLength(1)
})
