// The program starts on an empty database and shows its first page.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { engine, launch, startHuotong, startSandbox, stopAll } from './harness.mjs'

let sandbox, server, browser

before(async () => {
  sandbox = await startSandbox()
  server = await startHuotong({ sandbox })
  browser = await launch()
})

after(() => stopAll(browser, server, sandbox))

for (const device of ['desktop', 'phone']) {
  test(`first page, ${device}, ${engine}`, async () => {
    const page = await browser.open(server.url, { device })
    assert.match(await page.title(), /货通/)
    // An empty database asks for the first account, so there is something to fill in.
    await page.getByRole('textbox').first().waitFor()
    await page.shot('first')
    await page.accessible()
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    assert.ok(width <= page.viewportSize().width, `the page is ${width} wide, more than the screen`)
    page.clean()
  })
}

test('what operators and programs ask for is served', async () => {
  for (const path of ['/healthz', '/readyz', '/metrics', '/api/openapi.json', '/api/docs']) {
    const response = await fetch(server.url + path)
    assert.equal(response.status, 200, path)
    await response.arrayBuffer()
  }
})

test('the data outlives a restart', async () => {
  await server.restart()
  const response = await fetch(`${server.url}/readyz`)
  assert.equal(response.status, 200)
})
