// What people do in the page, step by step, as the browser tests need it more
// than once. Every step is done the way a person would: by labels and names.
import assert from 'node:assert/strict'
import { demo } from './processes.mjs'

export const owner = { name: '王老板', login: 'boss', password: 'a-good-password' }

/** The sandbox's control API: what the platform, buyers and sellers do on their side. */
export function controlOf(sandboxUrl) {
  return async (method, path, body) => {
    const response = await fetch(`${sandboxUrl}/control/${path}`, { method, ...(body && { body: JSON.stringify(body) }) })
    const answer = await response.json().catch(() => undefined)
    assert.ok(response.ok, `${method} control/${path}: ${response.status} ${JSON.stringify(answer)}`)
    return answer
  }
}

/**
 * One step of a journey. The next ones build on it, so a failure ends the test;
 * it names the step and leaves a picture of what the page showed.
 */
export async function step(page, name, act) {
  try {
    return await act()
  } catch (err) {
    await page.shot(`failed-${name.replaceAll(' ', '-')}`).catch(() => undefined)
    err.message = `${name} (${page.url()}): ${err.message}`
    throw err
  }
}

export async function login(page, { login, password }) {
  await page.goto('/login')
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { name: /您好/ }).waitFor()
}

/** Signs in to the demo on a page of its own, and gives the state that carries the login over to others. */
export async function signIn(browser, url) {
  const page = await browser.open(url)
  await login(page, demo)
  const state = await page.state()
  await page.context().close()
  return state
}

/**
 * Takes what an open list or menu offers, once it has opened: while it moves, the
 * press and its release may fall on two things, and that is no click.
 */
async function take(page, choice) {
  await choice.waitFor()
  await page.still()
  await choice.click()
}

/** Takes a choice from the open list of a field. (The list's own role=option elements are invisible stand-ins.) */
export const pick = (page, text) => take(page, page.locator('.ant-select-item-option').filter({ hasText: text }).first())

/** Takes an entry of an open menu. */
export const pickEntry = (page, name) => take(page, page.getByRole('menuitem', { name }))

/** Takes the SKU with a code on a line of a document, by keyboard: the entry goes on to the next cell by itself. */
export async function takeSku(page, line, code) {
  const cell = page.getByLabel(`商品 ${line}`)
  await cell.fill(code)
  await cell.press('Enter')
  await page.waitForFunction((label) => document.activeElement?.getAttribute('aria-label') !== label, `商品 ${line}`)
}

/** Gives the menu; on a phone it opens first. */
export async function openMenu(page) {
  if (page.device === 'phone') {
    await page.getByRole('navigation', { name: '底部导航' }).getByRole('button', { name: '菜单' }).click()
  }
  return page.getByRole('navigation', { name: '菜单', exact: true })
}

/**
 * Goes to a page by the menu, once what was saved before has been read again: until then it counts as unsaved. Until the page's code has come, the one
 * before it stands and would take what is done next.
 */
export async function menu(page, name) {
  await settled(page)
  await (await openMenu(page)).getByRole('link', { name, exact: true }).click()
  await settled(page)
}

/** The page may scroll down, but never sideways. */
export async function fits(page) {
  const { width, wide } = await page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const wide = [...document.querySelectorAll('body *')]
      .filter((e) => {
        const box = e.getBoundingClientRect()
        return box.width > 0 && box.right > width + 1 && getComputedStyle(e).position !== 'fixed' && !clipped(e, width)
      })
      .slice(0, 5)
      .map((e) => `${e.tagName.toLowerCase()}.${e.className}: ${(e.textContent ?? '').slice(0, 40)}`)
    function clipped(e, edge) {
      for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) {
        if (getComputedStyle(p).overflowX !== 'visible' && p.getBoundingClientRect().right <= edge + 1) return true
      }
      return false
    }
    return { width: document.documentElement.scrollWidth - width, wide }
  })
  assert.ok(width <= 0, `${page.url()} is ${width} px wider than the ${page.device}:\n${wide.join('\n')}`)
}

/** All that a page must keep to, and a picture of it. */
export async function inspect(page, name, ...expected) {
  await page.shot(name)
  await fits(page)
  await page.accessible()
  page.clean(...expected)
}

