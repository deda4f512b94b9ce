// What the page says when something is wrong: what it is, where it is, what to
// do about it, and that nothing typed is lost.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { demo, engine, launch, startDemo, stopAll } from './harness.mjs'
import { controlOf, go, holds, inspect, login, settled, takeSku } from './steps.mjs'

const sku = 'YS2601-01-S'

let server, browser, page, control

before(async () => {
  server = await startDemo()
  control = controlOf(server.sandboxUrl)
  browser = await launch()
  page = await browser.open(server.url)
})

after(() => stopAll(browser, server))

const problem = (text) => page.getByRole('alert').filter({ hasText: text })

/** Opens a new document with one line of the SKU. */
async function startSale() {
  await go(page, '/sales/new')
  await takeSku(page, 1, sku)
}

/** A key each millisecond: pressed one by one they come at a hand's pace on a busy machine. */
const scan = (code) =>
  page.evaluate(
    (keys) => {
      const from = performance.now()
      keys.forEach((key, i) => {
        const pressed = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
        Object.defineProperty(pressed, 'timeStamp', { value: from + i })
        ;(document.activeElement ?? document.body).dispatchEvent(pressed)
      })
    },
    [...code, 'Enter'],
  )

test(`a wrong password, ${engine}`, async () => {
  await page.getByLabel('登录名').fill(demo.login)
  await page.getByLabel('密码', { exact: true }).fill('not-the-password')
  await page.getByRole('button', { name: '登录' }).click()
  await problem(/登录名或密码/).waitFor()
  assert.equal(await page.getByLabel('登录名').inputValue(), demo.login, 'what was typed stays')
  await inspect(page, 'wrong-password', /401/)
  await login(page, demo)
  page.clean(/401/) // of the wrong password alone
})

test(`quantities that cannot be, ${engine}`, async () => {
  await startSale()
  const cell = page.getByRole('cell').filter({ has: page.getByLabel('数量 1') })
  for (const [typed, said] of [
    ['-2', /不能为负|大于\s*0|大于零|正数/],
    ['1.23456', /小数/],
    ['0', /大于\s*0|大于零/],
    ['9999999999999', /最大|不能超过|太大|超出/],
  ]) {
    await page.getByLabel('数量 1').fill(typed)
    await page.getByRole('button', { name: '保存并过账' }).click()
    await cell.getByRole('alert').filter({ hasText: said }).waitFor()
    await settled(page) // it may be said before the save is answered
    assert.equal(await page.getByLabel('数量 1').inputValue(), typed)
    await page.shot(`quantity-${typed}`)
  }
  await inspect(page, 'quantity', /422/)
})

test(`more than there is, ${engine}`, async () => {
  await page.getByLabel('数量 1').fill('5000')
  await page.getByRole('cell').filter({ has: page.getByLabel('数量 1') }).getByText(/缺 \S+，可用 \d+/).waitFor()
  await page.getByRole('button', { name: '保存并过账' }).click()
  const alert = problem(sku)
  await alert.waitFor()
  assert.match(await alert.innerText(), /缺|不足/)
  await inspect(page, 'stock-short', /409|422/)
})

test(`an offer taken offline, ${engine}`, async () => {
  const { offers } = await control('GET', 'offers?q=YS2601')
  const offer = offers[0]
  await control('PATCH', `offers/${offer.id}`, { status: 'member expired' })
  await page.getByLabel('数量 1').fill('2')
  await page.locator('.sale-total:not(.pending)', { hasText: '71.80' }).waitFor()
  await page.getByRole('button', { name: '保存并过账' }).click()
  const dialog = page.getByRole('dialog')
  const refusal = dialog.getByRole('alert')
  await refusal.waitFor()
  assert.match(await refusal.innerText(), /下架/)
  assert.match(await refusal.innerText(), /重新上传/)
  await refusal.getByText('销货单本身已经生效，不受影响。').waitFor()
  await inspect(page, 'refused', /409/)
  await dialog.getByRole('button', { name: '完成' }).click()
  await page.getByText('已过账').first().waitFor()
  await inspect(page, 'refused-sale')

  await control('PATCH', `offers/${offer.id}`, { status: 'published' })
  await page.getByRole('button', { name: '重新上传' }).click()
  await page.getByRole('img', { name: /的付款码/ }).waitFor()
  await inspect(page, 'uploaded-again')
})

test(`permission denied on 1688, ${engine}`, async () => {
  await go(page, '/shops')
  await page.getByRole('button', { name: '授权店铺' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '去 1688 授权' }).click()
  await page.waitForURL(`${server.sandboxUrl}/oauth/authorize?**`)
  await page.getByRole('button', { name: '取消' }).click()
  await page.waitForURL(`${server.url}/**`)
  await page.getByText(/没有同意|取消了授权|拒绝/).first().waitFor()
  await settled(page)
  await inspect(page, 'denied', /400|403/)
})

test(`a barcode scanner, ${engine}`, async () => {
  await go(page, '/sales/new')
  // A scanner is a keyboard that types without pause and ends with Enter; nothing has to have the focus.
  await page.evaluate(() => document.activeElement?.blur())
  for (const code of [sku, 'YS2601-02-M', sku]) await scan(code)
  await page.getByRole('status').filter({ hasText: '已加入' }).waitFor()
  await holds(page, '数量 1', '2')
  await holds(page, '数量 2', '1')
  await scan('NO-SUCH-CODE')
  await page.getByText(/NO-SUCH-CODE/).waitFor()
  await inspect(page, 'scanned', /404/)
})
