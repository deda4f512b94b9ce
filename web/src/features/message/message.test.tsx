import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, server, signedIn } from '@/testing/server'
import MessagesPage from './pages/MessagesPage'
import type { Message } from './queries'

const message: Message = {
  id: '900',
  messageId: '91000000001',
  accountId: '501',
  accountName: '小王服装店',
  topic: 'ORDER_BUYER_VIEW_ORDER_PAY',
  topicName: '采购订单已付款',
  subject: '3400000000123047156',
  receivedAt: '2026-11-22T02:00:00Z',
  replayed: true,
  state: 'stuck',
  attempts: 9,
  reason: { code: 'inbox.not_here', detail: '消息所说的订单在这里还没有', remedy: '取回后重试', messages: { 'zh-CN': '消息所说的订单在这里还没有', 'en-US': 'not here' } },
}

function serve(permissions: string[]) {
  server.use(
    signedIn({ permissions, modules: ['buy1688'] }),
    http.get('*/api/v1/buyer-accounts', () => HttpResponse.json(page([]))),
    http.get('*/api/v1/messages', () => HttpResponse.json(page([message]))),
    http.get('*/api/v1/messages/900', () => HttpResponse.json({ ...message, body: { orderId: '3400000000123047156', currentStatus: 'waitsellersend' } })),
  )
}

it('says what a message is about, why it is stuck, and shows what it said', async () => {
  serve(['message.read'])
  await renderPage(<MessagesPage />, { path: '/messages' })
  expect(await screen.findByText('采购订单已付款')).toBeVisible()
  expect(screen.getByText('需人工处理')).toBeVisible()
  expect(screen.getByText(/消息所说的订单在这里还没有/)).toBeVisible()
  expect(screen.queryByRole('checkbox', { name: /选/ })).not.toBeInTheDocument()
  await userEvent.click(screen.getByText('采购订单已付款'))
  const body = await screen.findByRole('region', { name: '消息原文' })
  expect(within(body).getByText(/waitsellersend/)).toBeVisible()
  expect(screen.getByText('补收')).toBeVisible()
})

it('tries the chosen messages again', async () => {
  const sent: unknown[] = []
  serve(['message.read', 'message.handle'])
  server.use(
    http.post('*/api/v1/messages/actions/retry', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json({ results: [{ id: '900', ok: true }] })
    }),
  )
  await renderPage(<MessagesPage />, { path: '/messages' })
  await screen.findByText('采购订单已付款')
  const boxes = await screen.findAllByRole('checkbox')
  await userEvent.click(boxes[boxes.length - 1] as HTMLElement)
  await userEvent.click(await screen.findByRole('button', { name: /重试/ }))
  await waitFor(() => expect(sent).toEqual([{ ids: ['900'] }]))
})
