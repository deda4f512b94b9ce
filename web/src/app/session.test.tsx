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

async function login() {
  await userEvent.type(await screen.findByLabelText('登录名'), 'chen')
  await userEvent.type(screen.getByLabelText('密码'), 'a-good-password')
  await userEvent.click(screen.getByRole('button', { name: '登录' }))
  await waitFor(() => expect(address()).toBe('/account?tab=x'))
}

it('leads somebody who is not signed in to the login and back', async () => {
  window.history.replaceState(null, '', '/account?tab=x')
  render(<App />)
  await waitFor(() => expect(address()).toBe('/login?back=%2Faccount%3Ftab%3Dx'))
  await login()
})

it('leads to the login and back when the session has ended', async () => {
  open = true
  window.history.replaceState(null, '', '/account?tab=x')
  render(<App />)
  await screen.findByDisplayValue('陈小满')
  open = false
  await api.GET('/api/v1/products').catch(() => undefined) // any refusal of the server tells
  await waitFor(() => expect(address()).toBe('/login?back=%2Faccount%3Ftab%3Dx'))
  await login()
})

it('leads to the login and back when it asks who is signed in and nobody is any more', async () => {
  open = true
  window.history.replaceState(null, '', '/account?tab=x')
  render(<App />)
  const name = await screen.findByDisplayValue('陈小满')
  open = false
  await userEvent.type(name, '{Enter}') // the session is read again after the name was saved
  await waitFor(() => expect(address()).toBe('/login?back=%2Faccount%3Ftab%3Dx'))
  await login()
})
