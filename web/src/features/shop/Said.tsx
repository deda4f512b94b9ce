import { useTranslation } from 'react-i18next'
import type { Schema } from '@/api/client'

/** A coded sentence of the server in the page's language, with what to do about it. */
export function Said({ said }: { said: Schema<'ChannelSaidBody'> | undefined }) {
  const { i18n } = useTranslation()
  if (!said) return null
  return (
    <span>
      {said.messages[i18n.language] ?? said.detail}
      {said.remedy && <span className="muted"> {said.remedy}</span>}
    </span>
  )
}
