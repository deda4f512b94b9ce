// Buying by hand in the page, on the demo's account set: a supplier, an order that
// needs an approval, goods that come in two parts by the number on the parcel, what is
// owed for them, and goods that go back.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { engine, launch, startDemo, stopAll } from './harness.mjs'
import { inspect, menu, pick, settled, signIn, step, takeSku } from './steps.mjs'

const supplier = '义乌箱包一厂'
const code = 'YB2602-01'

let server, browser, state

before(async () => {
  server = await startDemo()
  browser = await launch()
  state = await signIn(browser, server.url)
})

after(() => stopAll(browser, server))

/** The text of a row of sums under the lines. */
const sum = (page, name) => page.locator('.purchase-sums > *', { hasText: name }).locator('dd').textContent()

test(`an order from a new supplier to goods and payable, desktop, ${engine}`, async () => {
  const page = await browser.open(server.url, { state })
  await page.getByRole('heading', { name: /您好/ }).waitFor()

  await step(page, 'a new supplier', async () => {
    await menu(page, '供应商')
    await page.getByRole('button', { name: '新增供应商' }).first().click()
    await page.getByLabel('供应商名称').fill(supplier)
    await page.getByRole('combobox', { name: '结算方式' }).click()
    await pick(page, '账期')
    await page.getByLabel('账期天数').fill('30')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('已保存').waitFor()
  })

  await step(page, 'orders from 500 on need an approval', async () => {
    await menu(page, '设置')
    await page.getByRole('row', { name: /采购单/ }).filter({ hasText: '不需要审核' }).getByRole('button', { name: '修改' }).click()
    const drawer = page.getByRole('dialog', { name: '采购单' })
    await drawer.getByRole('button', { name: '加一段' }).click()
    await drawer.getByLabel('满 1').fill('500')
    await drawer.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByRole('row', { name: /采购单/ }).getByText('一级审核').waitFor()
  })

  await step(page, 'an order without a price is told at the line', async () => {
    await menu(page, '采购单')
    await page.getByRole('button', { name: '开采购单' }).first().click()
    await page.getByRole('heading', { name: '开采购单' }).waitFor()
    await page.getByRole('combobox', { name: '供应商' }).fill('箱包一厂')
    await pick(page, supplier)
    await takeSku(page, 1, code)
    await page.getByRole('textbox', { name: /数量/ }).first().fill('60')
    await page.getByRole('button', { name: /提交$/ }).click()
    await page.getByText(/没有填单价/).waitFor()
  })

  await step(page, 'submitted, it waits, and nobody approves their own', async () => {
    await page.getByRole('textbox', { name: /单价/ }).first().fill('12.5')
    await page.getByLabel('运费').fill('30')
    await page.getByRole('combobox', { name: '物流单号' }).fill('YT9988776655')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /提交$/ }).click()
    await page.getByRole('heading', { name: /^采购单 PO/ }).waitFor()
    await page.getByText('采购审核').first().waitFor()
    assert.equal(await sum(page, '应付金额'), '780.00')
    await page.getByRole('button', { name: '审核通过' }).click()
    await page.getByText('不能审核自己制单、修改或提交的采购单').waitFor()
    await page.shot('purchase-waits')
  })

  await step(page, 'where one person does all, own orders may be approved', async () => {
    await menu(page, '设置')
    await page.getByRole('switch', { name: /审核自己/ }).click()
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('设置已保存').waitFor()
    await menu(page, '采购单')
    await page.getByRole('group', { name: '阶段' }).getByRole('button', { name: /采购审核/ }).click()
    await page.getByRole('row', { name: new RegExp(supplier) }).getByRole('link').first().click()
    await page.getByRole('button', { name: '审核通过' }).click()
    await page.getByText('待到货').first().waitFor()
    await inspect(page, 'purchase-approved', /422/, /403/)
  })

  await step(page, 'the parcel finds the order; a part of it has come', async () => {
    await menu(page, '购货单')
    await page.getByRole('button', { name: /收货$/ }).first().click()
    await page.getByPlaceholder(/扫物流单号/).fill('YT9988776655')
    await page.keyboard.press('Enter')
    await page.getByText(/来自采购单 PO/).waitFor()
    await page.getByRole('textbox', { name: /收货数量/ }).first().fill('70')
    await page.getByRole('button', { name: '收货入库' }).click()
    await page.getByText(/超过了采购单还没到的/).waitFor()
    await page.getByRole('textbox', { name: /收货数量/ }).first().fill('40')
    await page.getByRole('button', { name: '收货入库' }).click()
    await page.getByRole('heading', { name: /^购货单 GH/ }).waitFor()
    assert.equal(await sum(page, '运费'), '20.00')
    assert.equal(await sum(page, '应付金额'), '520.00')
    await inspect(page, 'purchase-receipt-posted', /422/)
  })

  await step(page, 'some go back, and what is owed follows', async () => {
    await page.getByRole('button', { name: '退给供应商' }).click()
    await page.getByRole('textbox', { name: /退货数量/ }).first().fill('4')
    await page.getByRole('button', { name: '确认退货' }).click()
    await page.getByRole('heading', { name: /^购货退货单 GT/ }).waitFor()
    await menu(page, '应付款')
    await page.getByRole('row', { name: /GH.*箱包一厂|箱包一厂.*GH/ }).first().waitFor()
    await settled(page)
    await inspect(page, 'payables-after-return')
    await menu(page, '核对账目')
    await page.getByRole('button', { name: '开始核对' }).click()
    await page.getByText('全部一致').first().waitFor()
  })
  await page.context().close()
})
