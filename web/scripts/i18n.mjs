// Fails on texts that are missing, unused, or differ between the languages in keys or placeholders.
// Keys are found in the syntax tree: t('a.b') in the namespace of the file's useTranslation('ns'), any literal 'ns:a.b', and
// templates t(`state.${x}`), which use every key with that beginning. What both sides of the books draw (useMoneyTexts) is in the texts of both.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const src = fileURLToPath(new URL('../src', import.meta.url))
const problems = []

function flatten(tree, prefix = '') {
  return Object.entries(tree).flatMap(([k, v]) => (typeof v === 'string' ? [[prefix + k, v]] : flatten(v, `${prefix}${k}.`)))
}

function readTexts(language) {
  const dir = join(src, 'locales', language)
  const files = readdirSync(dir).filter((f) => f.endsWith('.json'))
  return new Map(files.map((f) => [f.slice(0, -5), new Map(flatten(JSON.parse(readFileSync(join(dir, f), 'utf8'))))]))
}

const zh = readTexts('zh-CN')
const en = readTexts('en-US')
const holes = (text) => [...text.matchAll(/{{\s*(\w+)/g)].map((m) => m[1]).toSorted().join()
// English tells one from many; Chinese does not.
const base = (key) => key.replace(/_(one|other)$/, '')

for (const ns of new Set([...zh.keys(), ...en.keys()])) {
  const a = zh.get(ns)
  const b = en.get(ns)
  if (!a || !b) {
    problems.push(`${ns}.json exists in one language only`)
    continue
  }
  const englishBases = new Set([...b.keys()].map(base))
  for (const key of a.keys()) if (!englishBases.has(key)) problems.push(`${ns}:${key} has no English`)
  for (const [key, text] of b) {
    const own = a.get(base(key))
    if (own === undefined) problems.push(`${ns}:${key} has no Chinese`)
    else if (!key.endsWith('_one') && holes(own) !== holes(text)) problems.push(`${ns}:${key} has different placeholders in the two languages`)
  }
  for (const [key, text] of [...a, ...b]) if (text.trim() === '') problems.push(`${ns}:${key} is empty`)
}

const moneySides = ['receivable', 'payable']
const used = new Set()
const prefixes = new Set()

function scan(file) {
  const text = readFileSync(file, 'utf8')
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const name = relative(src, file)
  let spaces = ['common']
  const fullKeys = (key) => (key.includes(':') ? [key] : spaces.map((ns) => `${ns}:${key}`))
  const mark = (key, node, needed) => {
    for (const full of fullKeys(key)) {
      const [space, own] = full.split(/:(.*)/s)
      if (zh.get(space)?.has(own)) used.add(full)
      else if (needed) problems.push(`${name}:${tree.getLineAndCharacterOfPosition(node.pos).line + 1}: no text for ${full}`)
    }
  }
  const visitKey = (arg) => {
    if (ts.isStringLiteralLike(arg)) mark(arg.text, arg, true)
    else if (ts.isConditionalExpression(arg)) [arg.whenTrue, arg.whenFalse].forEach(visitKey)
    else if (ts.isTemplateExpression(arg)) {
      for (const full of fullKeys(arg.head.text)) {
        prefixes.add(full)
        const [space, own] = full.split(/:(.*)/s)
        if (![...(zh.get(space)?.keys() ?? [])].some((k) => k.startsWith(own))) problems.push(`${name}: no text begins with ${full}`)
      }
    }
  }
  const visit = (node) => {
    if (ts.isCallExpression(node)) {
      const callee = node.expression.getText(tree)
      const arg = node.arguments[0]
      if (callee === 'useTranslation' && arg && ts.isStringLiteralLike(arg)) spaces = [arg.text]
      else if (callee === 'useMoneyTexts') spaces = moneySides
      else if (/(^|\.)t$/.test(callee) && arg) visitKey(arg)
    }
    // Labels handed over as data ('product:menu.list').
    if (ts.isStringLiteralLike(node) && /^[a-zA-Z]+:[\w.]+$/.test(node.text) && zh.has(node.text.split(':')[0])) mark(node.text, node, true)
    ts.forEachChild(node, visit)
  }
  visit(tree)
}

for (const entry of readdirSync(src, { recursive: true, withFileTypes: true })) {
  if (entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$|\.gen\.ts$/.test(entry.name)) scan(join(entry.parentPath, entry.name))
}
for (const [ns, texts] of zh) {
  for (const key of texts.keys()) {
    const full = `${ns}:${key}`
    if (!used.has(full) && ![...prefixes].some((p) => full.startsWith(p))) problems.push(`${full} is used nowhere`)
  }
}
if (problems.length > 0) {
  console.error(problems.toSorted().join('\n'))
  process.exit(1)
}
