import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, problem, server, signedIn } from '@/testing/server'
import type { DayOff, Entry, Season } from './calendar'
import CalendarPage from './pages/CalendarPage'

const dayOff: DayOff = { id: '1', name: '春节放假', from: '2027-02-05', to: '2027-02-20', updatedAt: '2026-11-29T00:00:00Z', version: 1 }
const entry: Entry = { id: '2', name: '年货节', kind: 'factor', factorBps: 25_050, categoryId: '5', categoryName: '箱包', from: '2027-01-08', to: '2027-01-08', updatedAt: '2026-11-29T00:00:00Z', version: 4 }
const season: Season = { id: '3', name: '夏装', allGoods: false, categoryIds: ['5'], categoryNames: ['箱包'], monthsBps: Array.from({ length: 12 }, () => 10_000), updatedAt: '2026-11-29T00:00:00Z', version: 2 }

function serve(permissions = ['suggest.read', 'suggest.rule', 'stock.read']) {
  server.use(
    signedIn({ permissions, modules: ['buy1688'], owner: true }),
    http.get('*/api/v1/warehouses', () => HttpResponse.json(page([{ id: '31', name: '主仓库', active: true }]))),
    http.get('*/api/v1/categories', () => HttpResponse.json({ items: [{ id: '5', name: '箱包' }] })),
    http.get('*/api/v1/supplier-days-off', () => HttpResponse.json(page([dayOff]))),
    http.get('*/api/v1/demand-calendar', () => HttpResponse.json(page([entry]))),
    http.get('*/api/v1/demand-seasons', () => HttpResponse.json(page([season]))),
    http.get('*/history', () => HttpResponse.json(page([]))),
  )
}

const show = (section = '') => renderPage(<CalendarPage />, { path: '/replenishment-calendar', at: `/replenishment-calendar${section}` })

it('lists the days off, their last day included, and who is off', async () => {
  serve(['suggest.read'])
  await show()
  const row = (await screen.findByText('春节放假')).closest('tr') as HTMLElement
  expect(row).toHaveTextContent('2027-02-05 – 2027-02-20 · 16 天')
  expect(row).toHaveTextContent('所有供应商')
  expect(screen.queryByRole('button', { name: /新增休假/ })).toBeNull()
})

it('changes an expectation, and says beside the days which other entry has them', async () => {
  serve()
  const sent: unknown[] = []
  server.use(
    http.put('*/api/v1/demand-calendar/2', async ({ request }) => {
      sent.push(await request.json())
      return problem(422, 'input.fields', '请检查', { errors: [{ field: 'from', code: 'demand_entry.overlap', detail: '与“元旦”的日期重叠' }] })
    }),
  )
  await show('?section=demand')
  expect(await screen.findByText('250.5 %')).toBeVisible()
  await userEvent.click(screen.getByText('年货节'))
  const drawer = await screen.findByRole('dialog')
  const factor = await within(drawer).findByLabelText('预计销量')
  expect(factor).toHaveValue('250.5')
  await userEvent.clear(factor)
  await userEvent.type(factor, '300')
  await userEvent.click(within(drawer).getByRole('button', { name: /保存/ }))
  expect(await within(drawer).findByText('与“元旦”的日期重叠')).toBeVisible()
  expect(sent).toEqual([{ name: '年货节', kind: 'factor', factorBps: 30_000, categoryId: '5', from: '2027-01-08', to: '2027-01-08', version: 4 }])
})

it('sends what each month sells in whole numbers, and marks the month that is wrong', async () => {
  serve()
  const sent: unknown[] = []
  server.use(
    http.put('*/api/v1/demand-seasons/3', async ({ request }) => {
      sent.push(await request.json())
      return problem(422, 'input.fields', '请检查', { errors: [{ field: 'monthsBps[6]', code: 'demand.factor', detail: '百分比要在 1% 到 1000% 之间' }] })
    }),
  )
  await show('?section=seasons')
  await userEvent.click(await screen.findByText('夏装'))
  const drawer = await screen.findByRole('dialog')
  const july = await within(drawer).findByLabelText('7月')
  await userEvent.clear(july)
  await userEvent.type(july, '180.5')
  await userEvent.click(within(drawer).getByRole('button', { name: /保存/ }))
  expect(await within(drawer).findByText('百分比要在 1% 到 1000% 之间')).toBeVisible()
  await waitFor(() => expect(july).toHaveAttribute('aria-invalid', 'true'))
  const even = season.monthsBps
  expect(sent).toEqual([{ name: '夏装', allGoods: false, categoryIds: ['5'], monthsBps: even.with(6, 18_050), version: 2 }])
})
