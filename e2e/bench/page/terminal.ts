import { type Api, api } from '../../../renderer/api.ts'
import { readSession } from '../../../renderer/features/terminal/reader.ts'
import type { Screen } from '../../../renderer/features/terminal/screen.ts'
import { Writer } from '../../../renderer/features/terminal/writer.ts'
import type { OutputMark } from '../../../shared/contract/terminal.ts'
import type { BenchPage } from './api.ts'
import { openBare } from './bare.ts'
import { lastLines, openScreen } from './screen.ts'
import { afterPaint, watchFrames } from './tasks.ts'

/** busybox's `sh` for root. */
const PROMPT = '/ #'
const PATIENCE = 30_000
/** The terminal's echo of the line that is waited for. */
const ECHO = 2

/** Waits for a line before it begins, so that all of its output is read by the page: what comes unseen is kept as a screen only. */
export const run: BenchPage['run'] = async (container, command) => {
  const screen = await openScreen()
  const { cols, rows } = screen.terminal
  const frame = watchFrames()
  let bytes = -ECHO
  let live = false
  const counting = async function* (...args: Parameters<Api['terminal']['output']>) {
    for await (const item of api().terminal.output(...args)) {
      // What comes before that is the picture of an empty screen.
      if (!(item instanceof Uint8Array)) live ||= item.t === 'live'
      else if (live) bytes += item.length
      yield item
    }
  }
  const client: Api = { ...api(), terminal: { ...api().terminal, output: counting } }
  const began = performance.now()
  const waiting = ['sh', '-c', 'read -r go; exec "$@"', 'sh', ...command]
  const { id } = await api().terminal.open({ container, kind: 'command', command: waiting, cols, rows })
  const go = (mark: OutputMark) => {
    if (mark.t === 'live') void api().terminal.write({ session: id, data: '\r' })
  }
  await readSession(client, id, screen.terminal, go, new AbortController().signal)
  const reading = { ms: performance.now() - began, bytes, last: lastLines(screen), frame: frame() }
  await api().terminal.close({ session: id })
  screen.dispose()
  return reading
}

let shell: { screen: Screen; type(text: string): void } | null = null

export const openShell: BenchPage['openShell'] = async (way, container) => {
  shell = await (way === 'app' ? appShell(container) : bareShell(container))
  await painted(shell.screen, (line) => line.startsWith(PROMPT))
}

async function appShell(container: string) {
  let session: string | null = null
  const writer = new Writer(api, () => session)
  const screen = await openScreen({ onData: (data, binary) => writer.send(data, binary) })
  const { cols, rows } = screen.terminal
  session = (await api().terminal.open({ container, kind: 'shell', cols, rows })).id
  void readSession(api(), session, screen.terminal, () => undefined, new AbortController().signal)
  const opened = session
  return {
    screen,
    type: (text: string) => screen.terminal.input(text, true),
    async close() {
      screen.dispose()
      await api().terminal.close({ session: opened })
    },
  }
}

/** Everything is written into the terminal as it comes. */
async function bareShell(container: string) {
  const screen = await openScreen({ onData: (data) => socket.send(data) })
  const { socket } = await openBare(`/shell/${container}`, (bytes) => {
    try {
      screen.terminal.write(bytes)
    } catch {
      // xterm refuses what comes on top of 50 MB unparsed: without flow control that is lost.
    }
  })
  socket.send('go')
  return { screen, type: (text: string) => screen.terminal.input(text, true) }
}

export const echo: BenchPage['echo'] = async () => {
  if (shell === null) throw new Error('no shell is open')
  const { screen, type } = shell
  const { terminal } = screen
  const { cursorX } = terminal.buffer.active
  const began = performance.now()
  const parsed = new Promise<number>((resolve) => {
    const listener = terminal.onWriteParsed(() => {
      if (terminal.buffer.active.cursorX === cursorX) return
      listener.dispose()
      resolve(performance.now() - began)
    })
  })
  type('x')
  const reading = { parsed: await parsed, painted: 0 }
  await afterPaint()
  reading.painted = performance.now() - began
  // Away again, so that the line never grows.
  type('\x7f')
  await painted(screen, (line) => line === PROMPT)
  return reading
}

export const openTime: BenchPage['openTime'] = async (container) => {
  const began = performance.now()
  const opened = await appShell(container)
  await painted(opened.screen, (line) => line.startsWith(PROMPT))
  const ms = performance.now() - began
  await opened.close()
  return ms
}

export const openBeside: BenchPage['openBeside'] = async (container, count) => {
  for (let i = 0; i < count; i++) {
    const { screen } = await appShell(container)
    await painted(screen, (line) => line.startsWith(PROMPT))
    screen.setVisible(false)
    screen.element.remove()
  }
}

let round = 0

export const interrupt: BenchPage['interrupt'] = async (flood) => {
  if (shell === null) throw new Error('no shell is open')
  const { screen, type } = shell
  type(`yes ${'flood '.repeat(12)}\r`)
  await painted(screen, (_line, above) => above.startsWith('flood flood'))
  await new Promise((resolve) => setTimeout(resolve, flood)) // the work itself: how long it floods
  const began = performance.now()
  type('\x03')
  await painted(screen, (line) => line === PROMPT)
  const ms = performance.now() - began
  const sign = `still here ${String(++round)}`
  type(`echo ${sign}\r`)
  await painted(screen, (line, above) => line === PROMPT && above === sign)
  return ms
}

/** Resolves with the frame that shows the cursor's line, and the one above it, as wanted. */
function painted(screen: Screen, wanted: (line: string, above: string) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`the screen ends with ${lastLines(screen, 3).join(' | ')}`)), PATIENCE)
    const { terminal } = screen
    const look = () => {
      const { active } = terminal.buffer
      const at = active.baseY + active.cursorY
      const text = (y: number) => active.getLine(y)?.translateToString(true).trimEnd() ?? ''
      if (!wanted(text(at), text(at - 1))) return
      listener.dispose()
      clearTimeout(limit)
      resolve()
    }
    const listener = terminal.onRender(look)
    look()
  })
}
