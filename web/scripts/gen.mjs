// Generates src/api/schema.gen.ts from the committed API description.
// `--check` writes nothing and fails when the committed file is out of date.
import { readFileSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'

const source = new URL('../../docs/api/openapi.json', import.meta.url)
const target = new URL('../src/api/schema.gen.ts', import.meta.url)

const ast = await openapiTS(source, { alphabetize: true, emptyObjectsUnknown: true })
const text = `// Generated from docs/api/openapi.json by "npm run gen". Do not edit.\n${astToString(ast)}`

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('src/api/schema.gen.ts is out of date: run "npm run gen".')
    process.exit(1)
  }
} else {
  writeFileSync(target, text)
}
