import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Button, Form, Input } from 'antd'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { setCurrentAccountSet } from '@/lib/accountSet'
import { changeLanguage } from '@/lib/i18n'
import { renderPage } from '@/testing/render'
import { problem, server } from '@/testing/server'
import { api, data, setUnauthorizedListener } from './client'
import { fieldPath, Problem } from './problem'
import { useWrite } from './useWrite'

async function refusal(call: Promise<unknown>): Promise<Problem> {
  return call.then(
    () => Promise.reject(new Error('was not refused')),
    (err: unknown) => (err instanceof Problem ? err : Promise.reject(err as Error)),
  )
}

it('reads a problem in the language of the page', async () => {
  server.use(
    http.get('*/api/v1/setup', () =>
      problem(409, 'stock.short', '库存不足', { remedy: '先入库', requestId: 'r1', messages: { 'zh-CN': '库存不足', 'en-US': 'Stock is short' }, params: { short: '2' } }),
    ),
  )
  const p = await refusal(data(api.GET('/api/v1/setup')))
  expect([p.status, p.code, p.detail, p.remedy, p.requestId]).toEqual([409, 'stock.short', '库存不足', '先入库', 'r1'])
  await changeLanguage('en-US')
  expect(p.detail).toBe('Stock is short')
  await changeLanguage('zh-CN')
})

it('makes a problem of a proxy page and of no answer at all', async () => {
  server.use(http.get('*/api/v1/setup', () => new HttpResponse('<html>', { status: 502, headers: { 'Content-Type': 'text/html' } })))
  expect((await refusal(data(api.GET('/api/v1/setup')))).code).toBe('http.502')
  server.use(http.get('*/api/v1/setup', () => HttpResponse.error()))
  const p = await refusal(data(api.GET('/api/v1/setup')))
  expect([p.status, p.code, p.unknownOutcome]).toEqual([0, 'network.unreachable', true])
})

it('says which account set and language, and gives each write a key', async () => {
  setCurrentAccountSet('101')
  let sent: Headers | undefined
  server.use(
    http.post('*/api/v1/logout', ({ request }) => {
      sent = request.headers
      return new HttpResponse(null, { status: 204 })
    }),
  )
  await data(api.POST('/api/v1/logout'))
  expect(sent?.get('X-Account-Set')).toBe('101')
  expect(sent?.get('Accept-Language')).toBe('zh-CN')
  expect(sent?.get('Idempotency-Key')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/)
})

it('tells the frame when the session has ended', async () => {
  let ended = 0
  setUnauthorizedListener(() => ended++)
  server.use(http.get('*/api/v1/me', () => problem(401, 'session.none', '请先登录')))
  await refusal(data(api.GET('/api/v1/me')))
  expect(ended).toBe(1)
  setUnauthorizedListener(() => {})
})

it('splits field names', () => {
  expect(fieldPath('lines[2].quantity')).toEqual(['lines', 2, 'quantity'])
  expect(fieldPath('name')).toEqual(['name'])
})

function Sheet() {
  const [form] = Form.useForm()
  const save = useWrite({
    fn: (body: { login: string; password: string }, write) => data(api.POST('/api/v1/login', { body, ...write })),
    form,
    success: '已保存',
  })
  return (
    <Form form={form} onFinish={save.mutate} initialValues={{ login: 'a', password: 'b' }}>
      <Form.Item name="login">
        <Input aria-label="login" />
      </Form.Item>
      <Form.Item name={['lines', 0, 'quantity']}>
        <Input aria-label="quantity" />
      </Form.Item>
      <Button htmlType="submit">保存</Button>
    </Form>
  )
}

it('puts field problems next to their fields and shows what has no field', async () => {
  server.use(
    http.post('*/api/v1/login', () =>
      problem(422, 'validation', '请检查填写的内容', {
        errors: [
          { field: 'login', code: 'taken', detail: '登录名已被使用' },
          { field: 'lines[0].quantity', code: 'decimal.too_many_places', detail: '最多 4 位小数' },
          { field: 'elsewhere', code: 'odd', detail: '别处的问题' },
        ],
      }),
    ),
  )
  await renderPage(<Sheet />)
  await userEvent.click(screen.getByRole('button', { name: '保存' }))
  expect(await screen.findByText('登录名已被使用')).toBeVisible()
  expect(screen.getByText('最多 4 位小数')).toBeVisible()
  expect(await screen.findByText(/elsewhere: 别处的问题/)).toBeVisible()
})

it('keeps the key of a write whose outcome is unknown', async () => {
  const keys: (string | null)[] = []
  server.use(
    http.post('*/api/v1/login', ({ request }) => {
      keys.push(request.headers.get('Idempotency-Key'))
      return keys.length === 1 ? HttpResponse.error() : HttpResponse.json({})
    }),
  )
  await renderPage(<Sheet />)
  const button = screen.getByRole('button', { name: '保存' })
  await userEvent.click(button)
  expect(await screen.findByText(/不确定刚才的操作是否成功/)).toBeVisible()
  await userEvent.click(button)
  expect(await screen.findByText('已保存')).toBeVisible()
  await userEvent.click(button)
  await waitFor(() => expect(keys).toHaveLength(3))
  expect(keys[1]).toBe(keys[0])
  expect(keys[2]).not.toBe(keys[0])
})
