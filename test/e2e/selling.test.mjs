// Journey J1 in the page: from an empty database and a 1688 shop to a paid
// pre-order, first at a desk, then on the phone in the stall owner's hand.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { engine, launch, startHuotong, startSandbox, stopAll } from './harness.mjs'
import { createOwner, createSet, focused, inspect, login, menu, owner, pay, payLink, pick, settled, step, takeSku } from './steps.mjs'

const seller = '云裳服饰批发'
const shop = '杭州云裳服饰有限公司'
// A shirt in three colours and four sizes; what is opened with, and at what cost.
const code = 'YS2601'
const cost = '11.5'

let sandbox, server, browser

before(async () => {
  sandbox = await startSandbox()
  server = await startHuotong({ sandbox })
  browser = await launch()
})

after(() => stopAll(browser, server, sandbox))

test(`from an empty database to paid, desktop, ${engine}`, async () => {
  const page = await browser.open(server.url)
  await step(page, 'owner and account set', async () => {
    await createOwner(page)
    await createSet(page, { name: '云裳服饰四季青档口', startDate: '2026-01-01', industry: '服装鞋帽' })
    await page.getByText('启用 1688 销售').waitFor()
    await inspect(page, 'home-empty')
  })

  await step(page, 'switch 1688 selling on', async () => {
    await menu(page, '设置')
    await page.getByRole('checkbox', { name: /1688 销售/ }).check()
    assert.equal(await page.getByLabel('启用期间').inputValue(), '2026-01-01')
    await inspect(page, 'settings')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('设置已保存').waitFor()
    await page.getByRole('link', { name: '店铺授权', exact: true }).waitFor()
  })

  await step(page, 'authorise a shop on 1688', async () => {
    await menu(page, '店铺授权')
    await inspect(page, 'shops-none')
    await page.getByRole('button', { name: '授权店铺' }).click()
    const dialog = page.getByRole('dialog', { name: '授权店铺' })
    assert.ok(await dialog.getByRole('radio', { name: /只授权/ }).isChecked(), 'nothing is downloaded unless asked for')
    await inspect(page, 'authorise')
    await dialog.getByRole('button', { name: '去 1688 授权' }).click()
    // 1688's own page, on its own address.
    await page.waitForURL(`${sandbox.url}/oauth/authorize?**`)
    await page.getByRole('radio', { name: seller }).check()
    await page.shot('authorise-1688')
    await page.getByRole('button', { name: '授权并登录' }).click()
    await page.getByText(`“${shop}”授权成功`).waitFor()
    await settled(page)
    await inspect(page, 'authorised')
  })

  await step(page, 'bind its market', async () => {
    await page.getByRole('alert').getByRole('button', { name: '绑定市场' }).click()
    const drawer = page.getByRole('dialog', { name: shop })
    await drawer.getByRole('combobox', { name: '所在市场' }).fill('dxc')
    await pick(page, '大象城')
    await page.shot('market')
    await drawer.getByRole('button', { name: '保存' }).click()
    await page.getByRole('row', { name: new RegExp(seller) }).getByText('大象城').waitFor()
  })

  await step(page, 'download all offers', async () => {
    await page.getByRole('row', { name: new RegExp(seller) }).getByRole('button', { name: '下载商品' }).click()
    await page.getByRole('dialog', { name: `下载“${shop}”的商品` }).getByRole('button', { name: '开始下载' }).click()
    await page.waitForURL(/\/downloads\/\d+/)
    // The page follows by itself until it is done.
    await page.getByText(/^下载完成/).waitFor({ timeout: 90_000 })
    await settled(page)
    const figure = async (name) => Number(await page.locator('.figure-row > div', { hasText: name }).locator('dd').textContent())
    assert.ok((await figure('新增')) > 25, 'offers were added')
    assert.equal(await figure('失败'), 0)
    await inspect(page, 'downloaded')
  })

  await step(page, 'the offers are matched', async () => {
    await page.getByRole('link', { name: '去商品匹配' }).click()
    await page.getByRole('searchbox').or(page.getByPlaceholder('货号、名称、规格、系统代码')).first().fill(code)
    await page.waitForURL(/q=YS2601/)
    const rows = page.getByRole('row', { name: /纯棉圆领短袖T恤女/ })
    await rows.first().waitFor()
    await settled(page)
    assert.equal(await rows.count(), 12, 'three colours in four sizes')
    assert.equal(await rows.getByText('已匹配').count(), 12)
    await inspect(page, 'matches')
  })

  await step(page, 'opening stock', async () => {
    await menu(page, '期初库存')
    await page.getByRole('button', { name: '录入期初' }).first().click()
    for (const [line, sku] of [`${code}-01-S`, `${code}-02-S`].entries()) {
      if (line > 0) await page.getByRole('button', { name: '新增一行' }).click()
      await takeSku(page, line + 1, sku)
      await page.getByLabel(`数量 ${line + 1}`).fill('20')
      await page.getByLabel(`单位成本 ${line + 1}`).fill(cost)
    }
    await inspect(page, 'opening')
    await page.getByRole('button', { name: '保存并过账' }).click()
    await page.getByText(/已过账/).first().waitFor()
    await settled(page)
    await inspect(page, 'opening-posted')
  })

  let sale
  await step(page, 'a sales document by keyboard alone', async () => {
    await menu(page, '开单')
    await page.getByRole('heading', { name: '开销货单' }).waitFor()
    await page.getByTitle('散客').or(page.getByText('散客')).first().waitFor()
    // Typing can begin at once.
    await focused(page, '商品 1')
    const keys = (text) => page.keyboard.type(text, { delay: 50 })
    await keys(`${code}-01-S`)
    await page.keyboard.press('Enter')
    await focused(page, '单位 1')
    await page.keyboard.press('Enter')
    await focused(page, '数量 1')
    await keys('3')
    await page.keyboard.press('Enter')
    await focused(page, '单价 1')
    // On to the next line: the white one, at a price of its own.
    for (let i = 0; i < 4; i++) await page.keyboard.press('Enter')
    await focused(page, '商品 2')
    await keys(`${code}-02-S`)
    await page.keyboard.press('Enter')
    await focused(page, '单位 2')
    await page.keyboard.press('Enter')
    await keys('2')
    await page.keyboard.press('Enter')
    await keys('18.5')
    await page.keyboard.press('Enter')
    // 3 × 35.90, the retail price, + 2 × 18.50, as the server sees it.
    await page.locator('.sale-total:not(.pending)', { hasText: '144.70' }).waitFor()
    await page.getByText(/草稿已保存/).waitFor()
    await inspect(page, 'sale-entry')
    await page.keyboard.press('Control+Enter')
    const code1 = page.getByRole('dialog').getByRole('img', { name: /的付款码/ })
    await code1.waitFor()
    sale = (await code1.getAttribute('aria-label')).match(/销货单 (\S+) 的/)[1]
    await inspect(page, 'sale-code')
  })

  await step(page, 'the customer pays and the page says so', async () => {
    const link = await payLink(page, sale)
    assert.ok(link.startsWith(sandbox.url), link)
    await pay(browser, link, '144.70')
    // Nobody touches this page: it hears of the payment by itself.
    await page.getByRole('dialog').getByRole('heading', { name: '已收款' }).waitFor()
    await inspect(page, 'sale-paid')
    await page.getByRole('dialog').getByRole('button', { name: '完成' }).click()
    await page.getByRole('heading', { name: new RegExp(sale) }).waitFor()
    // The document has heard of it as well.
    await page.getByText('已收款').nth(1).waitFor()
    await page.getByText('未收款').first().waitFor({ state: 'detached' })
    await settled(page)
    await inspect(page, 'sale-done')
  })

  await step(page, 'stock has gone down, the receivable is settled', async () => {
    await menu(page, '库存余额')
    await page.getByPlaceholder('名称、代码、条码').fill(`${code}-01-S`)
    const row = page.getByRole('row', { name: new RegExp(`${code}-01-S`) })
    await row.getByText('17', { exact: true }).first().waitFor()
    await page.getByText('共 1 条').waitFor()
    // 17 at 11.50 are left.
    await row.getByText('195.50').waitFor()
    await inspect(page, 'stock-after')
    await menu(page, '应收款')
    await page.getByText('没有未收的货款').waitFor()
    await inspect(page, 'receivables-after')
    await menu(page, '收款单')
    await page.getByRole('row', { name: /^SK.*144\.70/ }).waitFor()
    await inspect(page, 'receipts-after')
    await menu(page, '预订单')
    await page.getByRole('row', { name: new RegExp(sale) }).getByText('已付款').waitFor()
    await inspect(page, 'preorders-after')
  })
})

