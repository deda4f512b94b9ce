import { useTranslation } from 'react-i18next'

/** What a kind of document is called. */
export function DocKind({ kind }: { kind: string }) {
  const { t } = useTranslation('audit')
  return t(`object.${kind}`, { defaultValue: kind })
}
