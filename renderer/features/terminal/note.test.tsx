import { render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { setLanguage } from '../../i18n/index.ts'
import { setPane } from './state.ts'
import { Note } from './terminal-view.tsx'

vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }))

test('what was left out is said in the units of the language', async () => {
  setPane('one', { skipped: 1_530_000 })
  await setLanguage('ru')
  render(<Note tab="one" />)
  expect(screen.getByRole('status').textContent).toBe('Ctrl+C: здесь пропущено 1,53\u00a0МБ вывода')
})
