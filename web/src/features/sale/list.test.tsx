import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, server, signedIn } from '@/testing/server'
import SaleListPage from './pages/SaleListPage'

const row = (id: string, no: string, version: number) => ({ id, no, version, kind: 'issue', date: '2026-11-22', customerName: '散客', total: '10.00', settled: '0.00', state: 'posted', warehouseName: '默认仓', createdAt: '2026-11-22T08:30:00Z' })

test('several documents are reversed as they were seen, and what was refused stays chosen', async () => {
  const sent: unknown[] = []
  server.use(
    signedIn({ permissions: ['sale.read', 'sale.reverse'] }),
    http.get('*/api/v1/sales', () => HttpResponse.json(page([row('11', 'XH1', 3), row('12', 'XH2', 7)]))),
    http.post('*/api/v1/sales/actions/reverse', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json({ results: [{ id: '11', ok: true }, { id: '12', ok: false, problem: { code: 'version.stale', detail: '已被别人修改' } }] })
    }),
  )
  await renderPage(<SaleListPage />, { path: '/sales' })
  const person = userEvent.setup()
  await person.click(await screen.findByRole('checkbox', { name: 'XH1' }))
  await person.click(screen.getByRole('checkbox', { name: 'XH2' }))
  expect(screen.queryByRole('button', { name: '作废' })).toBeNull()
  await person.click(screen.getByRole('button', { name: /红冲/ }))
  await person.click(await screen.findByRole('button', { name: /确\s*定/ }))
  await waitFor(() => expect(sent).toEqual([{ documents: [{ id: '11', version: 3 }, { id: '12', version: 7 }] }]))
  expect(await screen.findByText('已被别人修改', { exact: false })).toBeInTheDocument()
  expect(screen.getByRole('checkbox', { name: 'XH2', hidden: true })).toBeChecked()
  expect(screen.getByRole('checkbox', { name: 'XH1', hidden: true })).not.toBeChecked()
})