/** Waits until a field has the focus. */
export const focused = (page, label) => page.waitForFunction((label) => document.activeElement?.getAttribute('aria-label') === label, label)

/** Waits until a field holds a value. */
export const holds = (page, label, value) =>
  page.waitForFunction(([label, value]) => document.querySelector(`[aria-label="${label}"]`)?.value === value, [label, value])

/** Waits until nothing is loading any more: nothing asked for, no skeleton, no spinner, no picture in sight still to come. */
export async function settled(page) {
  // One answer may bring on the next question, a frame or two later.
  const until = Date.now() + 60_000
  for (let quiet = 0; quiet < 4; quiet++) {
    if (page.asked().length > 0) quiet = 0
    assert.ok(Date.now() < until, `${page.url()} still waits for ${page.asked()}`)
    await page.waitForFunction(() => !document.querySelector('.ant-skeleton, .ant-spin-spinning, [aria-busy="true"]'))
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)))
  }
  await page.evaluate(() => Promise.all([...document.images].filter((i) => !i.complete && i.getBoundingClientRect().top < innerHeight).map((i) => i.decode().catch(() => undefined))))
}

/** Makes the owner's account on the first page of an empty database. */
export async function createOwner(page) {
  await page.getByRole('heading', { name: '欢迎使用货通' }).waitFor()
  await page.getByLabel('您的姓名').fill(owner.name)
  await page.getByLabel('登录名').fill(owner.login)
  await page.getByLabel('设置密码').fill(owner.password)
  await page.getByLabel('再输一次密码').fill(owner.password)
  await page.shot('owner')
  await page.getByRole('button', { name: '创建并继续' }).click()
}

/** The wizard: company, trade, three policies. */
export async function createSet(page, { name, startDate, industry }) {
  await page.getByRole('heading', { name: '新建账套' }).waitFor()
  await page.getByLabel('公司或店铺名称').fill(name)
  await page.getByLabel('启用期间').fill(startDate)
  await page.getByLabel('启用期间').press('Tab')
  await page.shot('wizard-company')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByText(industry, { exact: true }).click()
  assert.ok(await page.getByRole('radio', { name: industry }).isChecked())
  await page.shot('wizard-industry')
  await page.accessible()
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('radio', { name: /各仓库成本独立核算/ }).check()
  assert.equal(await page.getByRole('switch', { name: '出入库审核' }).isChecked(), false)
  assert.equal(await page.getByRole('switch', { name: '核算税额' }).isChecked(), false)
  await page.shot('wizard-policies')
  await page.accessible()
  await page.getByRole('button', { name: '创建账套' }).click()
  await page.getByRole('heading', { name: /您好/ }).waitFor()
}

/** Copies the payment link beside the QR code, as one does to send it to the customer. */
export async function payLink(page, saleNo) {
  await page.getByRole('img', { name: `销货单 ${saleNo} 的付款码` }).waitFor()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: '复制付款链接' }).click()
  await page.getByText('付款链接已复制').waitFor()
  return page.evaluate(() => navigator.clipboard.readText())
}

/** The customer's phone: opens what the code leads to, orders as one of 1688's buyers and pays. */
export async function pay(browser, link, amount) {
  const phone = await browser.open(link, { device: 'phone' })
  await phone.getByRole('button', { name: '确认订单' }).waitFor()
  await phone.shot('cashier-order')
  assert.match(await phone.getByRole('main').innerText(), new RegExp(`应付金额\\s*¥${amount.replace('.', '\\.')}`))
  await phone.getByRole('button', { name: '确认订单' }).click()
  await phone.getByRole('radio', { name: /支付宝/ }).check()
  await phone.shot('cashier-pay')
  await phone.accessible()
  await phone.getByRole('button', { name: `立即支付 ¥${amount}` }).click()
  await phone.getByRole('heading', { name: '支付成功' }).waitFor()
  await phone.shot('cashier-paid')
  await fits(phone)
  phone.clean()
  await phone.context().close()
}

/** Opens an address and waits until the page has all it shows. */
export async function go(page, path) {
  await page.goto(path)
  await page.locator('#main h1, main h1, h1').first().waitFor()
  await settled(page)
}
