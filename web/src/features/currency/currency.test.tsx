import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, problem, server, signedIn } from '@/testing/server'
import CurrencyPage from './pages/CurrencyPage'

const usd = { code: 'USD', nameZh: '美元', nameEn: 'US dollar', active: true, rate: '710.36', date: '2026-11-10', version: 1 }
const eur = { code: 'EUR', nameZh: '欧元', nameEn: 'Euro', active: false, rate: '0', version: 0 }

it('switches a currency on and enters what it is worth, refused and then accepted', async () => {
  const sent: object[] = []
  let on = false
  let tries = 0
  server.use(
    signedIn({ permissions: ['settings.read', 'settings.update'] }),
    http.get('*/api/v1/settings/currencies', () => HttpResponse.json({ base: 'CNY', items: [on ? { ...eur, active: true, version: 1 } : eur, usd] })),
    http.put('*/api/v1/settings/currencies/EUR', async ({ request }) => {
      sent.push((await request.json()) as object)
      on = true
      return HttpResponse.json({ base: 'CNY', items: [] })
    }),
    http.get('*/api/v1/settings/currencies/EUR/rates', () => HttpResponse.json(page([]))),
    http.put('*/api/v1/settings/currencies/EUR/rates/:date', async ({ request }) => {
      sent.push((await request.json()) as object)
      if (++tries === 1) return problem(422, 'input.fields', '有 1 处填写有误', { errors: [{ field: 'rate', code: 'decimal.not_positive', detail: '要大于 0' }] })
      return HttpResponse.json({ date: '2026-11-22', rate: '823.1', setAt: '2026-11-22T00:00:00Z' })
    }),
  )
  await renderPage(<CurrencyPage />, { path: '/currencies' })
  const rows = await screen.findAllByRole('row')
  expect(within(rows[1] as HTMLElement).getByText('美元')).toBeVisible() // what is switched on stands first
  await userEvent.type(screen.getByLabelText('币种代码、名称'), 'eu')
  expect(screen.queryByText('美元')).toBeNull()
  await userEvent.click(screen.getByRole('switch', { name: '启用欧元' }))
  const rate = await screen.findByLabelText(/100 外币兑人民币/)
  await userEvent.type(rate, '0')
  await userEvent.click(screen.getByRole('button', { name: '记下汇率' }))
  expect(await screen.findByText('要大于 0')).toBeVisible()
  await userEvent.clear(rate)
  await userEvent.type(rate, '823.1')
  await userEvent.click(screen.getByRole('button', { name: '记下汇率' }))
  await waitFor(() => expect(sent).toHaveLength(3))
  expect(sent[0]).toEqual({ active: true, version: 0 })
  expect(sent[2]).toMatchObject({ rate: '823.1' })
})
