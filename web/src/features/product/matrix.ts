import { uuid } from '@/lib/uuid'

/** One attribute of a product with the values it uses, both in their order. */
export interface MatrixAttribute {
  name: string
  values: string[]
}

/** One SKU while it is being written. */
export interface MatrixSku {
  key: string
  /** Of a SKU that exists already. */
  id?: string
  code?: string
  /** One for each attribute, in that order. */
  values: string[]
  /** Separated by blanks or commas, as typed. */
  barcodes?: string
  /** By price level. */
  prices: Record<string, string | undefined>
  picture?: string
  active: boolean
}

/** The attributes of a product and its SKUs. A product without attributes has exactly one SKU, whose code is the product's. */
export interface Matrix {
  attributes: MatrixAttribute[]
  skus: MatrixSku[]
}

/** More SKUs than this are refused by the server. */
export const maxSkus = 500

const separator = '\u0000'
const combination = (values: string[]) => values.join(separator)

/** A SKU nobody has entered anything for yet. Prices come from a sibling: sizes and colours mostly cost the same. */
function freshSku(values: string[], sibling: MatrixSku | undefined): MatrixSku {
  return { key: uuid(), values, prices: { ...sibling?.prices }, active: true }
}

/** The matrix of a product without attributes. */
export function plainMatrix(): Matrix {
  return { attributes: [], skus: [freshSku([], undefined)] }
}

/** All combinations of the attributes' values, the last attribute turning fastest. */
export function combinations(attributes: MatrixAttribute[]): string[][] {
  return attributes.reduce<string[][]>((all, a) => all.flatMap((head) => a.values.map((v) => [...head, v])), [[]])
}

/** Puts the SKUs into the order of the attributes' values. */
function sorted({ attributes, skus }: Matrix): Matrix {
  const place = attributes.map((a) => new Map(a.values.map((v, i) => [v, i])))
  const rank = (s: MatrixSku) => s.values.map((v, i) => place[i]?.get(v) ?? 0)
  const ordered = skus
    .map((sku) => ({ sku, rank: rank(sku) }))
    .toSorted((a, b) => {
      const i = a.rank.findIndex((r, at) => r !== b.rank[at])
      return i < 0 ? 0 : (a.rank[i] ?? 0) - (b.rank[i] ?? 0)
    })
    .map((x) => x.sku)
  return { attributes, skus: ordered }
}

/** How many combinations of the values have no SKU. */
export function missingCount({ attributes, skus }: Matrix): number {
  if (attributes.length === 0 || attributes.some((a) => a.values.length === 0)) return 0
  return attributes.reduce((n, a) => n * a.values.length, 1) - new Set(skus.map((s) => combination(s.values))).size
}

/** Makes a SKU for every combination that has none; those there are stay as they are. */
export function generate(matrix: Matrix): Matrix {
  if (missingCount(matrix) === 0) return matrix
  const have = new Set(matrix.skus.map((s) => combination(s.values)))
  const sibling = matrix.skus[0]
  const made = combinations(matrix.attributes)
    .filter((values) => !have.has(combination(values)))
    .map((values) => freshSku(values, sibling))
  return sorted({ ...matrix, skus: [...matrix.skus, ...made] })
}

/** Adds an attribute with its values. SKUs that exist take its first value, so that none loses its code, barcodes or stock; the others are made. */
export function addAttribute(matrix: Matrix, name: string, values: string[]): Matrix {
  const first = values[0]
  if (name === '' || first === undefined || matrix.attributes.some((a) => a.name === name)) return matrix
  const attributes = [...matrix.attributes, { name, values: [...new Set(values)] }]
  const skus = matrix.skus.map((s) => ({ ...s, values: [...s.values, first] }))
  // Only what the new values ask for: combinations taken out before stay out.
  const more = attributes[attributes.length - 1]?.values.slice(1) ?? []
  const made = more.flatMap((v) => skus.map((s) => freshSku([...s.values.slice(0, -1), v], s)))
  return sorted({ attributes, skus: [...skus, ...made] })
}

/** Takes an attribute away. Of SKUs that become the same the first stays, one that exists before one that does not. */
export function removeAttribute(matrix: Matrix, at: number): Matrix {
  const attributes = matrix.attributes.toSpliced(at, 1)
  const kept = new Map<string, MatrixSku>()
  for (const sku of matrix.skus) {
    const values = sku.values.toSpliced(at, 1)
    const key = combination(values)
    const before = kept.get(key)
    if (!before || (!before.id && sku.id)) kept.set(key, { ...sku, values })
  }
  const skus = [...kept.values()]
  return sorted({ attributes, skus: skus.length > 0 ? skus : plainMatrix().skus })
}

/** Adds values to an attribute and makes their SKUs, beside each combination the other attributes have now. */
export function addValues(matrix: Matrix, at: number, values: string[]): Matrix {
  const attribute = matrix.attributes[at]
  if (!attribute) return matrix
  const fresh = [...new Set(values)].filter((v) => v !== '' && !attribute.values.includes(v))
  if (fresh.length === 0) return matrix
  const attributes = matrix.attributes.with(at, { ...attribute, values: [...attribute.values, ...fresh] })
  const beside = new Map<string, MatrixSku>()
  for (const sku of matrix.skus) {
    const key = combination(sku.values.toSpliced(at, 1))
    if (!beside.has(key)) beside.set(key, sku)
  }
  const made = fresh.flatMap((v) =>
    beside.size > 0 ? [...beside.values()].map((s) => freshSku(s.values.with(at, v), s)) : combinations(attributes.with(at, { name: attribute.name, values: [v] })).map((c) => freshSku(c, undefined)),
  )
  return sorted({ attributes, skus: [...matrix.skus, ...made] })
}

/** Takes a value away, and the SKUs that have it. */
export function removeValue(matrix: Matrix, at: number, value: string): Matrix {
  const attribute = matrix.attributes[at]
  if (!attribute) return matrix
  const values = attribute.values.filter((v) => v !== value)
  if (values.length === 0) return removeAttribute(matrix, at)
  return { attributes: matrix.attributes.with(at, { ...attribute, values }), skus: matrix.skus.filter((s) => s.values[at] !== value) }
}

/** The SKUs that exist and would go: worth a question first. */
export function existingWith(matrix: Matrix, at: number, value: string): MatrixSku[] {
  return matrix.skus.filter((s) => s.id && s.values[at] === value)
}

/** Writes one price into the SKUs that have none, or into all. */
export function fillPrice(matrix: Matrix, levelId: string, price: string, all: boolean): Matrix {
  return { ...matrix, skus: matrix.skus.map((s) => (all || !s.prices[levelId] ? { ...s, prices: { ...s.prices, [levelId]: price } } : s)) }
}

/** Gives each value of an attribute the picture, on all SKUs that have the value: a red dress looks the same in every size. */
export function setPicture(matrix: Matrix, at: number, value: string, picture: string | undefined): Matrix {
  return { ...matrix, skus: matrix.skus.map((s) => (s.values[at] === value ? { ...s, picture } : s)) }
}

/** Barcodes as typed, one by one. */
export function splitBarcodes(text: string | undefined): string[] {
  return (text ?? '').normalize('NFKC').split(/[\s,，、;；]+/).filter((b) => b !== '')
}
