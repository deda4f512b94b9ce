// Fails when the JavaScript needed before the first list shows is over the limit, gzip. Run after a build.
// Counted: the entry, the Chinese texts of frame and page, the page of the product list and all they import statically.
import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const limit = 450 * 1024
const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

function needed(start) {
  const seen = new Set()
  const visit = (key) => {
    const chunk = manifest[key]
    if (!chunk || seen.has(chunk.file)) return
    seen.add(chunk.file)
    for (const next of chunk.imports ?? []) visit(next)
  }
  start.forEach(visit)
  return [...seen].filter((f) => f.endsWith('.js'))
}

const sizes = new Map()
function size(file) {
  if (!sizes.has(file)) {
    const gz = new URL(`${file}.gz`, dist)
    sizes.set(file, existsSync(gz) ? readFileSync(gz).length : gzipSync(readFileSync(new URL(file, dist))).length)
  }
  return sizes.get(file)
}
const total = (files) => files.reduce((n, f) => n + size(f), 0)

const always = ['index.html', 'src/locales/zh-CN/index.ts', 'src/locales/zh-CN/product.json']
const page = 'src/features/product/pages/ProductsPage.tsx'
for (const part of [...always, page]) if (!manifest[part]) throw new Error(`${part} is not in the build`)
const files = needed([...always, page])

for (const f of files.toSorted((a, b) => size(b) - size(a))) console.log(`${(size(f) / 1024).toFixed(1).padStart(8)} kB  ${f}`)
const sum = total(files)
console.log(`${(sum / 1024).toFixed(1).padStart(8)} kB  before ${page} shows; the limit is ${limit / 1024} kB`)
if (sum > limit) process.exit(1)
