// Writes a .gz beside every text file of the build, so that the server never compresses at run time.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(js|css|html|svg|json|webmanifest)$/.test(entry.name)) continue
  const path = join(entry.parentPath, entry.name)
  const bytes = readFileSync(path)
  const gz = gzipSync(bytes, { level: 9 })
  // Below a kilobyte the header costs more than it saves.
  if (bytes.length > 1024 && gz.length < bytes.length) writeFileSync(`${path}.gz`, gz)
}
