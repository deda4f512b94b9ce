// The processes a browser test runs against: the built program and the sandbox,
// on free ports, with data of their own that is gone at the end.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const binary = process.env.HUOTONG_BIN ?? join(root, 'bin/huotong')

/** The engine under test: sqlite or postgres. */
export const engine = process.env.HUOTONG_TEST_ENGINE ?? 'sqlite'
if (engine !== 'sqlite' && engine !== 'postgres') {
  throw new Error(`HUOTONG_TEST_ENGINE is ${engine}, want sqlite or postgres`)
}

/** A port nobody listens on now, from below those the system gives to outgoing connections, so that none takes it before its server does. */
export async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const server = createServer().listen(port, '127.0.0.1')
    const free = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!free) continue
    server.close()
    await once(server, 'close')
    return port
  }
}

/** Calls check every 50 ms until it gives something other than undefined or false. */
export async function until(what, check, seconds = 120) {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const got = await check()
    if (got !== undefined && got !== false) return got
    if (Date.now() > end) throw new Error(`${what}: nothing after ${seconds} s`)
    await sleep(50)
  }
}

// Nothing started here outlives the test run, however it ends.
const children = new Set()
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')))

/** One running process of ours; what it prints is kept for the message when it fails. */
class Process {
  constructor(name, args, env) {
    this.name = name
    this.output = ''
    this.stopping = false
    // Settings of the person running the tests must not reach the program.
    const clean = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('HUOTONG_')))
    this.child = spawn(binary, args, { cwd: root, env: { ...clean, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    children.add(this.child)
    this.exited = new Promise((done) => {
      this.child.on('error', (err) => done(err.message))
      this.child.on('exit', (code, signal) => done(signal ?? code))
    })
    void this.exited.then(() => children.delete(this.child))
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        this.output += text
      })
    }
  }

  tail() {
    return `--- the last lines of ${this.name}:\n${this.output.split('\n').slice(-40).join('\n')}`
  }

  /** Waits until the address answers 200. */
  async ready(url) {
    let gone
    void this.exited.then((how) => {
      gone = `${this.name} ended (${how}) before it was ready\n${this.tail()}`
    })
    try {
      await until(`${this.name} at ${url}`, async () => {
        if (gone) throw new Error(gone)
        return fetch(url, { signal: AbortSignal.timeout(2000) })
          .then((response) => response.arrayBuffer().then(() => response.ok))
          .catch(() => false)
      })
    } catch (err) {
      await this.kill()
      throw gone ? err : new Error(`${err.message}\n${this.tail()}`)
    }
  }

  /** Ends the process as an operator would; ending by itself, or not at all, is an error. */
  async stop() {
    if (this.stopping) return
    this.stopping = true
    const before = this.child.exitCode ?? this.child.signalCode
    if (before !== null) throw new Error(`${this.name} ended by itself (${before})\n${this.tail()}`)
    this.child.kill('SIGTERM')
    const how = await Promise.race([this.exited, sleep(60_000, 'late', { ref: false })])
    if (how === 0) return
    this.child.kill('SIGKILL')
    await this.exited
    throw new Error(`${this.name} did not stop cleanly on SIGTERM (${how})\n${this.tail()}`)
  }

  /** Ends the process without warning, as a power cut would. */
  async kill() {
    this.stopping = true
    this.child.kill('SIGKILL')
    await this.exited
  }
}

/** A database address of its own on the engine under test; '' is the SQLite file in the data folder. */
async function freshDatabase() {
  if (engine === 'sqlite') return { url: '', drop: async () => {} }
  const admin = process.env.HUOTONG_TEST_POSTGRES_URL
  if (!admin) throw new Error('HUOTONG_TEST_POSTGRES_URL is missing: run the tests by make e2e')
  const name = `ht_e2e_${process.pid}_${Date.now()}_${Math.floor(Math.random() * 1e6)}`
  const tool = join(root, 'bin/pgtool')
  const { stdout } = await run(tool, ['create', admin, name])
  return { url: stdout.trim(), drop: () => run(tool, ['drop', admin, name]) }
}

/** Starts `huotong sandbox` alone. */
export async function startSandbox({ appKey = '4000001', appSecret = 'e2e-app-secret' } = {}) {
  const addr = `127.0.0.1:${await freePort()}`
  const sandbox = new Process('sandbox', ['sandbox', '--addr', addr, '--app-key', appKey, '--app-secret', appSecret], {})
  const url = `http://${addr}`
  await sandbox.ready(`${url}/`)
  return { url, gateway: `${url}/openapi`, authorize: `${url}/oauth/authorize`, appKey, appSecret, stop: () => sandbox.stop() }
}

/** How one gets into the demo. */
export const demo = { login: 'demo', password: 'huotong-demo' }

/** Starts the demo and waits until its account set is filled. */
export async function startDemo() {
  const server = await startHuotong({ command: 'demo' })
  try {
    await until('the demo set', () => server.output().includes(demo.password), 300)
  } catch (err) {
    await server.stop()
    throw err
  }
  return server
}

/**
 * Starts the program: `serve` on an empty database, connected to a sandbox when
 * one is given, or `demo`, which brings its own.
 *
 * The answer has url, sandboxUrl, output() with everything printed so far,
 * restart() that keeps the data, crash() that kills without warning, and stop().
 */
export async function startHuotong({ command = 'serve', sandbox, env = {} } = {}) {
  const data = await mkdtemp(join(tmpdir(), 'huotong-e2e-'))
  const database = await freshDatabase()
  const addr = `127.0.0.1:${await freePort()}`
  const url = `http://${addr}`
  const own = command === 'demo' ? `127.0.0.1:${await freePort()}` : undefined
  const settings = {
    HUOTONG_ADDR: addr,
    HUOTONG_PUBLIC_URL: url,
    HUOTONG_DATA: data,
    HUOTONG_SECRET_KEY: 'e2e-secret-key-of-more-than-32-characters',
    ...(database.url && { HUOTONG_DATABASE_URL: database.url }),
    ...(own && { HUOTONG_SANDBOX_ADDR: own }),
    ...(sandbox && {
      HUOTONG_1688_GATEWAY: sandbox.gateway,
      HUOTONG_1688_AUTHORIZE: sandbox.authorize,
      HUOTONG_1688_APP_KEY: sandbox.appKey,
      HUOTONG_1688_APP_SECRET: sandbox.appSecret,
    }),
    ...env,
  }
  let program
  const start = async () => {
    program = new Process(command, [command], settings)
    await program.ready(`${url}/readyz`)
  }
  const clean = async () => {
    await database.drop()
    await rm(data, { recursive: true, force: true })
  }
  try {
    await start()
  } catch (err) {
    await clean()
    throw err
  }
  return {
    url,
    sandboxUrl: sandbox?.url ?? (own && `http://${own}`),
    data,
    output: () => program.output,
    crash: () => program.kill(),
    start,
    restart: async () => {
      await program.stop()
      await start()
    },
    stop: async () => {
      try {
        await program.stop()
      } finally {
        await clean()
      }
    },
  }
}

/** Stops servers and browsers in order, all of them, and then fails if one did. */
export async function stopAll(...things) {
  const errors = []
  for (const thing of things) {
    await (thing?.stop ?? thing?.close)?.().catch((err) => errors.push(err))
  }
  if (errors.length > 0) throw errors[0]
}
