import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import type { Connection } from '../../../shared/contract/hosts.ts'
import { appError } from '../../../shared/errors.ts'
import { useWorld } from '../../world/entities.ts'
import { openForm } from './form-store.ts'
import { OpenForm } from './open-form.tsx'

const { open } = vi.hoisted(() => ({ open: vi.fn() }))
const never = (): AsyncGenerator => (async function* () {})()
vi.mock('../../api.ts', () => ({
  api: () => ({ terminal: { open, copied: never, giveUp: () => Promise.resolve(), shells: () => Promise.resolve([]) } }),
  onApi: () => () => undefined,
}))
vi.mock('./panes.ts', () => ({ closeTab: vi.fn(), showSession: vi.fn() }))
afterEach(cleanup)

test('while it opens it tells of what was started, takes no other choice, and gives the focus back when that failed', async () => {
  let fail: (error: unknown) => void = () => undefined
  open.mockReturnValue(new Promise((_done, failed: (error: unknown) => void) => (fail = failed)))
  const host = { id: 'h', name: 'h', address: 'unix:///x', source: 'given' as const }
  useWorld.setState({ connection: { state: 'connected', host } as Connection })
  render(<OpenForm />)
  act(() => openForm({ id: 'c'.repeat(64), name: 'web' }, 'toolbox'))
  const title = screen.getByRole('dialog').getAttribute('aria-labelledby') ?? ''
  const titled = () => document.getElementById(title)?.textContent
  const before = titled()
  const field = screen.getByRole('combobox', { name: /image/i })
  await userEvent.clear(field)
  await userEvent.type(field, 'busybox{Enter}')
  expect(open).toHaveBeenCalledOnce()
  for (const control of [...screen.getAllByRole('radio'), field]) expect(control.matches(':disabled')).toBe(true)
  await userEvent.click(screen.getAllByRole('radio')[0] ?? field)
  expect(titled()).toBe(before)
  await act(() => {
    fail(appError('terminal.not-found'))
    return Promise.resolve()
  })
  await waitFor(() => expect(document.activeElement).toBe(field))
  expect(field.matches(':disabled')).toBe(false)
})
