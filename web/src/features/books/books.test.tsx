import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, server } from '@/testing/server'
import EntriesPage from './pages/EntriesPage'
import VerifyPage from './pages/VerifyPage'

it('shows an entry with debit and credit, and hides what may not be seen', async () => {
  const entry = {
    id: '1', docKind: 'sale', docId: '9', docNo: 'XH1', date: '2026-11-22', postedBy: '陈小满', postedAt: '2026-11-22T08:30:00Z',
    lines: [
      { account: '1122', accountName: '应收账款', accountNameEn: 'Receivables', partyName: '海西贸易', amount: '238.5' },
      { account: '6001', accountName: '主营业务收入', accountNameEn: 'Revenue', amount: '-238.5' },
      { account: '1405', accountName: '库存商品', accountNameEn: 'Inventory' },
    ],
  }
  server.use(http.get('*/api/v1/entries', () => HttpResponse.json(page([entry]))))
  await renderPage(<EntriesPage />)
  expect(await screen.findByRole('link', { name: 'XH1' })).toHaveAttribute('href', '/sales/9')
  expect(screen.getByText('1122 应收账款 海西贸易')).toBeVisible()
  expect(screen.getAllByText('238.5')).toHaveLength(2)
})

it('proves the books when asked, and lists in words what does not agree', async () => {
  let answer: object = { ok: true, findings: [] }
  let asked = 0
  server.use(http.get('*/api/v1/verify', () => (asked++, HttpResponse.json(answer))))
  await renderPage(<VerifyPage />)
  const run = await screen.findByRole('button', { name: '开始核对' })
  expect(asked).toBe(0)
  await userEvent.click(run)
  expect(await screen.findByText('全部一致')).toBeVisible()
  answer = { ok: false, findings: [{ check: 'stock.balance', rule: '库存余额等于流水合计', subject: '仓库 默认仓，单品 A1', want: '3', got: '4' }] }
  await userEvent.click(run)
  expect(await screen.findByText('库存余额等于流水合计')).toBeVisible()
  expect(screen.getByText('仓库 默认仓，单品 A1')).toBeVisible()
  expect(screen.getByText('有 1 处不一致')).toBeVisible()
})
