import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { expect, test, vi } from 'vitest'
import { renderPage } from '@/testing/render'
import { server, signedIn } from '@/testing/server'
import { Attachments } from './Attachments'

const saved = vi.hoisted(() => vi.fn())
vi.mock('@/lib/saveFile', () => ({ saveFile: saved }))

test('attaches several files, downloads one under its name and deletes one', async () => {
  const kept = [{ id: '1', name: '说明书.pdf', size: 2_621_440, createdAt: '2026-11-22T08:30:00Z' }]
  const keys: (string | null)[] = []
  server.use(
    signedIn({ permissions: ['product.read', 'product.write'] }),
    http.get('*/api/v1/products/7/attachments', () => HttpResponse.json({ items: kept })),
    http.get('*/api/v1/products/7/attachments/1', () => new HttpResponse('内容', { headers: { 'Content-Type': 'application/octet-stream' } })),
    http.post('*/api/v1/products/7/attachments', async ({ request }) => {
      keys.push(request.headers.get('Idempotency-Key'))
      const made = { id: String(kept.length + 1), name: new URL(request.url).searchParams.get('name') ?? '', size: (await request.arrayBuffer()).byteLength, createdAt: '2026-11-22T08:31:00Z' }
      kept.push(made)
      return HttpResponse.json(made, { status: 201 })
    }),
    http.delete('*/api/v1/products/7/attachments/1', () => {
      kept.shift()
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const { container } = await renderPage(<Attachments productId="7" />)
  const person = userEvent.setup()
  expect(await screen.findByText('2.5 MB')).toBeVisible()

  await person.click(screen.getByRole('button', { name: '下载 说明书.pdf' }))
  await waitFor(() => expect(saved).toHaveBeenCalledWith(expect.anything(), '说明书.pdf'))

  const input = () => container.querySelector('input[type=file]') as HTMLInputElement
  await person.upload(input(), [new File(['甲'], '甲.txt'), new File(['乙乙'], '版型.dxf')])
  expect(await screen.findByRole('button', { name: '下载 版型.dxf' })).toBeVisible()
  expect(await screen.findByRole('button', { name: '下载 甲.txt' })).toBeVisible()
  expect(new Set(keys).size).toBe(2)

  const large = new File(['x'], '录像.mp4')
  Object.defineProperty(large, 'size', { value: 20 * 1024 * 1024 + 1 })
  await person.upload(input(), large)
  expect(await screen.findByText('“录像.mp4”超过 20 MB，没有上传')).toBeVisible()
  expect(kept).toHaveLength(3)

  await person.click(screen.getByRole('button', { name: '删除 说明书.pdf' }))
  await person.click(await screen.findByRole('button', { name: /确\s*定|删\s*除$/ }))
  await waitFor(() => expect(screen.queryByText('说明书.pdf')).toBeNull())
})
