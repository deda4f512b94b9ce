import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, problem, server, signedIn } from '@/testing/server'
import { addAttribute, type Matrix, plainMatrix } from './matrix'
import { gridProblems, inputOf, matrixOf, type ProductValues, wholeProblems } from './model'
import ProductPage from './pages/ProductPage'
import type { Product } from './queries'

const levels = [
  { id: '11', builtin: 'retail', name: '零售价', customerName: '零售客户', version: 1 },
  { id: '12', builtin: 'wholesale', name: '批发价', customerName: '批发客户', version: 1 },
]
const saved: Product = {
  id: '9007199254740993', code: 'D1', name: '连衣裙', mnemonic: 'LYQ', category: '', brand: '', spec: '', kind: 'normal', unitGroupId: '7', units: [], taxRateBps: 0,
  weight: '0', length: '0', width: '0', height: '0', lotTracked: false, expiryDays: 0, negativeStock: false, active: true, note: '', attributes: ['颜色'], pictures: [],
  skus: [
    { id: '1', code: 'D1_001', spec: '红', values: ['红'], barcodes: ['69001', 'A-1'], prices: [{ levelId: '12', price: '50' }], picture: '', active: true },
    { id: '2', code: 'D1_002', spec: '白', values: ['白'], barcodes: [], prices: [], picture: '', active: false },
  ],
  createdAt: '2026-11-22T01:00:00Z', updatedAt: '2026-11-22T01:00:00Z', version: 3, warnings: [],
}
const values = { name: '连衣裙', active: true, unitGroupId: '7' } as ProductValues

it('sends a saved product back as it came', () => {
  const input = inputOf(values, matrixOf(saved), [], ['11', '12'])
  expect(input.attributes).toEqual(['颜色'])
  expect(input.skus).toEqual([
    { id: '1', code: 'D1_001', values: ['红'], barcodes: ['69001', 'A-1'], prices: [{ levelId: '12', price: '50' }] },
    { id: '2', code: 'D1_002', values: ['白'], barcodes: [], prices: [], inactive: true },
  ])
})

it('sends no code and no values for the one SKU of a plain product', () => {
  expect(inputOf(values, plainMatrix(), [], []).skus).toEqual([{ barcodes: [], prices: [] }])
})

it('finds the cell of each problem of a SKU', () => {
  const m: Matrix = addAttribute(plainMatrix(), '颜色', ['红', '白'])
  m.skus[1] = { ...m.skus[1]!, prices: { '12': '-1' } }
  const at = (field: string) => gridProblems([{ field, code: 'x', detail: 'x' }], m, ['11', '12'])?.map((e) => e.field)
  expect(at('skus[1].code')).toEqual(['skus[1].code'])
  expect(at('skus[1].barcodes[2]')).toEqual(['skus[1].barcodes'])
  // Only the second level was sent, so it is the first price.
  expect(at('skus[1].prices[0].price')).toEqual(['skus[1].price:12'])
  expect(at('skus[0].values')).toEqual(['skus[0].value:0'])
  expect(at('skus[9].code')).toEqual([])
  expect(wholeProblems([{ field: 'skus', code: 'x', detail: '没有 SKU' }, { field: 'skus[0].code', code: 'x', detail: 'y' }], 'skus')).toEqual(['没有 SKU'])
})

beforeEach(() => {
  server.use(
    signedIn({ permissions: ['product.read', 'product.write', 'price.write'] }),
    http.get('*/api/v1/settings', () => HttpResponse.json({ taxAccounted: false, lotExpiry: true })),
    http.get('*/api/v1/price-levels', () => HttpResponse.json({ items: levels })),
    http.get('*/api/v1/categories', () => HttpResponse.json({ items: [] })),
    http.get('*/api/v1/attributes', () => HttpResponse.json({ items: [] })),
    http.get('*/api/v1/unit-groups', () => HttpResponse.json({ items: [{ id: '7', name: '件', units: [{ unitId: '70', name: '件', num: 1, den: 1, decimals: 0 }] }] })),
    http.get('*/api/v1/stock/balances', () => HttpResponse.json(page([]))),
    http.get('*/api/v1/products/:id', () => HttpResponse.json(saved)),
  )
})

it('makes a SKU for each value, puts a refusal at its cell and saves when it is mended', async () => {
  const sent: { skus: { barcodes: string[] }[] }[] = []
  server.use(
    http.post('*/api/v1/products', async ({ request }) => {
      sent.push((await request.json()) as (typeof sent)[number])
      return sent.length === 1 ? problem(422, 'input.fields', '输入有误', { errors: [{ field: 'skus[1].barcodes[0]', code: 'sku.barcode_twice', detail: '条码 69001 重复' }] }) : HttpResponse.json(saved, { status: 201 })
    }),
  )
  const { address } = await renderPage(<ProductPage />, { path: '/products/$id', at: '/products/new' })
  fireEvent.change(await screen.findByLabelText('商品名称'), { target: { value: '连衣裙' } })
  fireEvent.change(screen.getByLabelText('属性，如颜色'), { target: { value: '颜色' } })
  fireEvent.change(screen.getByLabelText('属性值'), { target: { value: '红，白，' } })
  fireEvent.click(screen.getByText('添加属性'))
  fireEvent.change(await screen.findByLabelText('条码 1'), { target: { value: '69001' } })
  fireEvent.change(screen.getByLabelText('条码 2'), { target: { value: '69001' } })
  fireEvent.click(screen.getByText('保存'))

  const row = (await screen.findByText('条码 69001 重复')).closest('tr') as HTMLElement
  expect(within(row).getByText('白')).toBeVisible()
  expect(screen.getByLabelText('商品名称')).toHaveValue('连衣裙')
  fireEvent.change(within(row).getByLabelText('条码 2'), { target: { value: '69002' } })
  fireEvent.click(screen.getByText('保存'))
  await waitFor(() => expect(address()).toBe('/products/9007199254740993'))
  expect(sent[1]).toMatchObject({ name: '连衣裙', unitGroupId: '7', lotTracked: true, attributes: ['颜色'], skus: [{ values: ['红'], barcodes: ['69001'] }, { values: ['白'], barcodes: ['69002'] }] })
})
