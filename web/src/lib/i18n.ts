import dayjs from 'dayjs'
import i18n from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Locale } from 'antd/es/locale'

/** The languages of the page; Chinese is complete and the default. */
export type Language = 'zh-CN' | 'en-US'

const storageKey = 'huotong.language'
const antdLocales = new Map<Language, Locale>()

// One chunk per language: the texts are few, and switching must not unmount work in progress.
const bundles: Record<Language, () => Promise<{ resources: Record<string, object>; antd: Locale }>> = {
  'zh-CN': () => import('../locales/zh-CN'),
  'en-US': () => import('../locales/en-US'),
}

async function load(language: Language): Promise<void> {
  if (antdLocales.has(language)) return
  const bundle = await bundles[language]()
  for (const [ns, texts] of Object.entries(bundle.resources)) i18n.addResourceBundle(language, ns, texts)
  antdLocales.set(language, bundle.antd)
}

/** The language this browser was last used in. */
export function storedLanguage(): Language {
  return localStorage.getItem(storageKey) === 'en-US' ? 'en-US' : 'zh-CN'
}

/** Starts i18next with the stored language. */
export async function startI18n(language: Language = storedLanguage()): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'common',
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    returnNull: false,
  })
  await changeLanguage(language)
}

/** Switches the page's language in place: nothing is unmounted, open forms keep what was typed. */
export async function changeLanguage(language: Language): Promise<void> {
  await load(language)
  await i18n.changeLanguage(language)
  dayjs.locale(language === 'zh-CN' ? 'zh-cn' : 'en')
  localStorage.setItem(storageKey, language)
  document.documentElement.lang = language
}

/** Ant Design's own texts in a loaded language. */
export function antdLocale(language: string): Locale | undefined {
  return antdLocales.get(language as Language)
}
