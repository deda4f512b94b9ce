import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { api } from '@/api/client'
import { page, problem, server, session } from '@/testing/server'
import { App } from './App'

/** Whether somebody is signed in. */
let open = false

beforeEach(() => {
  open = false
  server.use(
    http.get('*/api/v1/session', () => HttpResponse.json(open ? { session } : {})),
    http.get('*/api/v1/setup', () => HttpResponse.json({ needed: false })),
    http.post('*/api/v1/login', () => {
      open = true
      return HttpResponse.json(session)
    }),
    http.put('*/api/v1/me', () => HttpResponse.json(session)),
    http.get('*/api/v1/me/sessions', () => HttpResponse.json(page([]))),
    http.get('*/api/v1/products', () => problem(401, 'auth.session_ended', '登录已失效')),
  )
})
afterEach(() => window.history.replaceState(null, '', '/'))

const address = () => window.location.pathname + window.location.search

function openAccount() {
  window.history.replaceState(null, '', '/account?tab=x')
  render(<App />)
}

/** Waits for the login, signs in, and waits for the page one came from. */
async function backByLogin() {
  await waitFor(() => expect(address()).toBe('/login?back=%2Faccount%3Ftab%3Dx'))
  await userEvent.type(await screen.findByLabelText('登录名'), 'chen')
  await userEvent.type(screen.getByLabelText('密码'), 'a-good-password')
  await userEvent.click(screen.getByRole('button', { name: '登录' }))
  await waitFor(() => expect(address()).toBe('/account?tab=x'))
}

it('leads somebody who is not signed in to the login and back', async () => {
  openAccount()
  await backByLogin()
})

it.each([
  ['a call is refused', () => api.GET('/api/v1/products').catch(() => undefined)],
  // The session is read again after the name was saved.
  ['it asks who is signed in', () => userEvent.type(screen.getByDisplayValue('陈小满'), '{Enter}')],
])('leads to the login and back when the session has ended, which it learns when %s', async (_, learn) => {
  open = true
  openAccount()
  await screen.findByDisplayValue('陈小满')
  open = false
  await learn()
  await backByLogin()
})