test(`sell and look stock up, phone, ${engine}`, async () => {
  const page = await browser.open(server.url, { device: 'phone' })
  await login(page, owner)
  await inspect(page, 'home')
  const bar = page.getByRole('navigation', { name: '底部导航' })
  await bar.getByRole('link', { name: '开单' }).click()
  await page.getByText('扫码或搜索商品，加到单里').waitFor()
  await inspect(page, 'sell-empty')

  await page.getByRole('combobox', { name: '搜索商品加入' }).fill('圆领 白色 S')
  await pick(page, `${code}-02-S`)
  const name = /圆领短袖T恤.*白色/
  await page.getByRole('button', { name: new RegExp(`增加 .*${name.source}`) }).click()
  await page.locator('.sale-total:not(.pending)', { hasText: '71.80' }).waitFor()
  await inspect(page, 'sell-cart')
  await page.getByRole('button', { name: '优惠、收款与更多' }).click()
  await page.getByRole('textbox', { name: /优惠金额/ }).fill('1.8')
  await inspect(page, 'sell-more')
  await page.getByRole('button', { name: '完成' }).click()
  await page.locator('.sale-total:not(.pending)', { hasText: '70.00' }).waitFor()
  await page.getByRole('button', { name: '收款下单' }).click()
  const qr = page.getByRole('dialog').getByRole('img', { name: /的付款码/ })
  await qr.waitFor()
  const sale = (await qr.getAttribute('aria-label')).match(/销货单 (\S+) 的/)[1]
  await inspect(page, 'sell-code')
  await pay(browser, await payLink(page, sale), '70.00')
  await page.getByRole('dialog').getByRole('heading', { name: '已收款' }).waitFor()
  await inspect(page, 'sell-paid')
  await page.getByRole('dialog').getByRole('button', { name: '完成' }).click()

  await bar.getByRole('link', { name: '库存余额' }).click()
  await page.getByPlaceholder('名称、代码、条码').fill(`${code}-02-S`)
  await page.getByText('共 1 条').waitFor()
  // 20 at first, 2 sold at the desk, 2 here.
  await page.locator('section').getByText('16', { exact: true }).waitFor()
  await settled(page)
  await inspect(page, 'stock')
})
