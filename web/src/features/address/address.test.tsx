import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { page, problem, server, signedIn } from '@/testing/server'
import AddressesPage from './pages/AddressesPage'
import AddressPage from './pages/AddressPage'
import WarehouseAddressesPage from './pages/WarehouseAddressesPage'
import type { Address, WarehouseAddress } from './queries'

const address: Address = {
  id: '71',
  kind: 'receive_1688',
  name: '杭州仓',
  contact: '王小明',
  country: 'CN',
  province: '浙江省',
  city: '杭州市',
  district: '滨江区',
  town: '长河街道',
  divisionCode: '330108',
  townCode: '330108002',
  postcode: '310051',
  mobile: '13800000001',
  line1: '网商路699号',
  street: '网商路699号',
  text: '浙江省 杭州市 滨江区 长河街道 网商路699号',
  active: true,
  warehouses: [{ id: '31', name: '默认仓' }],
  accounts: [],
  createdAt: '2026-11-22T02:00:00Z',
  updatedAt: '2026-11-22T02:00:00Z',
  version: 1,
}

const tree: Record<string, { code: string; name: string; town: boolean }[]> = {
  '': [
    { code: '330000', name: '浙江省', town: false },
    { code: '440000', name: '广东省', town: false },
  ],
  '330000': [{ code: '330100', name: '杭州市', town: false }],
  '330100': [{ code: '330108', name: '滨江区', town: false }],
  '330108': [{ code: '330108002', name: '长河街道', town: true }],
  '440000': [{ code: '441900', name: '东莞市', town: false }],
  '441900': [{ code: '441900004', name: '南城街道', town: true }],
}

function serve(permissions = ['address.read', 'address.write', 'buyer_account.read']) {
  server.use(
    signedIn({ permissions, modules: ['buy1688'] }),
    http.get('*/api/v1/divisions', ({ request }) => HttpResponse.json({ items: tree[new URL(request.url).searchParams.get('parent') ?? ''] ?? [] })),
  )
}

async function choose(label: string, name: string) {
  await userEvent.click(await screen.findByLabelText(label))
  await userEvent.click(await screen.findByTitle(name))
}

it('fills the form from a pasted text and marks what 1688 could not make out', async () => {
  const sent: unknown[] = []
  serve()
  server.use(
    http.post('*/api/v1/receiving-addresses/parse', () =>
      HttpResponse.json({
        address: { name: '', contact: '王小明', country: 'CN', province: '浙江省', city: '杭州市', district: '滨江区', town: '长河街道', divisionCode: '330108', townCode: '330108002', postcode: '310051', mobile: '', line1: '网商路699号' },
        problems: [{ field: 'mobile', code: 'input.required', detail: '手机必填', messages: {} }],
      }),
    ),
    http.post('*/api/v1/receiving-addresses', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(address, { status: 201 })
    }),
    http.get('*/api/v1/receiving-addresses/71', () => HttpResponse.json(address)),
  )
  await renderPage(<AddressPage />, { path: '/receiving-addresses/$id', at: '/receiving-addresses/new' })
  await userEvent.click(await screen.findByLabelText('一段地址'))
  await userEvent.paste('浙江省杭州市滨江区长河街道网商路699号 王小明')
  await userEvent.keyboard('{Enter}')
  expect(await screen.findByText('手机必填')).toBeVisible()
  expect(screen.getByLabelText('收货人')).toHaveValue('王小明')
  expect(screen.getByLabelText('地址名称')).toHaveValue('王小明 滨江区')
  await userEvent.type(screen.getByLabelText('手机'), '13800000001')
  await userEvent.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({ contact: '王小明', mobile: '13800000001', province: '浙江省', city: '杭州市', district: '滨江区', town: '长河街道', line1: '网商路699号', active: true })
})

it('says what 1688 could not read, and that an account is needed, where it matters', async () => {
  serve()
  server.use(
    http.post('*/api/v1/receiving-addresses/parse', () =>
      problem(422, 'input.fields', '有 1 处填写有误', { errors: [{ field: 'text', code: 'address.unreadable', detail: '1688 看不懂这段地址' }] }),
    ),
    http.get('*/api/v1/divisions', () => problem(409, 'address.no_account', '没有可用的采购账号', { remedy: '先授权一个' })),
  )
  await renderPage(<AddressPage />, { path: '/receiving-addresses/$id', at: '/receiving-addresses/new' })
  expect(await screen.findByText('没有可用的采购账号')).toBeVisible()
  await userEvent.type(screen.getByLabelText('一段地址'), '随便写写{Enter}')
  expect(await screen.findByText('1688 看不懂这段地址')).toBeVisible()
})

