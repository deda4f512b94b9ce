// Pages in the middle of something, on a set full of data.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { engine, launch, startDemo, stopAll } from './harness.mjs'
import { go, inspect, settled, signIn, takeSku } from './steps.mjs'

let server, browser, state

before(async () => {
  server = await startDemo()
  browser = await launch()
  state = await signIn(browser, server.url)
})

after(() => stopAll(browser, server))

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
