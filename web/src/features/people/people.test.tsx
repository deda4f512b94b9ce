import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import type { SessionSet } from '@/hooks/session'
import { page, problem, server, session, signedIn } from '@/testing/server'
import PasswordResetPage from './pages/PasswordResetPage'
import PeoplePage from './pages/PeoplePage'
import type { User } from './queries'

const clerk: User = {
  id: '7',
  login: 'wang',
  name: '小王',
  active: true,
  owner: false,
  roleIds: ['61'],
  roleNames: ['仓管'],
  warehouses: { all: true },
  shops: { all: false, ids: ['51', '59'] },
  createdAt: '2026-11-22T02:00:00Z',
  version: 4,
}

/** A set with two warehouses and a shop, seen by somebody with this reach. */
function serve(own: Partial<SessionSet> = {}) {
  server.use(
    signedIn({ permissions: ['user.read', 'user.manage', 'stock.read', 'shop.read'], warehouses: { all: true }, shops: { all: true }, ...own }),
    http.get('*/api/v1/users', () => HttpResponse.json(page([clerk]))),
    http.get('*/api/v1/invitations', () => HttpResponse.json(page([]))),
    http.get('*/api/v1/roles', () => HttpResponse.json(page([{ id: '61', name: '仓管', builtIn: 'warehouse', permissions: [], userCount: 1, version: 1 }]))),
    http.get('*/api/v1/warehouses', () => HttpResponse.json(page([{ id: '41', name: '默认仓' }, { id: '42', name: '义乌仓' }]))),
    http.get('*/api/v1/shops', () => HttpResponse.json(page([{ id: '51', name: '云裳一店' }]))),
  )
}

it('limits a person to chosen warehouses, keeping what cannot be seen', async () => {
  const sent: unknown[] = []
  serve()
  server.use(
    http.put('*/api/v1/users/7', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(clerk)
    }),
  )
  await renderPage(<PeoplePage />)
  expect(await screen.findByText('全部仓库 · 2 个店铺')).toBeVisible()
  await userEvent.click(screen.getByText('小王'))
  const drawer = within(await screen.findByRole('dialog'))
  const warehouses = within(drawer.getByRole('radiogroup', { name: '可用仓库' }))
  expect(warehouses.getByLabelText('全部仓库')).toBeChecked()
  // One of the two shops is not to be seen; it stays unless taken away.
  expect(await drawer.findByText('云裳一店')).toBeVisible()
  expect(drawer.getByText('（您看不到或已移除）')).toBeVisible()
  await userEvent.click(warehouses.getByLabelText('指定'))
  await userEvent.type(drawer.getByRole('combobox', { name: '可用仓库 · 指定' }), '义乌')
  await userEvent.click(await screen.findByTitle('义乌仓'))
  await userEvent.click(drawer.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(sent).toEqual([{ active: true, roleIds: ['61'], warehouses: { all: false, ids: ['42'] }, shops: { all: false, ids: ['51', '59'] }, version: 4 }]))
})

it('offers nothing beyond the own reach when inviting, and starts from it', async () => {
  const sent: unknown[] = []
  serve({ warehouses: { all: false, ids: ['42'] } })
  server.use(
    http.get('*/api/v1/warehouses', () => HttpResponse.json(page([{ id: '42', name: '义乌仓' }]))),
    http.post('*/api/v1/invitations', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json({ id: '9', name: '小李', roleIds: ['61'], roleNames: ['仓管'], state: 'open', url: 'https://erp.example.com/invitation#x', token: 'x' })
    }),
  )
  await renderPage(<PeoplePage />)
  await userEvent.click((await screen.findAllByRole('button', { name: /邀请同事/ }))[0] as HTMLElement)
  const drawer = within(await screen.findByRole('dialog'))
  expect(await drawer.findByText('义乌仓')).toBeVisible()
  expect(within(drawer.getByRole('radiogroup', { name: '可用仓库' })).getByLabelText('全部仓库')).toBeDisabled()
  await userEvent.type(drawer.getByLabelText('姓名'), '小李')
  await userEvent.click(drawer.getByRole('combobox', { name: '角色' }))
  await userEvent.click(await screen.findByTitle('仓管'))
  await userEvent.click(drawer.getByRole('button', { name: '生成邀请链接' }))
  await waitFor(() => expect(sent).toEqual([{ name: '小李', roleIds: ['61'], warehouses: { all: false, ids: ['42'] }, shops: { all: true } }]))
  expect(await drawer.findByText(/打开后设置密码即可加入/)).toBeVisible()
})

