import { IntlMessageFormat } from 'intl-messageformat'
import { en, type MessageKey } from '../renderer/i18n/messages/en.ts'
import { ru } from '../renderer/i18n/messages/ru.ts'

export type Language = 'en' | 'ru'
export type Words = (key: MessageKey, values?: Record<string, string | number>) => string

/** The app's own sentences, for journeys which walk the same way in every language. */
export const words =
  (language: Language): Words =>
  (key, values) =>
    String(new IntlMessageFormat({ en, ru }[language][key], language, undefined, { ignoreTag: true }).format(values))
