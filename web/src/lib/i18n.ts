import dayjs from 'dayjs'
import i18n, { type BackendModule } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Locale } from 'antd/es/locale'

/** The languages of the page; Chinese is complete and the default. */
export type Language = 'zh-CN' | 'en-US'

const storageKey = 'huotong.language'
const antdLocales = new Map<Language, Locale>()

const bundles: Record<Language, () => Promise<{ resources: Record<string, object>; antd: Locale }>> = {
  'zh-CN': () => import('../locales/zh-CN'),
  'en-US': () => import('../locales/en-US'),
}

// A feature's texts, one chunk per language, come with its first page.
const features = import.meta.glob<object>(['../locales/*/*.json', '!../locales/*/{common,menu}.json'], { import: 'default' })

const featureTexts: BackendModule = {
  type: 'backend',
  init() {},
  read(language, namespace, done) {
    const texts = features[`../locales/${language}/${namespace}.json`]
    if (!texts) return done(new Error(`no texts ${language}/${namespace}`), false)
    texts().then(
      (found) => done(null, found),
      (err: unknown) => done(err as Error, true),
    )
  },
}

/** Loads the texts of a feature, which is also their namespace. */
export async function loadTexts(feature: string): Promise<void> {
  await i18n.loadNamespaces(feature)
}

/** Loads what is left, so that nothing waits for texts later. */
export async function loadAllTexts(): Promise<void> {
  await i18n.loadNamespaces(Object.keys(features).map((path) => path.replace(/.*\/(.*)\.json$/, '$1')))
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
  await i18n.use(featureTexts).use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'common',
    ns: ['common', 'menu'],
    resources: {},
    partialBundledLanguages: true,
    interpolation: { escapeValue: false },
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
