import { Screen, type ScreenEvents } from '../../../renderer/features/terminal/screen.ts'
import { HALF, linesAsBytes } from '../lines.ts'
import type { TerminalReading } from './api.ts'
import { watchFrames } from './tasks.ts'

const PIECE = 64 << 10
/** Pieces in the parser's queue: enough that it never waits. */
const AHEAD = 4
const SIZE = { cols: 160, rows: 45 }

const silent: ScreenEvents = {
  onData: () => undefined,
  onReply: () => undefined,
  onMetrics: () => undefined,
  onTitle: () => undefined,
  onBell: () => undefined,
  onClipboard: () => undefined,
  onLink: () => undefined,
  onHover: () => undefined,
}

/** The app's own screen, in the page and shown. */
export async function openScreen(events: Partial<ScreenEvents> = {}): Promise<Screen> {
  const screen = await Screen.create('bench', { ...silent, ...events })
  document.body.append(screen.element)
  screen.element.style.cssText = 'width: 1400px; height: 860px'
  screen.setVisible(true)
  screen.terminal.resize(SIZE.cols, SIZE.rows)
  return screen
}

/** The last lines that hold anything. */
export function lastLines({ terminal }: Screen, count = 20): string[] {
  const { active } = terminal.buffer
  const lines: string[] = []
  for (let y = active.length - 1; y >= 0 && lines.length < count; y--) {
    const text = active.getLine(y)?.translateToString(true) ?? ''
    if (text !== '' || lines.length > 0) lines.unshift(text)
  }
  return lines
}

let bytes: Uint8Array<ArrayBuffer> | null = null

/** What the terminal alone takes for the same bytes. */
export async function parse(lines: number): Promise<TerminalReading> {
  bytes ??= linesAsBytes(HALF, '\r\n')
  const all = bytes.subarray(0, (bytes.length / HALF) * lines)
  const screen = await openScreen()
  const frame = watchFrames()
  const began = performance.now()
  await new Promise<void>((resolve) => {
    let at = 0
    let live = AHEAD
    const next = () => {
      if (at >= all.length) {
        if (--live === 0) resolve()
        return
      }
      const part = all.subarray(at, at + PIECE)
      at += part.length
      screen.terminal.write(part, next)
    }
    for (let i = 0; i < AHEAD; i++) next()
  })
  const reading = { ms: performance.now() - began, bytes: all.length, last: lastLines(screen), frame: frame() }
  screen.dispose()
  return reading
}
