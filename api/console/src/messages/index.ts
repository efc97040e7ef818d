import { createI18n, type DefineLocaleMessage } from 'vue-i18n'
import { requestContext } from '@/api/client'

/** The languages of the console; the first is the default. */
export const locales = ['zh-CN', 'en'] as const
export type Locale = (typeof locales)[number]

const files = import.meta.glob<{ default: object }>('./*/*.json', { eager: true })
const remembered = 'mulin.locale'

/** All message files of one language, one key per context. */
function messagesOf(locale: Locale): DefineLocaleMessage {
  const own = Object.entries(files).filter(([path]) => path.startsWith(`./${locale}/`))
  return Object.fromEntries(own.map(([path, file]) => [contextOf(path), file.default]))
}

function contextOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.json'.length)
}

function initial(): Locale {
  const stored = localStorage.getItem(remembered)
  return locales.find((locale) => locale === stored) ?? 'zh-CN'
}

export const i18n = createI18n<false>({
  legacy: false,
  locale: initial(),
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': messagesOf('zh-CN'), en: messagesOf('en') },
})

/** Switches texts, the language of the API's answers and the document's language at once. */
export function useLocale(locale: Locale): void {
  i18n.global.locale.value = locale
  localStorage.setItem(remembered, locale)
  requestContext.locale = locale
  document.documentElement.lang = locale
}

useLocale(initial())
