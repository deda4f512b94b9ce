// Renders /api/openapi.json. Everything is put in as text, never as HTML.
'use strict'

function el(tag, text, attrs) {
  const node = document.createElement(tag)
  if (text !== undefined) node.textContent = text
  for (const [k, v] of Object.entries(attrs ?? {})) node.setAttribute(k, v)
  return node
}

function row(cells, tag = 'td') {
  const tr = el('tr')
  for (const c of cells) tr.append(el(tag, c))
  return tr
}

class Page {
  constructor(spec) {
    this.spec = spec
  }

  resolve(node) {
    let found = node
    while (found && found.$ref) found = found.$ref.slice(2).split('/').reduce((at, part) => at[part], this.spec)
    return found ?? {}
  }

  type(schema) {
    if (!schema) return ''
    if (schema.$ref) return schema.$ref.split('/').pop()
    if (schema.type === 'array') return `${this.type(schema.items)}[]`
    if (schema.enum) return schema.enum.map((v) => JSON.stringify(v)).join(' | ')
    return [schema.type ?? 'any', schema.format && `(${schema.format})`].filter(Boolean).join(' ')
  }

  rules(schema) {
    return ['pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'default']
      .filter((k) => schema[k] !== undefined)
      .map((k) => `${k} ${JSON.stringify(schema[k])}`)
      .join(', ')
  }

  // Properties of a body, nested objects written with a dot.
  fields(schema, prefix = '', depth = 0, rows = []) {
    const s = this.resolve(schema)
    for (const [name, sub] of Object.entries(s.properties ?? {})) {
      const path = prefix + name
      const must = (s.required ?? []).includes(name)
      rows.push([path, this.type(sub) + (must ? '' : ' ?'), [sub.description, this.rules(sub)].filter(Boolean).join(' · ')])
      const inner = sub.type === 'array' ? sub.items : sub
      if (depth < 3 && inner && this.resolve(inner).properties) this.fields(inner, path + (sub.type === 'array' ? '[].' : '.'), depth + 1, rows)
    }
    return rows
  }

  table(title, rows) {
    const box = el('div')
    if (rows.length === 0) return box
    const table = el('table')
    table.append(row([title, 'type', ''], 'th'), ...rows.map((r) => row(r)))
    box.append(table)
    return box
  }

  body(content) {
    const [media, entry] = Object.entries(content ?? {})[0] ?? []
    if (!entry) return undefined
    return { media, rows: this.fields(entry.schema), name: this.type(entry.schema) }
  }

  operation(path, method, op) {
    const box = el('article', undefined, { id: op.operationId })
    const head = el('h3')
    head.append(el('span', method.toUpperCase(), { class: 'method' }), ' ', el('code', path))
    box.append(head, el('div', op.summary))
    if (op.description) box.append(el('p', op.description))
    box.append(el('div', `permission: ${op['x-permission']}`, { class: 'soft' }))
    const params = (op.parameters ?? []).map((p) => this.resolve(p))
    box.append(this.table('parameter', params.map((p) => [`${p.name} (${p.in})`, this.type(p.schema) + (p.required ? '' : ' ?'), [p.description, this.rules(p.schema ?? {})].filter(Boolean).join(' · ')])))
    const input = this.body(op.requestBody?.content)
    if (input) box.append(this.table(`body ${input.name} · ${input.media}`, input.rows))
    for (const [status, response] of Object.entries(op.responses ?? {})) {
      const output = this.body(response.content)
      if (status === 'default') continue
      box.append(output ? this.table(`${status} ${output.name}`, output.rows) : el('div', `${status} ${response.description ?? ''}`, { class: 'soft' }))
    }
    return box
  }

  render() {
    const groups = new Map()
    for (const [path, item] of Object.entries(this.spec.paths)) {
      for (const [method, op] of Object.entries(item)) {
        const tag = op.tags?.[0] ?? ''
        if (!groups.has(tag)) groups.set(tag, [])
        groups.get(tag).push([path, method, op])
      }
    }
    const main = document.getElementById('main')
    main.replaceChildren(el('h1', `${this.spec.info.title} API ${this.spec.info.version ?? ''}`))
    for (const line of (this.spec.info.description ?? '').split('\n\n')) main.append(el('p', line.replaceAll('**', '').replaceAll('`', '')))
    const link = el('p')
    link.append(el('a', 'OpenAPI 3.1: /api/openapi.json', { href: '/api/openapi.json' }))
    main.append(link)
    const menu = document.getElementById('menu')
    for (const [tag, ops] of [...groups].sort(([a], [b]) => a.localeCompare(b))) {
      const section = el('section')
      section.append(el('h2', tag))
      main.append(el('h2', tag))
      for (const [path, method, op] of ops) {
        section.append(el('a', op.summary, { href: `#${op.operationId}`, 'data-find': `${method} ${path} ${op.summary}`.toLowerCase() }))
        main.append(this.operation(path, method, op))
      }
      menu.append(section)
    }
  }
}

document.getElementById('find').addEventListener('input', (e) => {
  const wanted = e.target.value.trim().toLowerCase()
  for (const a of document.querySelectorAll('#menu a')) a.hidden = !a.dataset.find.includes(wanted)
})

fetch('/api/openapi.json')
  .then((r) => (r.ok ? r.json() : Promise.reject(new Error(`${r.status}`))))
  .then((spec) => {
    new Page(spec).render()
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView()
  })
  .catch((err) => document.getElementById('main').replaceChildren(el('p', `The description could not be loaded: ${err.message}`)))
