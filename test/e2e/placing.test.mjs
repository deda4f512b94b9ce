// Placing on 1688 in the page, on the demo's account set: what is dearer than planned is
// accepted, the order is made once and cancelled, and many are placed at once.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { engine, launch, startDemo, stopAll } from './harness.mjs'
import { go, inspect, pick, settled, signIn, step } from './steps.mjs'

let server, browser, state

before(async () => {
  server = await startDemo()
  browser = await launch()
  state = await signIn(browser, server.url)
})

after(() => stopAll(browser, server))

/** Asks the API as the person in the page. */
const ask = (page, method, path, body) =>
  page.evaluate(
    async ([method, path, body]) => {
      const me = await (await fetch('/api/v1/me')).json()
      const answer = await fetch(`/api/v1${path}`, { method, headers: { 'Content-Type': 'application/json', 'X-Account-Set': me.accountSets[0].id }, ...(body && { body: JSON.stringify(body) }) })
      return answer.json()
    },
    [method, path, body],
  )

/** An approved order of the tapes that the demo has matched, at a price for each. */
async function order(page, price) {
  const sources = (await ask(page, 'GET', '/sources?q=BZ-01&pageSize=50')).items
  const account = (await ask(page, 'GET', '/buyer-accounts')).items[0].id
  const made = await ask(page, 'POST', '/purchase-orders', {
    mode: 'submit', supplierId: sources[0].supplierId, buyerAccountId: account, lines: sources.slice(0, 3).map((s) => ({ skuId: s.skuId, quantity: '12', price })),
  })
  assert.equal(made.stage, 'open')
  return made.id
}

test(`a purchase order on 1688, accepted, placed once, cancelled, ${engine}`, async () => {
  const page = await browser.open(server.url, { state })
  await page.getByRole('heading', { name: /您好/ }).waitFor()
  const id = await order(page, '1')

  await step(page, 'what is dearer is accepted first', async () => {
    await go(page, `/purchase-orders/${id}`)
    await page.getByRole('button', { name: '预览', exact: true }).click()
    await page.getByRole('checkbox', { name: /接受差异/ }).waitFor()
    assert.equal(await page.getByRole('button', { name: '下单', exact: true }).isDisabled(), true)
    await inspect(page, 'placing-preview')
    await page.getByRole('checkbox', { name: /接受差异/ }).check()
    await page.getByRole('button', { name: '下单', exact: true }).click()
    await page.getByText('已下单', { exact: true }).waitFor()
    await page.getByRole('heading', { name: '下单记录' }).waitFor()
    await settled(page)
    await inspect(page, 'placing-placed')
  })

  await step(page, 'it is cancelled with a reason', async () => {
    await page.getByRole('button', { name: '取消 1688 订单' }).click()
    const dialog = page.getByRole('dialog', { name: /取消这部分/ })
    await dialog.getByRole('combobox', { name: '原因' }).click()
    await pick(page, '卖家缺货')
    await dialog.getByRole('button', { name: '取消 1688 订单' }).click()
    await page.getByText('已取消', { exact: true }).waitFor()
    await page.getByRole('button', { name: '预览', exact: true }).waitFor()
  })
  await page.context().close()
})

test(`many purchase orders on 1688, each with its result, phone, ${engine}`, async () => {
  const page = await browser.open(server.url, { state, device: 'phone' })
  await page.getByRole('heading', { name: /您好/ }).waitFor()
  const ids = [await order(page, '9'), await order(page, '1')]
  await step(page, 'one is within the tolerance, one is not', async () => {
    await go(page, `/placing-batches/new?ids=${ids.join(',')}`)
    await page.getByRole('heading', { name: '2 张采购单' }).waitFor()
    await inspect(page, 'placing-batch-start')
    await page.getByRole('button', { name: '允许差异' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('每笔订单运费超出采购单').fill('100')
    await dialog.getByRole('button', { name: /确 ?定|OK/ }).click()
    await page.getByText('已保存').waitFor()
    await page.getByRole('button', { name: '开始下单' }).click()
    await page.getByText('已下单', { exact: true }).waitFor()
    await page.getByText('未下单', { exact: true }).waitFor()
    await page.getByRole('button', { name: '重试失败的 1 张' }).waitFor()
    await settled(page)
    await inspect(page, 'placing-batch-results')
  })
  await page.context().close()
})
