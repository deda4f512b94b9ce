// Every page of the menu and the pages behind it, on a set full of data, at a
// desk and on a phone: nothing fails, nothing sticks out, everyone can use it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { engine, launch, startHuotong, stopAll, until } from './harness.mjs'
import { go, inspect, login, settled, takeSku } from './steps.mjs'

const demo = { login: 'demo', password: 'huotong-demo' }

let server, browser, state, found

before(async () => {
  server = await startHuotong({ command: 'demo' })
  browser = await launch()
  await until('the demo set', () => server.output().includes(demo.password))
  const page = await browser.open(server.url)
  await login(page, demo)
  state = await page.state()
  found = await addresses(page)
  await page.context().close()
})

after(() => stopAll(browser, server))

// What the menu does not lead to directly: a page, and where the first link like it stands.
const behind = [
  { name: 'product', from: '/products', link: /^\/products\/\d+$/ },
  { name: 'customer', from: '/customers', link: /^\/customers\/\d+$/ },
  { name: 'purchase', from: '/purchase-orders', link: /^\/purchase-orders\/\d+$/ },
  { name: 'platform-order', from: '/platform-orders', link: /^\/platform-orders\/\d+$/ },
  { name: 'purchase-receipt', from: '/purchase-receipts', link: /^\/purchase-receipts\/\d+$/ },
  { name: 'purchase-cost', from: '/purchase-costs', link: /^\/purchase-costs\/\d+$/ },
  { name: 'supplier', from: '/suppliers', link: /^\/suppliers\/\d+$/ },
  { name: 'address', from: '/receiving-addresses', link: /^\/receiving-addresses\/\d+$/ },
  { name: 'sku-sources', from: '/sources', link: /^\/sources\/\d+$/ },
  { name: 'match-run', from: '/match-runs', link: /^\/match-runs\/\d+$/ },
  { name: 'statement', from: '/receivables', link: /^\/statements\/\d+/ },
  { name: 'receipt', from: '/receipts', link: /^\/receipts\/\d+$/ },
  { name: 'supplier-statement', from: '/payables', link: /^\/supplier-statements\/\d+/ },
  { name: 'payment', from: '/payments', link: /^\/payments\/\d+$/ },
  { name: 'opening-document', from: '/opening-stock', link: /^\/opening-stock\/\d+$/ },
  { name: 'ledger', from: '/stock', link: /^\/stock\/ledger\?/ },
  { name: 'download', from: '/downloads', link: /^\/downloads\/\d+$/ },
  { name: 'role', from: '/roles', link: /^\/roles\/\d+$/ },
  { name: 'sale-posted', from: '/sales', link: /^\/sales\/\d+$/ },
]
// What is made new, and what belongs to oneself.
const further = [
  ['product-new', '/products/new'],
  ['customer-new', '/customers/new'],
  ['supplier-new', '/suppliers/new'],
  ['purchase-new', '/purchase-orders/new'],
  ['purchase-receipt-new', '/purchase-receipts/new'],
  ['purchase-receipt-free', '/purchase-receipts/new?free=1'],
  ['purchase-cost-new', '/purchase-costs/new'],
  ['address-new', '/receiving-addresses/new'],
  ['receipt-new', '/receipts/new'],
  ['payment-new', '/payments/new'],
  ['supplier-refund-new', '/payments/new?kind=refund'],
  ['opening-new', '/opening-stock/new'],
  ['stock-in-new', '/stock-documents/new?kind=other_in'],
  ['stock-out-new', '/stock-documents/new?kind=other_out'],
  ['order-new', '/sales/new?kind=order'],
  ['return-new', '/sales/new?kind=return'],
  ['role-new', '/roles/new'],
  ['account', '/account'],
  ['set-new', '/account-sets/new'],
  ['placing-batch-new', '/placing-batches/new'],
  ['suggestions-left', '/purchase-suggestions?state=left'],
  ['not-found', '/no-such-page'],
]

/** The addresses the menu leads to. */
async function menuPaths(page) {
  if (page.device === 'phone') await page.getByRole('navigation', { name: '底部导航' }).getByRole('button', { name: '菜单' }).click()
  const links = page.getByRole('navigation', { name: '菜单', exact: true }).getByRole('link')
  await links.first().waitFor()
  return links.evaluateAll((all) => all.map((a) => a.getAttribute('href')))
}

const nameOf = (path) => path.slice(1).replaceAll('/', '-') || 'home'

