import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { server, session } from '@/testing/server'
import SetupPage from './pages/SetupPage'

// The page stays drawn while the wizard behind it is loading; the path holds for both.
const at = { at: '/account-sets/setup', path: '/account-sets/$page' }

it('goes on to the account set, although setup is not needed any more', async () => {
  let made = false
  let asked = 0
  server.use(
    http.get('*/api/v1/setup', () => {
      asked++
      return HttpResponse.json({ needed: !made })
    }),
    http.post('*/api/v1/setup', () => {
      made = true
      return HttpResponse.json({ ...session, accountSets: [] }, { status: 201 })
    }),
  )
  const user = userEvent.setup()
  const view = await renderPage(<SetupPage />, at)
  await user.type(await screen.findByLabelText('您的姓名'), '王老板')
  await user.type(screen.getByLabelText('登录名'), 'boss')
  await user.type(screen.getByLabelText('设置密码'), 'a-good-password')
  await user.type(screen.getByLabelText('再输一次密码'), 'a-good-password')
  await user.click(screen.getByRole('button', { name: '创建并继续' }))
  await waitFor(() => expect(view.address()).toBe('/account-sets/new'))
  await view.client.refetchQueries({ queryKey: ['setup'] })
  expect(asked).toBeGreaterThan(1)
  expect(view.address()).toBe('/account-sets/new')
})

it('leads to the login when somebody else has set it up', async () => {
  server.use(http.get('*/api/v1/setup', () => HttpResponse.json({ needed: false })))
  const view = await renderPage(<SetupPage />, at)
  await waitFor(() => expect(view.address()).toBe('/login'))
})
