import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, problem, server } from '@/testing/server'
import { difference } from '../Changes'
import { HistoryFold, RecordHistory } from '.'

const line = (more: object) => ({ id: '1', at: '2026-11-22T08:30:00Z', actorKind: 'user', actorName: '陈小满', ip: '10.0.0.8', action: 'update', entity: 'customer', ...more })

test('tells who did what from where, in words', async () => {
  const asked: string[] = []
  server.use(
    http.get('*/api/v1/customers/7/history', ({ request }) => {
      asked.push(new URL(request.url).searchParams.get('page') ?? '')
      return HttpResponse.json(
        page([
          line({
            before: { levelId: '51', creditLimit: '0.00', active: true, note: 'paid' },
            after: { levelId: '52', creditLimit: '0.00', active: false, note: 'draft' },
            names: { '51': '零售', '52': '批发' },
          }),
        ]),
      )
    }),
  )
  await renderPage(<RecordHistory path="/api/v1/customers/{id}/history" id="7" of={['customer', 'detail', '7']} />)
  expect(await screen.findByText('修改')).toBeVisible()
  expect(screen.getByText('陈小满', { exact: false })).toBeVisible()
  expect(screen.getByText('10.0.0.8', { exact: false })).toBeVisible()
  for (const text of ['价格等级', '零售', '批发', '启用', '是', '否']) expect(screen.getByText(text)).toBeVisible()
  // What a person typed is no code.
  expect(screen.getByText('draft')).toBeVisible()
  expect(screen.queryByText('信用额度')).toBeNull()
  expect(asked).toEqual(['1'])
})

test('a fold asks when it is opened, and says what went wrong', async () => {
  let asked = 0
  server.use(
    http.get('*/api/v1/shops/7/history', () => {
      asked++
      return problem(404, 'shop.not_found', '找不到这个店铺')
    }),
  )
  await renderPage(<HistoryFold path="/api/v1/shops/{id}/history" id="7" of={['shop', 'detail', '7']} />)
  expect(asked).toBe(0)
  await userEvent.click(screen.getByText('操作记录'))
  expect(await screen.findByText('找不到这个店铺')).toBeInTheDocument()
})

test('what differs is told by the code of a part and as what went and came of a list', () => {
  const before = { CustomerID: '1', roles: ['销售', '仓管'], skus: [{ code: 'A1', prices: [{ levelId: '9', price: '1' }] }, { code: 'A2', prices: [] }], version: 1 }
  const after = { customerId: '1', roles: ['仓管', '出纳'], skus: [{ code: 'A2', prices: [] }, { code: 'A1', prices: [{ levelId: '9', price: '2' }] }], version: 2 }
  expect(difference(before, after, { '9': '零售价' })).toEqual([
    { path: ['roles'], before: ['销售'], after: ['出纳'] },
    { path: ['skus', '#A1', 'prices', '#零售价', 'price'], before: ['1'], after: ['2'] },
  ])
})
