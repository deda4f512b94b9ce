// Imports go app → features → components → hooks → api → lib, and a feature never imports another.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const src = fileURLToPath(new URL('../src', import.meta.url))
// What each layer may import besides itself. useWrite needs nothing above api; hooks may be used by components.
const allowed = {
  lib: ['locales'],
  api: ['lib'],
  hooks: ['api', 'lib'],
  components: ['hooks', 'api', 'lib'],
  features: ['components', 'hooks', 'api', 'lib'],
  app: ['features', 'components', 'hooks', 'api', 'lib'],
  locales: [],
  testing: ['app', 'components', 'hooks', 'api', 'lib', 'locales', 'features'],
}

const problems = []
for (const entry of readdirSync(src, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue
  const file = relative(src, join(entry.parentPath, entry.name))
  const [layer, feature] = file.split('/')
  if (!file.includes('/')) continue
  const test = /\.test\.tsx?$/.test(file)
  const text = readFileSync(join(src, file), 'utf8')
  for (const [, spec] of text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)) {
    const target = spec.startsWith('@/') ? spec.slice(2) : spec.startsWith('.') ? relative(src, join(src, dirname(file), spec)) : undefined
    if (target === undefined) continue
    const [toLayer, toFeature] = target.split('/')
    if (toLayer === layer) {
      if (layer === 'features' && toFeature !== feature) problems.push(`${file}: a feature may not import another (${spec})`)
    } else if (!(test && toLayer === 'testing') && !allowed[layer]?.includes(toLayer)) {
      problems.push(`${file}: ${layer} may not import ${toLayer} (${spec})`)
    }
  }
}
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exit(1)
}
