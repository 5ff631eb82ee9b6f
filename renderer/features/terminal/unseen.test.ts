import headless from '@xterm/headless'
import type { Terminal } from '@xterm/xterm'
import { afterEach, expect, test, vi } from 'vitest'
import { writeUnseen } from './unseen.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** xterm's headless form parses as the one in a page does, and selects nothing. */
function terminal(selected?: ReturnType<Terminal['getSelectionPosition']>) {
  const select = vi.fn()
  const plain = new headless.Terminal({ cols: 80, rows: 5, scrollback: 100, allowProposedApi: true })
  return { plain, select, whole: Object.assign(plain, { getSelectionPosition: () => selected, select }) as unknown as Terminal }
}
const lines = (count: number) => new TextEncoder().encode(Array.from({ length: count }, (_, at) => `line ${String(at)}\r\n`).join(''))

test('what comes for a page that is not seen waits for no timer, however much it is', () => {
  vi.stubGlobal('document', { hidden: true })
  vi.useFakeTimers() // and none ever fires
  const { plain, whole } = terminal()
  const typed = vi.fn()
  plain.onData(typed)
  let parsed = 0
  for (let left = 50; left > 0; left--) writeUnseen(whole, lines(5000), () => parsed++)
  expect(parsed).toBe(50)
  expect(plain.buffer.active.getLine(plain.buffer.active.length - 2)?.translateToString(true)).toBe('line 4999')
  for (const [data] of typed.mock.calls) expect(data).toBe('')
})

test('whoever looked further up finds that place and the selection again', () => {
  vi.stubGlobal('document', { hidden: true })
  const { plain, whole, select } = terminal({ start: { x: 3, y: 1 }, end: { x: 5, y: 2 } })
  writeUnseen(whole, lines(50), () => undefined)
  plain.scrollToTop()
  writeUnseen(whole, lines(3), () => undefined)
  expect(plain.buffer.active.viewportY).toBe(0)
  expect(select).toHaveBeenLastCalledWith(3, 1, 82)
  expect(whole.options.scrollOnUserInput).toBe(true)
})

test('in a page that is seen drawing comes between', () => {
  vi.stubGlobal('document', { hidden: false })
  vi.useFakeTimers()
  const { whole } = terminal()
  const parsed = vi.fn()
  writeUnseen(whole, lines(10), parsed)
  expect(parsed).not.toHaveBeenCalled()
  vi.runAllTimers()
  expect(parsed).toHaveBeenCalledOnce()
})
