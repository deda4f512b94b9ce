// What comes out of the printer: labels and contracts as the PDF that the browser
// makes of them, on paper of the right size, with nothing of the page around them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { demo, launch, startDemo, stopAll } from './harness.mjs'
import { login, pickEntry } from './steps.mjs'

const mm = 72 / 25.4

let server, browser, page

before(async () => {
  server = await startDemo()
  browser = await launch()
  page = await browser.open(server.url)
  await login(page, demo)
  page.clean()
})

after(() => stopAll(browser, server))

/** What the printer gets: how many pages of which size, and what is written on them. */
async function printed(name) {
  await page.emulateMedia({ media: 'print' })
  await page.shot(`paper-${name}`)
  const seen = await page.evaluate(() => ({
    text: document.querySelector('.paper')?.innerText ?? '',
    shown: [...document.body.children].filter((e) => e.getBoundingClientRect().height > 0).map((e) => e.className),
  }))
  await page.emulateMedia({ media: null })
  assert.deepEqual(seen.shown, ['paper'], 'only the paper is printed')
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  const boxes = [...pdf.matchAll(/\/Type \/Page\b[^]*?\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [Number(width), Number(height)])
  return { pages: boxes.length, size: boxes[0], text: seen.text }
}

const near = (size, width, height) => size.every((v, i) => Math.abs(v - [width, height][i] * mm) < 1.5)

test('labels of the goods of a receipt', async () => {
  await page.goto('/purchase-receipts')
  const receipt = page.locator('a[href^="/purchase-receipts/"]').filter({ hasText: /\d/ }).first()
  await receipt.click()
  await page.getByRole('button', { name: '更多操作' }).click()
  await pickEntry(page, '打印条码标签')
  const total = page.getByText(/^共 [1-9][\d,]* 张，40×30 mm$/) // 0 until the goods have come
  await total.waitFor()
  const labels = Number((await total.textContent()).match(/共 ([\d,]+) 张/)[1].replaceAll(',', ''))
  const single = await printed('labels-single')
  assert.equal(single.pages, Math.min(labels, 2000))
  assert.ok(near(single.size, 40, 30), `a label is ${single.size} points`)
  assert.match(single.text, /[\u4e00-\u9fff]/)

  await page.getByText('双排', { exact: true }).click()
  const double = await printed('labels-double')
  assert.equal(double.pages, Math.ceil(Math.min(labels, 2000) / 2))
  assert.ok(near(double.size, 82, 30), `two labels are ${double.size} points`)
  const bars = await page.locator('.label-preview .bars').first().boundingBox()
  const face = await page.locator('.label-preview .label-face').first().boundingBox()
  assert.ok(bars.x >= face.x && bars.x + bars.width <= face.x + face.width, 'bars stay within their label')
  page.clean()
})

test('the contract of a purchase order', async () => {
  await page.goto('/purchase-orders')
  await page.locator('a[href^="/purchase-orders/"]').filter({ hasText: /\d/ }).first().click()
  await page.getByRole('button', { name: '更多操作' }).click()
  await pickEntry(page, '打印合同')
  await page.getByRole('heading', { name: /^采购合同 / }).waitFor()
  await page.getByLabel('签订地点').fill('浙江省义乌市')
  const contract = await printed('contract')
  assert.ok(contract.pages >= 1)
  assert.ok(near(contract.size, 210, 297), `the contract is on paper of ${contract.size} points`)
  for (const part of [/签订地点：浙江省义乌市/, /甲方（采购方）：/, /大写：\s*人民币[零壹贰叁肆伍陆柒捌玖拾佰仟万元角分整]+/, /代表签字：/, /向甲方所在地人民法院起诉/]) {
    assert.match(contract.text, part)
  }
  await page.accessible()

  await page.getByText('采购商品清单', { exact: true }).click()
  const list = await printed('list')
  assert.doesNotMatch(list.text, /单价|金额|大写/)
  page.clean()
})
