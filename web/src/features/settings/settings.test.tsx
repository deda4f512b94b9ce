import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import type { Schema } from '@/api/client'
import { renderPage } from '@/testing/render'
import { server, signedIn } from '@/testing/server'
import SettingsPage from './pages/SettingsPage'

const settings = { name: '满仓饰品', startDate: '2026-11-22', industry: 'apparel', costingScope: 'set', stockReview: false, taxAccounted: false, ownApproval: false, lotExpiry: true, overReceiptBps: 0, modules: [], policiesLocked: false, today: '2026-11-28', version: 3 }

function serve(locked: boolean) {
  const saved: Schema<'SettingsChange'>[] = []
  server.use(
    signedIn({ permissions: ['settings.read', 'settings.update'] }),
    http.get('*/api/v1/settings', () => HttpResponse.json({ ...settings, policiesLocked: locked, lockedBy: locked ? 'QC001' : undefined, lockedAt: locked ? '2026-11-22T02:00:00Z' : undefined })),
    http.get('*/api/v1/industries', () => HttpResponse.json({ items: [{ key: 'apparel', nameZh: '服装鞋帽', nameEn: 'Clothing', attributes: [], units: [], lotExpiry: false }] })),
    http.get('*/api/v1/settings/numbering', () => HttpResponse.json({ items: [] })),
    http.put('*/api/v1/settings', async ({ request }) => {
      saved.push((await request.json()) as Schema<'SettingsChange'>)
      return HttpResponse.json({ ...settings, version: 4 })
    }),
  )
  return saved
}

it('lets the start date be changed before anything is posted', async () => {
  const saved = serve(false)
  await renderPage(<SettingsPage />, { path: '/settings' })
  const date = await screen.findByLabelText('启用期间')
  expect(date).toHaveValue('2026-11-22')
  fireEvent.mouseDown(date)
  fireEvent.change(date, { target: { value: '2026-10-01' } })
  await userEvent.keyboard('{Enter}')
  fireEvent.blur(date)
  await userEvent.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(saved).toHaveLength(1))
  expect(saved[0]).toMatchObject({ startDate: '2026-10-01', industry: 'apparel', lotExpiry: true, version: 3 })
})

it('keeps start date and costing once something is posted, and says what fixed them', async () => {
  const saved = serve(true)
  await renderPage(<SettingsPage />, { path: '/settings' })
  expect(await screen.findAllByText(/首张过账单据锁定（QC001，2026-11-22/)).toHaveLength(2)
  expect(await screen.findByText('服装鞋帽')).toBeVisible()
  expect(screen.getByLabelText('启用期间')).toBeDisabled()
  expect(screen.getByLabelText('各仓库成本独立核算')).toBeDisabled()
  // The other policies stay open.
  await userEvent.click(screen.getByRole('switch', { name: '出入库审核' }))
  await userEvent.click(screen.getByRole('switch', { name: '新商品管理批次和保质期' }))
  await userEvent.type(screen.getByLabelText('超收容差'), '2.5')
  await userEvent.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(saved).toHaveLength(1))
  expect(saved[0]).toMatchObject({ startDate: '2026-11-22', costingScope: 'set', stockReview: true, lotExpiry: false, overReceiptBps: 250 })
})
