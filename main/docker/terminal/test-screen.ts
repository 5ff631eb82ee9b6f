import type { OutputMark } from '../../../shared/contract/terminal.ts'
import { headless, type NewScreen } from './headless.ts'
import type { Terminals } from './index.ts'
import { SCROLLBACK } from './mirror.ts'
import type { HeadlessTerminal } from './xterm-inside.ts'

const LIMIT = 20_000

/** What a page needs of the backend, over a wire or without one. */
type Looked = Pick<Terminals['handlers'], 'output' | 'write'>

/** What a page is, for tests: reads a session's output into a terminal at the pace of its parsing. */
export class TestScreen {
  readonly terminal: HeadlessTerminal
  readonly marks: OutputMark[] = []
  bytes = 0
  /** Settles when the stream is over. */
  readonly done: Promise<void>
  readonly #stop = new AbortController()
  readonly #handlers: Looked
  readonly #session: string
  readonly #onLive: (screen: TestScreen) => void
  #changed: (() => void)[] = []

  /** @param onLive called when the picture of what was is whole, before anything newer is read. */
  static async of(handlers: Looked, session: string, onLive: (screen: TestScreen) => void = () => {}): Promise<TestScreen> {
    return new TestScreen(await headless(), handlers, session, onLive)
  }

  private constructor(newScreen: NewScreen, handlers: Looked, session: string, onLive: (screen: TestScreen) => void) {
    this.#handlers = handlers
    this.#session = session
    this.#onLive = onLive
    this.terminal = newScreen({ cols: 80, rows: 24, scrollback: SCROLLBACK }).terminal
    this.done = this.#read()
  }

  type(data: string): Promise<void> {
    return this.#handlers.write({ session: this.#session, data }, this.#stop.signal)
  }

  leave(): Promise<void> {
    this.#stop.abort()
    return this.done
  }

  /** Text of the screen, or of everything. */
  text(all = false): string {
    const { active } = this.terminal.buffer
    const lines: string[] = []
    for (let y = all ? 0 : active.baseY; y < active.length; y++) lines.push(active.getLine(y)?.translateToString(true) ?? '')
    return lines.join('\n').trimEnd()
  }

  /** What stands before the cursor in its line: a prompt. */
  line(): string {
    const { active } = this.terminal.buffer
    const line = active.getLine(active.baseY + active.cursorY)?.translateToString(false) ?? ''
    return line.slice(0, active.cursorX)
  }

  cells(): unknown {
    return cellsOf(this.terminal)
  }

  async until(condition: (screen: this) => boolean, what: string): Promise<void> {
    const end = Date.now() + LIMIT
    while (!condition(this)) {
      if (Date.now() > end) throw new Error(`no ${what} within ${String(LIMIT)} ms; the screen:\n${this.text()}`)
      await new Promise<void>((resolve) => {
        this.#changed.push(resolve)
        setTimeout(resolve, 50)
      })
    }
  }

  untilText(text: string | RegExp): Promise<void> {
    return this.until(
      (screen) => (typeof text === 'string' ? screen.text().includes(text) : text.test(screen.text())),
      `text ${String(text)}`,
    )
  }

  async #read(): Promise<void> {
    for await (const item of this.#handlers.output({ session: this.#session }, this.#stop.signal)) {
      if (item instanceof Uint8Array) {
        this.bytes += item.length
        await new Promise<void>((resolve) => this.terminal.write(item, resolve))
      } else {
        this.marks.push(item)
        if (item.t === 'replay') this.terminal.resize(item.cols, item.rows)
        if (item.t === 'live') this.#onLive(this)
      }
      for (const wake of this.#changed.splice(0)) wake()
    }
  }
}

/** Every cell as it is drawn, with cursor and modes: two equal ones look and behave the same. */
export function cellsOf(terminal: HeadlessTerminal): unknown {
  const { active } = terminal.buffer
  const lines: string[] = []
  for (let y = 0; y < active.length; y++) {
    const line = active.getLine(y)
    let text = ''
    for (let x = 0; x < terminal.cols; x++) {
      const cell = line?.getCell(x)
      if (cell === undefined) continue
      // The first 16 of the 256 colours are the 16: how they were asked for makes no difference.
      const mode = (rgb: boolean, palette: boolean) => (rgb ? 'rgb' : palette ? 'palette' : 'default')
      const look = [
        mode(cell.isFgRGB(), cell.isFgPalette()),
        cell.getFgColor(),
        mode(cell.isBgRGB(), cell.isBgPalette()),
        cell.getBgColor(),
      ]
      const flags = [cell.isBold(), cell.isItalic(), cell.isDim(), cell.isUnderline(), cell.isInverse()].map((flag) => (flag === 0 ? 0 : 1))
      text += `${cell.getChars() || ' '}|${look.join(',')}|${flags.join('')} `
    }
    lines.push(text)
  }
  const { cursorX, cursorY, baseY, type } = active
  return { type, cursorX, cursorY, baseY, modes: { ...modesOf(terminal) }, lines }
}

function modesOf({ modes }: HeadlessTerminal): Record<string, unknown> {
  return {
    cursorKeys: modes.applicationCursorKeysMode,
    keypad: modes.applicationKeypadMode,
    paste: modes.bracketedPasteMode,
    mouse: modes.mouseTrackingMode,
    wrap: modes.wraparoundMode,
    origin: modes.originMode,
  }
}
