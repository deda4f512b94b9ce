// A warehouse management system beside Huotong: set up by its owner in the page, told what
// is to arrive, and telling what came, on desktop and phone.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { demo, launch, startDemo, stopAll } from './harness.mjs'
import { go, inspect, login, menu, pick, step } from './steps.mjs'

let server, browser, page, wms

/** Takes arrival notices, as a WMS does; `answer` says how. */
async function startWms() {
  const told = []
  const http = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += part))
    request.on('end', () => {
      told.push({ headers: request.headers, body })
      const { status, says } = self.answer
      response.writeHead(status, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify(says))
    })
  })
  await new Promise((ready) => http.listen(0, '127.0.0.1', ready))
  const self = {
    told,
    answer: { status: 422, says: { message: '没有这个仓库' } },
    url: `http://127.0.0.1:${http.address().port}/asn`,
    stop: () => new Promise((done) => http.close(done)),
  }
  return self
}

before(async () => {
  wms = await startWms()
  server = await startDemo()
  browser = await launch()
  page = await browser.open(server.url)
  await login(page, demo)
  page.clean(/\/api\/v1\/me/)
})

after(async () => {
  await stopAll(browser, server)
  await wms.stop()
})

test('a WMS is told what is to arrive and tells what came', async () => {
  let secret, token, notice
  await step(page, 'the module', async () => {
    await go(page, '/settings')
    await page.getByRole('checkbox', { name: /WMS 对接/ }).check()
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('navigation', { name: '菜单', exact: true }).getByRole('link', { name: 'WMS 对接' }).waitFor()
  })
  await step(page, 'the address and the secret', async () => {
    await menu(page, 'WMS 对接')
    await page.getByLabel('接口地址').fill('http://203.0.113.7/asn')
    await page.getByLabel('对接的仓库').click()
    await pick(page, /./)
    await page.keyboard.press('Escape')
    await page.getByRole('radio', { name: /由人在采购单或 1688 订单上推送/ }).check()
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('公网地址必须用 https', { exact: true }).waitFor()
    await page.shot('wms-address-refused')
    page.clean(/answer: 422/, /status of 422/)
    await page.getByLabel('接口地址').fill(wms.url)
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('已保存').waitFor()
    await page.getByRole('button', { name: '生成密钥' }).click()
    await page.getByText('请现在复制到 WMS，离开后不再显示').waitFor()
    secret = (await page.locator('code').first().innerText()).trim()
    await inspect(page, 'wms-setting')
  })
  await step(page, 'a token for the WMS', async () => {
    await go(page, '/tokens')
    await page.getByRole('button', { name: '新增令牌' }).first().click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('服务令牌', { exact: true }).click()
    await drawer.getByLabel('名称').fill('仓库 WMS')
    await drawer.getByText('WMS 回传收货').click()
    await drawer.getByRole('button', { name: '生成' }).click()
    await drawer.getByText('令牌只显示这一次，请马上复制保存。').waitFor()
    await page.shot('wms-token')
    token = (await drawer.locator('code').first().innerText()).trim()
    await drawer.getByRole('button', { name: '我已保存' }).click()
  })
  await step(page, 'an order is pushed and refused', async () => {
    await go(page, '/purchase-orders?stage=open')
    await page.locator('a[href^="/purchase-orders/"]').filter({ hasText: /\d/ }).first().click()
    await page.getByRole('button', { name: '推送到 WMS' }).click()
    await page.getByText('没有这个仓库').first().waitFor()
    await inspect(page, 'wms-refused')
    const first = wms.told[0]
    const signed = createHmac('sha256', secret).update(`${first.headers['x-huotong-timestamp']}.${first.body}`).digest('hex')
    assert.equal(first.headers['x-huotong-signature'], `sha256=${signed}`)
    notice = JSON.parse(first.body)
    assert.ok(notice.lines.length > 0 && notice.status === 'open', first.body)
  })
  await step(page, 'pushed again it is taken', async () => {
    wms.answer = { status: 200, says: { externalNo: 'ASN-7' } }
    await page.getByRole('button', { name: '重新推送' }).click()
    await page.getByText('ASN-7').first().waitFor()
    assert.notEqual(wms.told.at(-1).headers['idempotency-key'], wms.told[0].headers['idempotency-key'])
  })
  await step(page, 'what came becomes a receipt, once', async () => {
    const line = notice.lines[0]
    const receive = (quantity) =>
      fetch(`${server.url}/api/v1/wms-receipts`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ receiptNo: 'GR-1', noticeNo: notice.noticeNo, lines: [{ sku: line.sku, quantity: String(quantity) }] }),
      })
    const [one, two] = [await receive(1), await receive(1)]
    assert.ok(one.ok && two.ok, `${one.status} ${two.status} ${await two.text()}`)
    assert.equal((await receive(2)).status, 409)
    await page.getByText('GR-1').first().waitFor()
    assert.equal(await page.getByText('GR-1').count(), 1)
    await inspect(page, 'wms-received')
  })
  const phone = await browser.open(server.url, { device: 'phone', state: await page.state() })
  await step(phone, 'the notices on a phone', async () => {
    await go(phone, '/wms-notices')
    await phone.getByText(notice.noticeNo).first().waitFor()
    await inspect(phone, 'wms-notices')
  })
})
