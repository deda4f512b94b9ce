import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { server } from '@/testing/server'
import type { SaveSale } from './queries'
import { SaleSaver } from './saver'

const body = (mode: SaveSale['mode'], note: string): SaveSale => ({ mode, kind: 'issue', customerId: '1', note, lines: [] })

it('sends a request of unknown outcome again with its own key before any other', async () => {
  const asked: { method: string; key: string | null; note: string }[] = []
  let lost = true
  const answer = async (request: Request, method: string) => {
    const sent = (await request.json()) as SaveSale
    asked.push({ method, key: request.headers.get('Idempotency-Key'), note: sent.note ?? '' })
    if (lost) return new HttpResponse(null, { status: 504 })
    return HttpResponse.json({ id: '7', version: asked.length, state: sent.mode === 'draft' ? 'draft' : 'posted' })
  }
  server.use(
    http.post('*/api/v1/sales', ({ request }) => answer(request, 'POST')),
    http.put('*/api/v1/sales/7', ({ request }) => answer(request, 'PUT')),
  )
  const saver = new SaleSaver()
  await expect(saver.save(body('draft', 'a'))).rejects.toMatchObject({ status: 504 })
  lost = false
  await saver.save(body('draft', 'b'))
  expect(asked.map((a) => [a.method, a.note])).toEqual([['POST', 'a'], ['POST', 'a'], ['PUT', 'b']])
  expect(asked[1]?.key).toBe(asked[0]?.key)
  expect(asked[2]?.key).not.toBe(asked[0]?.key)
})

it('does not write over a posting that went through after all', async () => {
  const asked: string[] = []
  let lost = true
  server.use(
    http.post('*/api/v1/sales', async ({ request }) => {
      asked.push(((await request.json()) as SaveSale).mode)
      return lost ? new HttpResponse(null, { status: 503 }) : HttpResponse.json({ id: '7', version: 1, state: 'posted' })
    }),
  )
  const saver = new SaleSaver()
  await expect(saver.save(body('post', 'a'))).rejects.toMatchObject({ status: 503 })
  lost = false
  await expect(saver.save(body('draft', 'b'))).resolves.toMatchObject({ state: 'posted' })
  expect(asked).toEqual(['post', 'post'])
})
