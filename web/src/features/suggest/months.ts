import { useTranslation } from 'react-i18next'

/** The names of the months, January first, in the language of the page. */
export function useMonths(): string[] {
  const { i18n } = useTranslation()
  return Array.from({ length: 12 }, (_, i) => new Date(2001, i).toLocaleString(i18n.language, { month: 'short' }))
}
