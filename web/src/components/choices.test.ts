import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { page, server } from '@/testing/server'
import { anySupplierSource, supplierSource } from './choices'

it('offers suppliers that are no longer bought from for what there is already, not for what is new', async () => {
  const asked: (string | null)[] = []
  server.use(
    http.get('*/api/v1/suppliers', ({ request }) => {
      asked.push(new URL(request.url).searchParams.get('active'))
      return HttpResponse.json(page([]))
    }),
  )
  await supplierSource.search('', new AbortController().signal)
  await anySupplierSource.search('', new AbortController().signal)
  expect(asked).toEqual(['true', null])
  // Each keeps what it found under a name of its own.
  expect(supplierSource.name).not.toBe(anySupplierSource.name)
})
