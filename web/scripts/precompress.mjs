// Writes a .gz beside every text file of the build, so that the server never compresses at run time.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import zopfli from '@gfx/zopfli'
import { dist, firstLoad } from './first-load.mjs'

const root = fileURLToPath(dist)
// Zopfli makes gzip some four per cent smaller, slowly: worth it for what everybody waits for.
const first = new Set(firstLoad().map((file) => join(root, file)))
for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(js|css|html|svg|json|webmanifest)$/.test(entry.name)) continue
  const path = join(entry.parentPath, entry.name)
  const bytes = readFileSync(path)
  const gz = first.has(path) ? await zopfli.gzipAsync(bytes, { numiterations: 5 }) : gzipSync(bytes, { level: 9 })
  // Below a kilobyte the header costs more than it saves.
  if (bytes.length > 1024 && gz.length < bytes.length) writeFileSync(`${path}.gz`, gz)
}
