import { type Language, useI18n } from './index.ts'

const UNITS: Record<Language, readonly string[]> = {
  en: ['B', 'kB', 'MB', 'GB', 'TB', 'PB'],
  ru: ['Б', 'кБ', 'МБ', 'ГБ', 'ТБ', 'ПБ'],
}

/** Bytes as docker writes them: powers of 1000, three significant digits: `74.8 MB`, `1.84 kB`. */
export function formatBytes(bytes: number, language: Language): string {
  const units = UNITS[language]
  let value = Math.max(0, bytes)
  let unit = 0
  // 999.6 kB would round to 1,000 kB.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = new Intl.NumberFormat(language, { maximumSignificantDigits: 3, useGrouping: false })
  return `${digits.format(unit === 0 ? Math.round(value) : value)}\u00a0${units[unit] ?? ''}`
}

/** `68 %`, whole: a share that is not yet whole never reads 100. */
export function formatPercent(share: number): string {
  const percent = share >= 1 ? 100 : Math.min(99, Math.floor(share * 100))
  return `${percent}\u00a0%`
}

/** A short wait: `11 sec`, `2 min`, `3 hr`. */
export function formatSeconds(seconds: number, language: Language): string {
  const [value, unit] = seconds < 90 ? [seconds, 'second'] : seconds < 90 * 60 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour']
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 0 })
  return format.format(Math.max(1, Math.round(value)))
}

/** `const bytes = useBytes()`, then `bytes(image.size)`. */
export function useBytes(): (bytes: number) => string {
  const language = useI18n((s) => s.language)
  return (bytes) => formatBytes(bytes, language)
}
