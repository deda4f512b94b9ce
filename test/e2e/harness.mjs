// What browser tests share: a browser with the two screens we promise to
// support, a page that remembers everything that went wrong in it, the
// accessibility check and pictures.
//
//   const browser = await launch()
//   const page = await browser.open(server.url, { device: 'phone' })
//   …
//   await page.shot('login')
//   await page.accessible()
//   page.clean()
import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { engine } from './processes.mjs'

export { demo, engine, freePort, startDemo, startHuotong, startSandbox, stopAll, until } from './processes.mjs'

// The packages live with the page's, so that they are installed once.
const require = createRequire(new URL('../../web/package.json', import.meta.url))
const { chromium } = require('playwright-core')
const { source: axe } = require('axe-core')

const pictures = fileURLToPath(new URL(`./screenshots/${engine}`, import.meta.url))

/** The screens: a clerk's monitor, and the phone in a stall owner's hand. */
export const devices = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-sync',
  '--no-first-run',
  '--no-proxy-server',
  '--metrics-recording-only',
  '--disable-domain-reliability',
]

/** Starts a headless Chromium: CHROMIUM_PATH, as scripts/chromium.sh finds it. */
export async function launch() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', headless: true, args: flags })
  return {
    open: (url, options) => open(browser, url, options),
    close: () => browser.close(),
  }
}

/**
 * Opens an address in a context of its own, that is without any login. `state`
 * is what page.state() of another page gave: it carries the login over.
 */
async function open(browser, url, { device = 'desktop', state } = {}) {
  const context = await browser.newContext({
    ...devices[device],
    baseURL: url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // Some people have told their system to keep things still: the page works for them as well.
    reducedMotion: device === 'phone' ? 'reduce' : 'no-preference',
    ...(state && { storageState: state }),
  })
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  const problems = watch(page)
  const asked = askedBy(page)
  // Pages opened from this one, such as 1688's authorise page, are watched too.
  context.on('page', (other) => {
    if (other !== page) watch(other, problems)
  })
  await page.goto(url)
  return Object.assign(page, {
    device,
    state: () => context.storageState(),
    /** Fails when anything went wrong since the last call, but for what matches one of the expected patterns. */
    clean: (...expected) => {
      const bad = problems.splice(0).filter((p) => !expected.some((e) => e.test(p)))
      assert.deepEqual(bad, [], `the ${device} page had problems`)
    },
    accessible: (options) => accessible(page, options),
    /** The addresses that the page has asked for and that have not come. */
    asked: () => [...asked].map((request) => request.url()),
    /** Waits for the last animation. */
    still: () => still(page),
    /** Saves a picture of the visible part under test/e2e/screenshots/<engine>/<device>-<name>.png. */
    shot: async (name, options = {}) => {
      await mkdir(pictures, { recursive: true })
      await still(page)
      await page.screenshot({ path: join(pictures, `${device}-${name}.png`), animations: 'disabled', ...options })
    },
  })
}

/** Collects console errors, exceptions and requests that failed. */
function watch(page, problems = []) {
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (err) => problems.push(`exception: ${err.stack ?? err.message}`))
  page.on('crash', () => problems.push('the page crashed'))
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? 'unknown'
    // Leaving a page ends what it was loading and its event stream.
    if (why !== 'net::ERR_ABORTED') problems.push(`request: ${request.method()} ${request.url()}: ${why}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`answer: ${response.status()} to ${response.request().method()} ${response.url()}`)
  })
  return problems
}

/** What a page has asked for and not been answered yet, but for the event stream, which never ends. */
function askedBy(page) {
  const asked = new Set()
  page.on('request', (request) => {
    // What another document asked for is nobody's any more.
    if (request.isNavigationRequest()) asked.clear()
    if (request.resourceType() !== 'eventsource') asked.add(request)
  })
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => asked.delete(request))
  return asked
}

/** Waits for the last animation: a dialog halfway in is no picture, and a fading colour is measured as low contrast. */
async function still(page) {
  await page.evaluate(async () => {
    const moving = () => document.getAnimations().filter((a) => a.playState === 'running' && a.effect?.getComputedTiming().iterations !== Infinity)
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    // One animation may bring on the next, a frame or two later.
    for (let quiet = 0; quiet < 3; quiet++) {
      if (moving().length > 0) quiet = 0
      await Promise.allSettled(moving().map((a) => a.finished))
      await frame()
    }
  })
}

/** Fails on accessibility problems that axe calls serious or critical. */
async function accessible(page, { exclude = [] } = {}) {
  // The library checks frames through a window of its own each time; our pages have no frames.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  await still(page)
  const violations = await page.evaluate(
    async ({ tags, exclude }) => {
      const { violations } = await window.axe.run({ exclude: exclude.map((e) => [e]) }, { runOnly: tags, resultTypes: ['violations'] })
      return violations.map((v) => ({ id: v.id, impact: v.impact, help: v.help, nodes: v.nodes.map((n) => ({ target: n.target, html: n.html })) }))
    },
    { tags: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], exclude },
  )
  const bad = violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id} (${v.impact}): ${v.help}\n${v.nodes.map((n) => `    ${n.target.join(' ')}: ${n.html.slice(0, 160)}`).join('\n')}`)
  assert.equal(bad.length, 0, `${page.url()} is not accessible:\n${bad.join('\n')}`)
}
