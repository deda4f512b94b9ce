import { fieldText, type FieldProblem } from '@/api/problem'
import { compare } from '@/lib/decimal'
import { type Matrix, type MatrixSku, plainMatrix, splitBarcodes } from './matrix'
import type { Product, ProductInput } from './queries'

/** The fields of the form; the matrix and the pictures are kept beside it. */
export type ProductValues = Omit<ProductInput, 'attributes' | 'skus' | 'pictures' | 'inactive' | 'unit'> & { active: boolean }

/** A picture as the page holds it: its address, and the upload behind it if there is one. */
export interface Picture {
  url: string
  fileId?: string
}

/** What the form begins with. */
export function valuesOf(p: Product): ProductValues {
  const some = (text: string) => (compare(text, '0') > 0 ? text : undefined)
  return {
    code: p.code,
    name: p.name,
    mnemonic: p.mnemonic,
    categoryId: p.categoryId,
    brand: p.brand,
    spec: p.spec,
    unitGroupId: p.unitGroupId,
    taxRateBps: p.taxRateBps,
    weight: some(p.weight),
    length: some(p.length),
    width: some(p.width),
    height: some(p.height),
    lotTracked: p.lotTracked,
    expiryDays: p.expiryDays,
    negativeStock: p.negativeStock,
    note: p.note,
    active: p.active,
  }
}

/** The matrix of a saved product; values stand in the order they first appear. */
export function matrixOf(p: Product): Matrix {
  if (p.skus.length === 0) return plainMatrix()
  return {
    attributes: p.attributes.map((name, i) => ({ name, values: [...new Set(p.skus.map((s) => s.values[i] ?? ''))] })),
    skus: p.skus.map((s) => ({
      key: s.id,
      id: s.id,
      code: s.code,
      values: s.values,
      barcodes: s.barcodes.join(' ') || undefined,
      prices: Object.fromEntries(s.prices.map((x) => [x.levelId, x.price])),
      picture: s.picture || undefined,
      active: s.active,
    })),
  }
}

function skuInput(sku: MatrixSku, plain: boolean, levels: string[]): NonNullable<ProductInput['skus']>[number] {
  return {
    id: sku.id,
    code: plain ? undefined : sku.code || undefined,
    values: plain ? undefined : sku.values,
    barcodes: splitBarcodes(sku.barcodes),
    prices: pricesOf(sku, levels).map((levelId) => ({ levelId, price: sku.prices[levelId] as string })),
    picture: sku.picture,
    inactive: !sku.active || undefined,
  }
}

/** The levels a SKU has a price at, in the order they are sent. */
function pricesOf(sku: MatrixSku, levels: string[]): string[] {
  return levels.filter((id) => sku.prices[id] !== undefined && sku.prices[id] !== '')
}

/** What is sent for saving. */
export function inputOf(values: ProductValues, matrix: Matrix, pictures: Picture[], levels: string[]): ProductInput {
  const { active, expiryDays, ...rest } = values
  const plain = matrix.attributes.length === 0
  return {
    ...rest,
    expiryDays: expiryDays ? Number(expiryDays) : undefined,
    inactive: !active || undefined,
    attributes: matrix.attributes.map((a) => a.name),
    pictures: pictures.map((p) => (p.fileId ? { fileId: p.fileId } : { url: p.url })),
    skus: matrix.skus.map((s) => skuInput(s, plain, levels)),
  }
}

/**
 * Field problems of SKUs as the grid knows its cells: `skus[3].prices[1].price` names the second price that was sent, which is
 * the cell of a level; a barcode among several belongs to the one cell all are typed in.
 */
export function gridProblems(errors: FieldProblem[] | undefined, matrix: Matrix, levels: string[]): FieldProblem[] | undefined {
  return errors?.flatMap((e) => {
    const found = /^skus\[(\d+)\]\.(\w+)(?:\[(\d+)\])?/.exec(e.field)
    if (!found) return []
    const sku = matrix.skus[Number(found[1])]
    if (!sku) return []
    const at = `skus[${found[1]}]`
    if (found[2] === 'prices') {
      const levelId = pricesOf(sku, levels)[Number(found[3])]
      return levelId ? [{ ...e, field: `${at}.price:${levelId}` }] : []
    }
    // A value that is wrong shows in its attribute's column, a wrong combination in the first.
    if (found[2] === 'values') return [{ ...e, field: `${at}.value:${found[3] ?? 0}` }]
    return [{ ...e, field: `${at}.${found[2]}` }]
  })
}

/** What the server says of the matrix as a whole (`skus`, `attributes[1]`) or of the pictures, and no cell can show. */
export function wholeProblems(errors: FieldProblem[] | undefined, of: 'skus' | 'pictures'): string[] {
  const fits = of === 'pictures' ? /^pictures/ : /^(skus|attributes(\[\d+\])?)$/
  return (errors ?? []).filter((e) => fits.test(e.field)).map(fieldText)
}
