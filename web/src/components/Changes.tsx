import { useTranslation } from 'react-i18next'
import './Changes.css'

type Flat = Map<string, string>

function flatten(value: unknown, path: string, into: Flat): Flat {
  if (value !== null && typeof value === 'object') {
    for (const [k, v] of Object.entries(value)) flatten(v, path ? `${path}.${k}` : k, into)
  } else if (value !== undefined) into.set(path, value === null ? '' : String(value))
  return into
}

/** What is different between two states of a record, field by field. */
export function difference(before: unknown, after: unknown): { field: string; before: string | undefined; after: string | undefined }[] {
  const a = flatten(before ?? {}, '', new Map())
  const b = flatten(after ?? {}, '', new Map())
  return [...new Set([...a.keys(), ...b.keys()])]
    .map((field) => ({ field, before: a.get(field), after: b.get(field) }))
    .filter((d) => d.before !== d.after && d.field !== 'version' && d.field !== 'updatedAt')
}

/** Before and after of a change. */
export function Changes({ before, after }: { before?: unknown; after?: unknown }) {
  const { t } = useTranslation('common')
  const rows = difference(before, after)
  if (rows.length === 0) return null
  return (
    <table className="changes">
      <thead>
        <tr>
          <th>{t('audit.field')}</th>
          <th>{t('audit.before')}</th>
          <th>{t('audit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((r) => (
          <tr key={r.field}>
            <td>
              <code>{r.field}</code>
            </td>
            <td className="gone">{r.before}</td>
            <td className="came">{r.after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
