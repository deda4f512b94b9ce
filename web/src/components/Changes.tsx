import { useTranslation } from 'react-i18next'
import './Changes.css'

type Names = Record<string, string>
type Value = string | boolean
type Flat = Map<string, { path: string[]; value: Value[] }>

// Fields that hold one of a few codes.
const coded = new Set(['state', 'upload', 'pay', 'escrow', 'hold', 'kind', 'reason', 'mode', 'costingScope', 'language', 'date', 'docKind', 'spread', 'fulfilment', 'terms'])

// What people neither enter nor read.
const silent = new Set(['id', 'version', 'createdAt', 'updatedAt', 'sourceId', 'sourceKind', 'excessToAdvance'])

/** Keys as the API spells them, whatever wrote the state: `CustomerID` is `customerId`. */
function plain(key: string): string {
  return key.replace(/ID(s?)$/, 'Id$1').replace(/^[A-Z]/, (c) => c.toLowerCase())
}

/** What tells one of several apart: its code or name, else where it stands. */
function nameOf(item: object, index: number, names: Names): string {
  const own = item as Record<string, unknown>
  const by = own.code ?? own.name ?? own.levelId ?? own.docId ?? own.receiptId
  return typeof by === 'string' && by !== '' ? (names[by] ?? by) : String(index + 1)
}

function flatten(value: unknown, path: string[], names: Names, into: Flat): Flat {
  const put = (list: unknown[]) => into.set(path.join(' '), { path, value: list.map((v) => (v === null ? '' : typeof v === 'boolean' ? v : String(v))) })
  if (Array.isArray(value)) {
    if (value.some((v) => typeof v === 'object' && v !== null)) value.forEach((v, i) => flatten(v, [...path, `#${nameOf(v as object, i, names)}`], names, into))
    else put(value)
  } else if (value !== null && typeof value === 'object') {
    for (const [k, v] of Object.entries(value)) if (!silent.has(plain(k))) flatten(v, [...path, plain(k)], names, into)
  } else if (value !== undefined) put([value])
  return into
}

/** One thing that is different between two states of a record. Of a list only what went and what came. */
export interface Difference {
  path: string[]
  before: Value[]
  after: Value[]
}

/** What is different between two states of a record, field by field. */
export function difference(before: unknown, after: unknown, names: Names = {}): Difference[] {
  const a = flatten(before ?? {}, [], names, new Map())
  const b = flatten(after ?? {}, [], names, new Map())
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((key) => {
    const old = a.get(key)?.value ?? []
    const now = b.get(key)?.value ?? []
    const went = old.filter((v) => !now.includes(v))
    const came = now.filter((v) => !old.includes(v))
    const path = (a.get(key) ?? b.get(key))?.path ?? []
    return went.some((v) => v !== '') || came.some((v) => v !== '') ? [{ path, before: went, after: came }] : []
  })
}

/** Before and after of a change, in words. */
export function Changes({ before, after, names = {} }: { before?: unknown; after?: unknown; names?: Names }) {
  const { t } = useTranslation('audit')
  const rows = difference(before, after, names)
  if (rows.length === 0) return null
  const label = (path: string[]) => path.map((p) => (p.startsWith('#') ? p.slice(1) : t(`field.${p}`, { defaultValue: p }))).join(' · ')
  const word = (path: string[], v: Value) => {
    if (typeof v === 'boolean') return v ? t('yes') : t('no')
    return names[v] ?? (coded.has(path.at(-1) ?? '') ? t(`value.${v}`, { defaultValue: v }) : v)
  }
  const words = (path: string[], list: Value[]) => list.map((v) => word(path, v)).join(t('and'))
  return (
    <table className="changes">
      <thead>
        <tr>
          <th>{t('common:audit.field')}</th>
          <th>{t('common:audit.before')}</th>
          <th>{t('common:audit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((r) => (
          <tr key={r.path.join(' ')}>
            <td>{label(r.path)}</td>
            <td className="gone">{words(r.path, r.before)}</td>
            <td className="came">{words(r.path, r.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
