import { useTranslation } from 'react-i18next'

interface Reason {
  /** In the language of the request that brought it. */
  detail: string
  remedy?: string
  messages?: Record<string, string>
}

/** A coded sentence of the server in the page's language, with what to do about it. It breaks its lines in a table too. */
export function Said({ said }: { said: Reason | undefined }) {
  const { i18n } = useTranslation()
  if (!said) return null
  return (
    <span style={{ whiteSpace: 'normal' }}>
      {said.messages?.[i18n.language] ?? said.detail}
      {said.remedy && <span className="muted"> {said.remedy}</span>}
    </span>
  )
}
