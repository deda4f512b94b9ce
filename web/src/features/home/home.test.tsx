import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { server, signedIn } from '@/testing/server'
import HomePage from './pages/HomePage'
import { scaleEnd } from './SalesChart'
import { stepsOf, todosOf } from './tasks'
import type { Home } from './queries'

const empty: Home = {
  drafts: 0,
  toReview: 0,
  preordersRefused: 0,
  preordersChecking: 0,
  preordersUnpaid: 0,
  unmatched: 0,
  belowZero: 0,
  shopsExpiring: 0,
  openReceivables: '0.00',
  products: 0,
  shops: 0,
  hasOpeningStock: false,
  sales: [
    { date: '2026-11-21', count: 2, total: '1280.50' },
    { date: '2026-11-22', count: 0, total: '0.00' },
  ],
}

it('lists only what waits and what the person may open', () => {
  const home = { ...empty, toReview: 3, preordersRefused: 2, belowZero: 1 }
  expect(todosOf(home, () => true).map((x) => [x.key, x.count])).toEqual([['preordersRefused', 2], ['toReview', 3], ['belowZero', 1]])
  expect(todosOf(home, (g) => g.permission === 'stock.read').map((x) => x.key)).toEqual(['belowZero'])
})

it('presses more the nearer an authorisation is to its end', () => {
  const tones = (home: Home) => todosOf(home, () => true).map((x) => `${x.key} ${x.tone}`)
  expect(tones({ ...empty, shopsExpiring: 1, shopsEndIn: 14 })).toEqual(['shopsExpiring progress'])
  expect(tones({ ...empty, shopsExpiring: 2, shopsEndIn: 7, buyersExpiring: 1, buyersEndIn: 1 })).toEqual(['shopsExpiring attention', 'buyersExpiring bad'])
  expect(tones({ ...empty, buyersExpiring: 1, buyersEndIn: 0 })).toEqual(['buyersExpiring bad'])
  const selling = (gate: { module?: string }) => gate.module !== 'buy1688'
  expect(todosOf({ ...empty, shopsExpiring: 1, buyersExpiring: 1 }, selling).map((x) => x.key)).toEqual(['shopsExpiring'])
})

it('ticks the first steps as they are done', () => {
  const open = (home: Home, module: boolean) => stepsOf(home, module).filter((s) => !s.done).map((s) => s.key)
  const fresh = { ...empty, sales: [] }
  expect(open(fresh, false)).toEqual(['module', 'shop', 'products', 'opening', 'sale'])
  expect(open({ ...fresh, shops: 1 }, true)).toEqual(['products', 'opening', 'sale'])
  // Goods kept by hand need no shop.
  expect(open({ ...fresh, products: 8 }, false)).toEqual(['opening', 'sale'])
  expect(open({ ...empty, products: 8, shops: 1, hasOpeningStock: true }, true)).toEqual([])
  // What a person may not see is no step of theirs.
  expect(stepsOf({}, true)).toEqual([])
  expect(open({ hasOpeningStock: false }, true)).toEqual(['opening'])
})

it.each([
  ['0.01', '1'],
  ['1', '1'],
  ['1280.50', '2000'],
  ['5001', '10000'],
  ['99999.99', '100000'],
])('ends the scale of %s at %s', (value, end) => expect(scaleEnd(value)).toBe(end))

it('shows no box for figures that were not sent', async () => {
  server.use(http.get('*/api/v1/home', () => HttpResponse.json({ products: 3 })))
  await renderPage(<HomePage />)
  expect(await screen.findByText(/暂时没有您要处理的事项/)).toBeVisible()
  expect(screen.queryByText(/开始使用/)).toBeNull()
  expect(screen.queryByText('今日待办')).toBeNull()
  expect(screen.queryByText('近 30 天销售')).toBeNull()
  expect(screen.queryByText('今日销售')).toBeNull()
  expect(screen.queryByText('未收款')).toBeNull()
})

it('shows a person with nothing but receivables those alone', async () => {
  server.use(http.get('*/api/v1/home', () => HttpResponse.json({ openReceivables: '120.00' })))
  await renderPage(<HomePage />)
  expect(await screen.findByText('未收款')).toBeVisible()
  expect(screen.queryByText('今日待办')).toBeNull()
  expect(screen.queryByText('近 30 天销售')).toBeNull()
  expect(screen.queryByText(/开始使用/)).toBeNull()
})

it('shows what to do first, and hides costs that were not sent', async () => {
  server.use(
    http.get('*/api/v1/home', () => HttpResponse.json({ ...empty, toReview: 3 })),
    signedIn({ permissions: ['sale.review'] }),
  )
  await renderPage(<HomePage />)
  expect(await screen.findByRole('link', { name: '下载网店商品' })).toBeVisible()
  expect(await screen.findByRole('link', { name: /待审核的销货单\s*3/ })).toHaveAttribute('href', '/sales?state=submitted')
  expect(screen.getByRole('img', { name: /近 2 天销售额柱状图，合计 1,280.50 元/ })).toBeVisible()
  expect(screen.queryByText('库存金额')).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: '不再显示' }))
  expect(screen.queryByRole('link', { name: '下载网店商品' })).toBeNull()
})
