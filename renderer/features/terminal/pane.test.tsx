import { afterEach, expect, test, vi } from 'vitest'
import { Pane } from './pane.ts'
import type { Screen } from './screen.ts'

const made: ((screen: Screen) => void)[] = []
vi.mock('./screen.ts', () => ({ Screen: { create: () => new Promise<Screen>((resolve) => made.push(resolve)) } }))
afterEach(() => {
  made.length = 0
})

const tab = {
  id: 'terminal-1',
  kind: 'terminal' as const,
  title: 'web · shell',
  params: { container: { id: 'c'.repeat(64), name: 'web' }, kind: 'shell', like: null, session: null },
}
const screen = () => ({
  dispose: vi.fn(),
  setVisible: vi.fn(),
  element: document.createElement('div'),
  terminal: { attachCustomKeyEventHandler: vi.fn() },
})

test('one screen, whoever asks for it before xterm is loaded', () => {
  const pane = new Pane(tab)
  pane.takeBack()
  pane.takeBack()
  pane.takeBack()
  expect(made).toHaveLength(1)
})

test('a tab that is closed before xterm is loaded leaves no screen behind', async () => {
  const pane = new Pane(tab)
  pane.takeBack()
  await pane.close()
  const late = screen()
  made[0]?.(late as unknown as Screen)
  await expect.poll(() => late.dispose).toHaveBeenCalledOnce()
  expect(late.setVisible).not.toHaveBeenCalled()
})
