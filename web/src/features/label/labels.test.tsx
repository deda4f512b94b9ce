import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it, vi } from 'vitest'
import { renderPage } from '@/testing/render'
import { server, signedIn } from '@/testing/server'
import { barsProblem, moduleOf, rowsOf, standard } from './layout'
import LabelsPage from './pages/LabelsPage'

const label = (skuId: string, more: object = {}) => ({ skuId, productId: '1', code: `T1-${skuId}`, productName: '短袖T恤', spec: '红色', unit: '件', ...more })

it('lays labels out in rows of the roll, each as often as it is wanted', () => {
  const wanted = [{ of: 'a', count: '3' }, { of: undefined, count: '9' }, { of: 'b', count: undefined }, { of: 'c', count: '2' }]
  const shape = (across: number, most: number) => rowsOf(wanted, across, most).map((r) => r.labels.map((l) => l.of).join(''))
  expect(shape(1, 100)).toEqual(['a', 'a', 'a', 'c', 'c'])
  expect(shape(2, 100)).toEqual(['aa', 'ac', 'c'])
  expect(shape(2, 4)).toEqual(['aa', 'ac'])
})

it('makes bars of whole dots of the printer, and says when they do not fit', () => {
  const module = moduleOf('6901234567892', standard) ?? 0
  expect(module).toBeCloseTo((2 * 25.4) / 203, 9)
  expect(barsProblem(label('1', { barcode: '6901234567892' }) as never, standard)).toBeUndefined()
  expect(barsProblem(label('1', { barcode: 'ABCDEFGHIJKLMNOP' }) as never, standard)).toBe('fine')
  expect(barsProblem(label('1', { barcode: 'ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG' }) as never, standard)).toBe('long')
  expect(barsProblem(label('1', { code: '红-1' }) as never, standard)).toBe('characters')
})

it('prints what a receipt brought, with bars, two beside each other', async () => {
  const print = vi.spyOn(window, 'print').mockImplementation(() => {})
  let asked = ''
  server.use(
    signedIn({ permissions: ['product.read'] }),
    http.get('*/api/v1/me/preferences/labels', () => HttpResponse.json({ value: { across: 2 } })),
    http.get('*/api/v1/purchase-receipts/70', () => HttpResponse.json({ lines: [{ skuId: '11', baseQuantity: '2' }, { skuId: '12', baseQuantity: '0.5' }] })),
    http.get('*/api/v1/skus/labels', ({ request }) => {
      asked = new URL(request.url).search
      return HttpResponse.json({ items: [label('11', { barcode: '6901234567892' }), label('12')] })
    }),
  )
  await renderPage(<LabelsPage />, { path: '/labels', at: '/labels?receipt=70' })
  expect(await screen.findByText('共 3 张，40×30 mm')).toBeVisible()
  // One parameter with its values joined by commas, as the API wants lists.
  expect(decodeURIComponent(asked)).toBe('?skuId=11,12')
  const paper = document.querySelector('.paper') as HTMLElement
  await waitFor(() => expect(paper.querySelector('style')?.textContent).toContain('size: 82mm 30mm'))
  expect(paper.querySelectorAll('.label-row')).toHaveLength(2)
  expect(within(paper).getAllByLabelText('6901234567892')).toHaveLength(2)
  expect(within(paper).getAllByLabelText('T1-12')).toHaveLength(1)
  await userEvent.click(screen.getByRole('button', { name: /打印标签/ }))
  expect(print).toHaveBeenCalledOnce()
})
