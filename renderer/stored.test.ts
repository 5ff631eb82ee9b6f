import { afterEach, expect, test, vi } from 'vitest'
import { setLanguage, useI18n } from './i18n/index.ts'
import { readStored, readStoredJson, writeStored } from './stored.ts'

vi.hoisted(() => {
  // The languages are put together as the page loads; here there is no page.
  vi.stubGlobal('document', { documentElement: {} })
  vi.stubGlobal('navigator', { language: 'en' })
})
afterEach(() => vi.stubGlobal('localStorage', undefined))

test('a forbidden storage costs only the memory', async () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new DOMException('denied', 'SecurityError')
    },
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  })
  writeStored('a', 'b')
  expect(readStored('a')).toBeNull()
  expect(readStoredJson('a')).toBeNull()
  await setLanguage('ru')
  expect(useI18n.getState().t('ui.close')).toBe('Закрыть')
})

test('what is no JSON reads as nothing', () => {
  vi.stubGlobal('localStorage', { getItem: () => '{"half' })
  expect(readStoredJson('a')).toBeNull()
})
