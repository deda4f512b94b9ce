// Lists the routes of an OpenAPI document with what each asks of the caller: one
// line per method and path. Reading it in a review shows an open door at once.
import { readFileSync } from 'node:fs'

const document = JSON.parse(readFileSync(0, 'utf8'))
const methods = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options']
const rows = []
for (const [path, item] of Object.entries(document.paths ?? {})) {
  for (const method of methods) {
    const operation = item[method]
    if (!operation) continue
    const security = operation.security ?? document.security ?? []
    const open = security.length === 0 || security.some((s) => Object.keys(s).length === 0)
    rows.push([method.toUpperCase().padEnd(7), path, operation['x-permission'] ?? (open ? 'anyone' : 'signed in')])
  }
}
rows.sort((a, b) => (a[1] === b[1] ? (a[0] < b[0] ? -1 : 1) : a[1] < b[1] ? -1 : 1))
const width = Math.max(0, ...rows.map((r) => r[1].length))
for (const [method, path, who] of rows) console.log(`${method} ${path.padEnd(width)}  ${who}`)
