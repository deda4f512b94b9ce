// Fails when the JavaScript of the first load is over the limit, gzip. Run after a build.
import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { dist, firstLoad, page } from './first-load.mjs'

const limit = 450 * 1024

function size(file) {
  const gz = new URL(`${file}.gz`, dist)
  return existsSync(gz) ? readFileSync(gz).length : gzipSync(readFileSync(new URL(file, dist))).length
}

const sizes = firstLoad().map((file) => ({ file, size: size(file) }))
for (const { file, size } of sizes.toSorted((a, b) => b.size - a.size)) console.log(`${(size / 1024).toFixed(1).padStart(8)} kB  ${file}`)
const sum = sizes.reduce((n, f) => n + f.size, 0)
console.log(`${(sum / 1024).toFixed(1).padStart(8)} kB  before ${page} shows; the limit is ${limit / 1024} kB`)
if (sum > limit) process.exit(1)