it('makes a link to a new password and shows it once', async () => {
  let asked = 0
  serve()
  server.use(
    http.post('*/api/v1/users/7/password-reset', () => {
      asked++
      return HttpResponse.json({ token: 'x', url: 'https://erp.example.com/password-reset#x', expiresAt: '2026-11-23T02:00:00Z' })
    }),
  )
  await renderPage(<PeoplePage />)
  await userEvent.click(await screen.findByText('小王'))
  await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '重置密码' }))
  await userEvent.click(await screen.findByRole('button', { name: '生成链接' }))
  expect(await screen.findByText('https://erp.example.com/password-reset#x')).toBeVisible()
  expect(asked).toBe(1)
  expect(screen.queryByRole('button', { name: '重置密码' })).toBeNull()
})

it('sets a new password with the link, and says what is wrong with a bad one', async () => {
  const sent: unknown[] = []
  server.use(
    http.post('*/api/v1/password-resets/actions/look', async ({ request }) =>
      ((await request.json()) as { token: string }).token === 'good'
        ? HttpResponse.json({ login: 'wang', name: '小王', accountSet: '满仓饰品', madeBy: '陈小满', expiresAt: '2026-11-23T02:00:00Z' })
        : problem(404, 'password_reset.invalid', '重置密码的链接无效、已使用或已过期'),
    ),
    http.post('*/api/v1/password-resets/actions/use', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(session)
    }),
  )
  const first = await renderPage(<PasswordResetPage />, { path: '/password-reset', at: '/password-reset#bad' })
  expect(await screen.findByText('重置密码的链接无效、已使用或已过期')).toBeVisible()
  first.unmount()

  const { address } = await renderPage(<PasswordResetPage />, { path: '/password-reset', at: '/password-reset#good' })
  expect(await screen.findByText('满仓饰品 · 登录名 wang，由 陈小满 发出')).toBeVisible()
  await userEvent.type(screen.getByLabelText('新密码'), 'battery staple')
  await userEvent.click(screen.getByRole('button', { name: '保存并登录' }))
  await waitFor(() => expect(sent).toEqual([{ token: 'good', password: 'battery staple' }]))
  await waitFor(() => expect(address()).toBe('/'))
})

it('switches chosen people off together and keeps the filters in the address', async () => {
  const sent: unknown[] = []
  const asked: URLSearchParams[] = []
  serve()
  server.use(
    http.get('*/api/v1/users', ({ request }) => {
      asked.push(new URL(request.url).searchParams)
      return HttpResponse.json(page([clerk, { ...clerk, id: '1', login: 'chen', name: '陈小满', owner: true }]))
    }),
    http.post('*/api/v1/users/actions/deactivate', async ({ request }) => {
      sent.push([await request.json(), request.headers.has('Idempotency-Key')])
      return HttpResponse.json({
        results: [
          { id: '7', ok: true },
          { id: '1', ok: false, problem: { code: 'member.last_owner', detail: '账套至少要有一位启用的所有者' } },
        ],
      })
    }),
  )
  await renderPage(<PeoplePage />, { path: '/people', at: '/people?active=true&roleId=61' })
  await screen.findByText('小王')
  expect(asked.at(-1)?.get('active')).toBe('true')
  expect(asked.at(-1)?.get('roleId')).toBe('61')
  const boxes = await screen.findAllByRole('checkbox')
  await userEvent.click(boxes[0] as HTMLElement)
  await userEvent.click(screen.getByRole('button', { name: /停\s?用/ }))
  await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: /确\s?定/ }))
  await waitFor(() => expect(sent).toEqual([[{ ids: ['7', '1'] }, true]]))
  expect(await screen.findByText('账套至少要有一位启用的所有者')).toBeInTheDocument()
})

it('keeps the tab of the invitations in the address and filters them', async () => {
  const asked: URLSearchParams[] = []
  serve()
  server.use(
    http.get('*/api/v1/invitations', ({ request }) => {
      asked.push(new URL(request.url).searchParams)
      return HttpResponse.json(page([{ id: '9', name: '小李', roleIds: ['61'], roleNames: ['仓管'], state: 'open', createdAt: '2026-11-22T02:00:00Z', expiresAt: '2026-11-29T02:00:00Z' }]))
    }),
  )
  const { address } = await renderPage(<PeoplePage />, { path: '/people', at: '/people?tab=invitations&state=open' })
  expect(await screen.findByText('小李')).toBeVisible()
  expect(asked.at(-1)?.get('state')).toBe('open')
  await userEvent.click(screen.getByRole('tab', { name: '在职员工' }))
  await waitFor(() => expect(address()).toBe('/people'))
})
