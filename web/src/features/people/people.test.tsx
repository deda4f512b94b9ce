import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, server, session } from '@/testing/server'
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
function serve(own: { owner?: boolean; warehouses?: object; shops?: object } = {}) {
  const set = { ...session.accountSets[0], permissions: ['user.read', 'user.manage', 'stock.read', 'shop.read'], warehouses: { all: true }, shops: { all: true }, ...own }
  server.use(
    http.get('*/api/v1/me', () => HttpResponse.json({ ...session, accountSets: [set] })),
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