for (const device of ['desktop', 'phone']) {
  test(`every page, ${device}, ${engine}`, async (t) => {
    const page = await browser.open(server.url, { device, state })
    await page.getByRole('heading', { name: /您好/ }).waitFor()
    const paths = await menuPaths(page)
    assert.ok(paths.length >= 25, `the menu of an owner is long: ${paths}`)
    if (device === 'phone') {
      await inspect(page, 'page-menu')
      await page.keyboard.press('Escape')
    }
    const check = (name, path, lead) =>
      t.test(path, async () => {
        await lead()
        await inspect(page, `page-${name}`)
      })
    // By the menu, then by addresses one has kept.
    for (const path of paths) await check(nameOf(path), path, () => menuTo(page, path))
    for (const [name, path] of found) await check(name, path, () => go(page, path))
    for (const [name, path] of further) await check(name, path, () => go(page, path))
  })
}

/** One page of each kind behind the menu: its name and address. */
async function addresses(page) {
  const all = []
  for (const { name, from, link } of behind) {
    await menuTo(page, from)
    const links = await page.locator('#main a').evaluateAll((as) => as.map((a) => a.getAttribute('href') ?? ''))
    const address = links.find((href) => link.test(href))
    assert.ok(address, `${from} has no link like ${link}: ${links}`)
    all.push([name, address])
  }
  return all
}

/** Goes to a page of the menu by its address. */
async function menuTo(page, path) {
  if (page.device === 'phone') await page.getByRole('navigation', { name: '底部导航' }).getByRole('button', { name: '菜单' }).click()
  await page.getByRole('navigation', { name: '菜单', exact: true }).locator(`a[href="${path}"]`).click()
  await page.waitForURL((url) => url.pathname === path)
  await page.locator('#main h1').first().waitFor()
  await settled(page)
}

test(`a document with its payment code, ${engine}`, async () => {
  const page = await browser.open(server.url, { state })
  await go(page, '/preorders?pay=unpaid')
  await page.getByRole('link', { name: /^XH/ }).first().click()
  await page.getByRole('img', { name: /的付款码/ }).waitFor()
  await settled(page)
  await inspect(page, 'sale')
  const phone = await browser.open(server.url, { device: 'phone', state })
  await go(phone, new URL(page.url()).pathname)
  await phone.getByRole('img', { name: /的付款码/ }).waitFor()
  await inspect(phone, 'page-sale')
})

test(`what to buy, where it comes from and which orders it would be, ${engine}`, async () => {
  for (const device of ['desktop', 'phone']) {
    const page = await browser.open(server.url, { device, state })
    await go(page, '/purchase-suggestions')
    await page.getByText(/^YB2603/).first().click()
    await page.getByText('卖得多快').waitFor()
    await settled(page)
    await inspect(page, 'page-suggestion')
    await go(page, '/purchase-suggestions')
    await page.getByRole('button', { name: /全部生成采购单/ }).click()
    await page.getByText(/将生成 2 张采购单草稿/).waitFor()
    await settled(page)
    await inspect(page, 'page-suggestion-orders')
    await go(page, '/replenishment-rules')
    await page.getByRole('button', { name: /新增规则/ }).click()
    await page.getByRole('radio', { name: '一个 SKU' }).waitFor()
    await settled(page)
    await inspect(page, 'page-rule')
    for (const section of ['', '?section=demand', '?section=seasons']) {
      await go(page, `/replenishment-calendar${section}`)
      await page.getByRole('button', { name: /新增/ }).first().click()
      await page.getByRole('dialog').getByLabel('名称').waitFor()
      await settled(page)
      await inspect(page, `page-calendar${section.replace('?section=', '-')}`)
    }
  }
})

test(`another language in the middle of a document, ${engine}`, async () => {
  const page = await browser.open(server.url, { state })
  await go(page, '/sales/new')
  await takeSku(page, 1, 'YS2601-01-S')
  await page.getByLabel('数量 1').fill('2')
  await page.getByLabel('备注', { exact: true }).fill('周五自提')
  await page.evaluate(() => {
    window.stays = true
  })
  await page.getByRole('button', { name: '切换语言' }).click()
  await page.getByRole('heading', { name: /^(New|Edit) sales issue$/ }).waitFor()
  assert.equal(await page.getByLabel('Quantity 1').inputValue(), '2')
  assert.equal(await page.getByLabel('Note', { exact: true }).inputValue(), '周五自提')
  assert.ok(await page.evaluate(() => window.stays), 'the page was not loaded again')
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en-US')
  // Only codes, names and notes of one's own may still be Chinese.
  await settled(page)
  await inspect(page, 'english')
  await page.getByRole('button', { name: 'Switch language' }).click()
  await page.getByRole('heading', { name: /^(开|编辑)销货单$/ }).waitFor()
  assert.equal(await page.getByLabel('数量 1').inputValue(), '2')
})
