import { IntlMessageFormat } from 'intl-messageformat'
import { create } from 'zustand'
import { readStored, writeStored } from '../stored.ts'
import { en, type MessageKey } from './messages/en.ts'

export type Language = 'en' | 'ru'
export type { MessageKey }
export type Values = Record<string, string | number>
/** A sentence in the user's language; ICU plurals and arguments. */
export type Translate = (key: MessageKey, values?: Values) => string

type Messages = Record<MessageKey, string>

/** English is there from the start, another language comes when it is first wanted: nobody loads what they do not read. */
const tables: Partial<Record<Language, Messages>> = { en }
const load = { ru: async (): Promise<Messages> => (await import('./messages/ru.ts')).ru }
const KEY = 'gantry.language'

function initial(): Language {
  const kept = readStored(KEY)
  if (kept === 'en' || kept === 'ru') return kept
  return navigator.language.toLowerCase().startsWith('ru') ? 'ru' : 'en'
}

/** Nothing of ICU's syntax in it, as in most messages: compiling one takes 0.1 ms, and the first picture shows two hundred. */
const isPlain = (message: string): boolean => !/[{}'#]/.test(message)

function translator(language: Language): Translate {
  const compiled = new Map<MessageKey, IntlMessageFormat>()
  return (key, values) => {
    const message = (tables[language] ?? en)[key]
    if (isPlain(message)) return message
    let format = compiled.get(key)
    if (format === undefined) {
      format = new IntlMessageFormat(message, language, undefined, { ignoreTag: true })
      compiled.set(key, format)
    }
    return format.format(values) as string
  }
}

type I18n = { language: Language; t: Translate }
export const useI18n = create<I18n>(() => ({ language: 'en', t: translator('en') }))

let wanted: Language = 'en'
async function show(language: Language): Promise<void> {
  wanted = language
  if (language !== 'en') tables[language] ??= await load[language]()
  // Another one was chosen meanwhile.
  if (wanted !== language) return
  document.documentElement.lang = language
  useI18n.setState({ language, t: translator(language) })
}

/** The language of last time, else the system's; for before the first picture. Where its words cannot be had it stays English. */
export const startLanguage = (): Promise<void> => show(initial()).catch((error: unknown) => reportError(error))

/** Keeps the choice, and resolves once it shows. */
export async function setLanguage(language: Language): Promise<void> {
  writeStored(KEY, language)
  await show(language).catch((error: unknown) => reportError(error))
}

/** `const t = useT()` in components. */
export const useT = (): Translate => useI18n((s) => s.t)
/** Outside React: toasts, commands. */
export const t: Translate = (key, values) => useI18n.getState().t(key, values)
