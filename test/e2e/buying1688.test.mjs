// The whole of buying on 1688 in the page, on the demo's account set: an account is
// authorised, what runs short becomes an order, which is placed, paid and followed on
// 1688, received on a phone by the number of its parcel, and nothing is left owed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { engine, launch, startDemo, stopAll } from './harness.mjs'
import { controlOf, go, inspect, menu, pick, settled, signIn, step } from './steps.mjs'

const waybill = 'YT7700112233'

let server, browser, state, control

before(async () => {
  server = await startDemo()
  browser = await launch()
  control = controlOf(server.sandboxUrl)
  state = await signIn(browser, server.url)
})

after(() => stopAll(browser, server))

test(`from an authorised account to goods on the shelf and nothing owed, ${engine}`, async () => {
  const page = await browser.open(server.url, { state })
  await page.getByRole('heading', { name: /您好/ }).waitFor()
  let purchaseOrder, platformOrder, receipt

  await step(page, 'another account that buys is authorised', async () => {
    await menu(page, '采购账号')
    await page.getByRole('button', { name: '授权采购账号' }).first().click()
    await page.getByRole('dialog', { name: '授权采购账号' }).getByRole('button', { name: '去 1688 授权' }).click()
    await page.waitForURL('**/oauth/authorize?**')
    const others = page.getByRole('radio')
    await others.last().check()
    await page.getByRole('button', { name: '授权并登录' }).click()
    await page.getByText(/授权成功/).waitFor()
    await settled(page)
    await inspect(page, 'buying-authorised')
  })

  await step(page, 'the account pays from the bank', async () => {
    await go(page, '/pay-accounts')
    const fund = page.getByRole('combobox', { name: /结算账户/ })
    await fund.first().waitFor()
    for (let i = 0; i < (await fund.count()); i++) {
      await fund.nth(i).click()
      await pick(page, /银行/)
      await page.getByText('已完成').first().waitFor()
    }
    await settled(page)
    await inspect(page, 'buying-pay-accounts')
  })

  await step(page, 'what runs short becomes an order', async () => {
    await go(page, '/purchase-suggestions?on1688=true')
    await page.getByRole('button', { name: /全部生成采购单/ }).click()
    await page.getByText(/将生成 1 张采购单草稿/).waitFor()
    await page.getByRole('button', { name: '生成 1 张采购单' }).click()
    await page.getByText(/已生成 1 张采购单草稿/).waitFor()
    await page.getByRole('dialog').getByRole('link', { name: /^PO/ }).click()
    await page.getByRole('heading', { name: /^采购单 PO/ }).waitFor()
    purchaseOrder = new URL(page.url()).pathname
    await page.getByRole('button', { name: /^提\s*交$/ }).click()
    await page.getByText('待到货').first().waitFor()
  })

  await step(page, 'previewed and placed on 1688', async () => {
    await page.getByRole('button', { name: '预览', exact: true }).click()
    await page.getByRole('button', { name: '重新预览' }).waitFor()
    await settled(page)
    const accept = page.getByRole('checkbox', { name: /接受差异/ })
    if ((await accept.count()) > 0) await accept.check()
    await page.getByRole('button', { name: '下单', exact: true }).click()
    await page.getByText('已下单', { exact: true }).waitFor()
    await settled(page)
    await inspect(page, 'buying-placed')
  })

  await step(page, 'payment is asked for, and 1688 is paid on its own page', async () => {
    await page.getByRole('button', { name: '申请付款' }).click()
    await page.getByRole('combobox', { name: '付款方式' }).click()
    await pick(page, '1688 支付')
    await inspect(page, 'buying-request-new')
    await page.getByRole('button', { name: /^提\s*交$/ }).click()
    await page.getByText('待付款').first().waitFor()
    await page.getByRole('button', { name: '1688 支付' }).click()
    const dialog = page.getByRole('dialog', { name: '1688 支付' })
    const link = await dialog.getByRole('link', { name: '打开 1688 收银台' }).getAttribute('href')
    platformOrder = new URL(link).searchParams.get('orderId')
    await inspect(page, 'buying-links')
    const cashier = await browser.open(link)
    await cashier.getByRole('radio', { name: /海西贸易/ }).check()
    await cashier.getByRole('button', { name: '登录' }).click()
    await cashier.getByRole('button', { name: /^支付 1 个订单/ }).click()
    await cashier.getByRole('heading', { name: '没有待支付的订单' }).waitFor()
    await cashier.context().close()
    await dialog.getByRole('button', { name: '关闭' }).last().click()
    await page.getByText('已付款').first().waitFor()
    await settled(page)
    await inspect(page, 'buying-paid')
  })

  await step(page, 'the parcel is followed', async () => {
    await control('POST', `orders/${platformOrder}/ship`, { cpCode: 'YTO', mailNo: waybill })
    await go(page, purchaseOrder)
    await page.getByText(waybill).first().waitFor()
    await inspect(page, 'buying-shipped')
  })

  const phone = await browser.open(server.url, { device: 'phone', state })
  await step(phone, 'on a phone its number finds the order', async () => {
    await phone.getByRole('heading', { name: /您好/ }).waitFor()
    await menu(phone, '购货单')
    await phone.getByRole('button', { name: /收货$/ }).first().click()
    await phone.getByPlaceholder(/扫物流单号/).fill(waybill)
    await phone.keyboard.press('Enter')
    await phone.getByText(/来自采购单 PO/).waitFor()
    await settled(phone)
    await inspect(phone, 'buying-receive')
    await phone.getByRole('button', { name: '收货入库' }).click()
    receipt = (await phone.getByRole('heading', { name: /^购货单 GH/ }).textContent()).match(/GH\d+/)[0]
    await settled(phone)
    await inspect(phone, 'buying-received')
    await phone.context().close()
  })

  await step(page, 'the freight of 1688 is the one difference, and is accepted', async () => {
    await go(page, purchaseOrder)
    const figures = page.locator('.order-figures strong')
    await figures.first().waitFor()
    const [ordered, charged, , received, , paid] = await figures.allTextContents()
    assert.deepEqual([received, paid], [charged, charged], 'charged, received and paid')
    assert.notEqual(ordered, charged)
    await page.getByText(/运费/).last().waitFor()
    await inspect(page, 'buying-differs')
    await page.getByRole('button', { name: /^处\s*理$/ }).click()
    const dialog = page.getByRole('dialog', { name: /差异/ })
    await dialog.getByRole('checkbox', { name: /认可/ }).check()
    await dialog.getByRole('textbox').fill('运费由我们付')
    await dialog.getByRole('button', { name: /确\s*定|保\s*存/ }).click()
    await page.getByText('已认可', { exact: true }).first().waitFor()
    await inspect(page, 'buying-accepted')
  })

  await step(page, 'nothing is owed, and the books add up', async () => {
    await menu(page, '应付款')
    await page.getByRole('heading', { name: '应付款', exact: true }).waitFor()
    await settled(page)
    assert.equal(await page.getByRole('row', { name: new RegExp(receipt) }).count(), 0, 'what came was paid before')
    await menu(page, '核对账目')
    await page.getByRole('button', { name: '开始核对' }).click()
    await page.getByText('全部一致').first().waitFor()
  })
  await page.context().close()
})
