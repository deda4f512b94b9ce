import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import dayjs from 'dayjs'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, server, signedIn } from '@/testing/server'
import { expiryOf } from './expiry'
import TokensPage from './pages/TokensPage'

const personal = { id: '1', kind: 'personal', name: '盘点机', hint: 'ht_abcd', userId: '7', userName: '小王', permissions: ['user.read'], state: 'active', createdAt: '2026-11-22T02:00:00Z' }
const service = { ...personal, id: '2', kind: 'service', name: '对账', roleId: '61', roleName: '会计', state: 'expired', warehouses: { all: true }, shops: { all: true } }

/** What the server was sent, by somebody with these permissions. */
function serve(...permissions: string[]): { sent: unknown[]; revoked: unknown[] } {
  const seen = { sent: [] as unknown[], revoked: [] as unknown[] }
  server.use(
    signedIn({ owner: false, permissions, warehouses: { all: true }, shops: { all: true } }),
    http.get('*/api/v1/tokens', () => HttpResponse.json(page([personal, service]))),
    http.get('*/api/v1/permissions', () =>
      HttpResponse.json({
        items: [
          { key: 'user.read', nameZh: '查看人员', nameEn: 'See people', group: 'user' },
          { key: 'sale.read', nameZh: '查看销售单', nameEn: 'See sales', group: 'sale' },
        ],
      }),
    ),
    http.get('*/api/v1/roles', () => HttpResponse.json(page([{ id: '61', name: '会计', permissions: [], userCount: 0, version: 1 }]))),
    http.post('*/api/v1/tokens', async ({ request }) => {
      seen.sent.push(await request.json())
      return HttpResponse.json({ ...personal, secret: 'ht_secret' })
    }),
    http.post('*/api/v1/tokens/actions/revoke', async ({ request }) => {
      seen.revoked.push(await request.json())
      return HttpResponse.json({ results: [{ id: '1', ok: true }] })
    }),
  )
  return seen
}

it('ends a token after so many days or with a day', () => {
  const now = dayjs('2026-11-22T10:00:00')
  expect(expiryOf('30', undefined, now)).toBe(dayjs('2026-12-22T10:00:00').toISOString())
  expect(expiryOf('date', '2026-12-01', now)).toBe(dayjs('2026-12-01T23:59:59.999').toISOString())
  expect(expiryOf('never', '2026-12-01', now)).toBeUndefined()
})

it('makes a personal token of permissions one holds and shows it once', async () => {
  const { sent } = serve('user.read')
  await renderPage(<TokensPage />)
  await userEvent.click((await screen.findAllByRole('button', { name: /新增令牌/ }))[0] as HTMLElement)
  const drawer = within(await screen.findByRole('dialog'))
  await userEvent.type(drawer.getByLabelText('名称'), '扫码枪')
  await userEvent.click(await drawer.findByLabelText('查看人员'))
  expect(drawer.queryByLabelText('查看销售单')).toBeNull()
  expect(drawer.queryByText('服务令牌')).not.toBeVisible()
  await userEvent.click(drawer.getByRole('button', { name: /生\s?成/ }))
  expect(await drawer.findByText('ht_secret')).toBeVisible()
  expect(sent).toEqual([{ kind: 'personal', name: '扫码枪', permissions: ['user.read'], expiresAt: expect.stringMatching(/Z$/) }])
})

it('makes a service token with a role and a data scope of its own', async () => {
  const { sent } = serve('user.read', 'token.manage', 'stock.read')
  server.use(http.get('*/api/v1/warehouses', () => HttpResponse.json(page([{ id: '41', name: '默认仓' }]))))
  await renderPage(<TokensPage />)
  await userEvent.click((await screen.findAllByRole('button', { name: /新增令牌/ }))[0] as HTMLElement)
  const drawer = within(await screen.findByRole('dialog'))
  await userEvent.click(drawer.getByLabelText('服务令牌'))
  await userEvent.type(drawer.getByLabelText('名称'), '对账')
  await userEvent.click(await drawer.findByLabelText('跟随角色'))
  await userEvent.click(await drawer.findByRole('combobox', { name: '角色' }))
  await userEvent.click(await screen.findByTitle('会计'))
  await userEvent.click(drawer.getByRole('button', { name: /生\s?成/ }))
  await waitFor(() => expect(sent).toEqual([{ kind: 'service', name: '对账', roleId: '61', warehouses: { all: true }, expiresAt: expect.any(String) }]))
})

it('revokes what is selected', async () => {
  const { revoked } = serve('token.manage', 'user.read')
  await renderPage(<TokensPage />)
  const row = (await screen.findByText('盘点机')).closest('tr') as HTMLElement
  expect(within((await screen.findByText('对账')).closest('tr') as HTMLElement).getByText('已过期')).toBeVisible()
  await userEvent.click(within(row).getByRole('checkbox'))
  const bar = (await screen.findByText(/已选/)).parentElement as HTMLElement
  await userEvent.click(within(bar).getByRole('button', { name: /吊\s?销/ }))
  await userEvent.click(await screen.findByRole('button', { name: /确\s?定/ }))
  await waitFor(() => expect(revoked).toEqual([{ ids: ['1'] }]))
})