it('offers below each division what lies in it, and no district where a city has none', async () => {
  serve()
  await renderPage(<AddressPage />, { path: '/receiving-addresses/$id', at: '/receiving-addresses/new' })
  await choose('省', '浙江省')
  await choose('市', '杭州市')
  await choose('区县', '滨江区')
  await choose('街道', '长河街道')
  await choose('省', '广东省')
  await choose('市', '东莞市')
  await waitFor(() => expect(screen.queryByLabelText('区县')).toBeNull())
  await choose('街道', '南城街道')
})

it('takes over what an account has on 1688, without what cannot be', async () => {
  const sent: unknown[] = []
  serve()
  const fields = { name: '', country: 'CN', province: '浙江省', city: '杭州市', district: '滨江区', line1: '网商路699号' }
  server.use(
    http.get('*/api/v1/receiving-addresses', () => HttpResponse.json(page([]))),
    http.get('*/api/v1/buyer-accounts', () => HttpResponse.json(page([{ id: '501', name: '小王_buy', loginId: '小王', memberId: 'b', state: 'valid', enabled: true }]))),
    http.get('*/api/v1/receiving-addresses/platform', () =>
      HttpResponse.json({
        items: [
          { id: '1', default: true, state: 'new', text: '浙江省 杭州市', address: { ...fields, contact: '王小明', mobile: '13800000001' }, problems: [] },
          { id: '2', default: false, state: 'here', addressId: '71', text: '浙江省 杭州市', address: { ...fields, contact: '李芳', mobile: '13800000002' }, problems: [] },
          { id: '3', default: false, state: 'new', text: '浙江省', address: { ...fields, contact: '王', mobile: '1' }, problems: [{ field: 'contact', code: 'address.contact_short', detail: '至少 2 个字', messages: {} }] },
        ],
      }),
    ),
    http.post('*/api/v1/receiving-addresses/adopt', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json({ results: [{ id: '1', state: 'created', addressId: '72', problems: [] }] })
    }),
  )
  await renderPage(<AddressesPage />, { path: '/receiving-addresses' })
  expect(await screen.findByText('还没有收货地址')).toBeVisible()
  const [fetch] = screen.getAllByRole('button', { name: /从 1688 获取/ })
  await userEvent.click(fetch as HTMLElement)
  expect(await screen.findByText(/至少 2 个字/)).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: '取过来（1）' }))
  await waitFor(() => expect(sent).toEqual([{ accountId: '501', platformIds: ['1'] }]))
})

it('gives a warehouse an address, and shows those that have none', async () => {
  const sent: unknown[] = []
  const rows: WarehouseAddress[] = [
    { id: '31', code: '01', name: '默认仓', active: true },
    { id: '32', code: '02', name: '二号仓', active: true, addressId: '71', addressName: '杭州仓', contact: '王小明', mobile: '13800000001', addressText: address.text },
  ]
  serve()
  server.use(
    http.get('*/api/v1/warehouse-addresses', () => HttpResponse.json(page(rows))),
    http.get('*/api/v1/receiving-addresses', () => HttpResponse.json(page([address]))),
    http.get('*/api/v1/receiving-addresses/71', () => HttpResponse.json(address)),
    http.put('*/api/v1/warehouse-addresses/31', async ({ request }) => {
      sent.push(await request.json())
      return new HttpResponse(null, { status: 204 })
    }),
  )
  await renderPage(<WarehouseAddressesPage />, { path: '/warehouse-addresses' })
  const row = (await screen.findByText('默认仓')).closest('tr') as HTMLElement
  expect(within(row).getByText('还没有地址')).toBeVisible()
  await userEvent.click(within(row).getByLabelText('默认仓的收货地址'))
  await userEvent.click((await screen.findAllByText(/王小明 13800000001 ·/)).at(-1) as HTMLElement)
  await waitFor(() => expect(sent).toEqual([{ addressId: '71' }]))
})
