// What the browser loads before the first list shows: the entry, the Chinese texts of frame and page, the page of the
// product list and all they import statically.
import { readFileSync } from 'node:fs'

export const dist = new URL('../dist/', import.meta.url)
export const page = 'src/features/product/pages/ProductsPage.tsx'
const always = ['index.html', 'src/locales/zh-CN/index.ts', 'src/locales/zh-CN/product.json']

/** The JavaScript files of the first load, as paths below dist. */
export function firstLoad() {
  const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
  const seen = new Set()
  const visit = (key) => {
    const chunk = manifest[key]
    if (!chunk || seen.has(chunk.file)) return
    seen.add(chunk.file)
    for (const next of chunk.imports ?? []) visit(next)
  }
  for (const part of [...always, page]) {
    if (!manifest[part]) throw new Error(`${part} is not in the build`)
    visit(part)
  }
  return [...seen].filter((f) => f.endsWith('.js'))
}
