// Every page of the menu and the pages behind it, on a set full of data, on one screen:
// nothing fails, nothing sticks out, everyone can use it. The desk and the phone have a
// file each, since they take the longest and can go side by side.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { engine, launch, startDemo, stopAll } from './harness.mjs'
import { go, inspect, openMenu, settled, signIn } from './steps.mjs'

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
  const links = (await openMenu(page)).getByRole('link')
  await links.first().waitFor()
  return links.evaluateAll((all) => all.map((a) => a.getAttribute('href')))
}

const nameOf = (path) => path.slice(1).replaceAll('/', '-') || 'home'

/** Registers the test of every page on a device. */
export function everyPage(device) {
  let server, browser, state, found

  before(async () => {
    server = await startDemo()
    browser = await launch()
    state = await signIn(browser, server.url)
    const page = await browser.open(server.url, { state })
    found = await addresses(page)
    await page.context().close()
  })

  after(() => stopAll(browser, server))

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
  await (await openMenu(page)).locator(`a[href="${path}"]`).click()
  await page.waitForURL((url) => url.pathname === path)
  await page.locator('#main h1').first().waitFor()
  await settled(page)
}
