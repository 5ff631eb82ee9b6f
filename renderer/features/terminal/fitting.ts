import { api } from '../../api.ts'
import type { Screen } from './screen.ts'
import { settled, whenSettled } from './settled.ts'
import type { Size } from './size.ts'

/** Keeps a terminal's grid as large as its place allows, and the backend told of it. */
export class Fitting {
  readonly #screen: () => Screen | null
  readonly #session: () => string | null
  #frame = 0
  #stopped = false
  #forget: (() => void) | null = null
  /** What the backend knows. */
  #sent: Size | null = null

  constructor(screen: () => Screen | null, session: () => string | null) {
    this.#screen = screen
    this.#session = session
  }

  /** The backend has this size. */
  note(size: Size): void {
    this.#sent = size
  }

  /** At most once a frame: fits the grid to its place and tells the backend. */
  refit(): void {
    cancelAnimationFrame(this.#frame)
    if (!this.#stopped) this.#frame = requestAnimationFrame(() => this.#fit())
  }

  #later(): void {
    this.#forget ??= whenSettled(() => {
      this.#forget = null
      this.refit()
    })
  }

  stop(): void {
    this.#stopped = true
    this.#forget?.()
    cancelAnimationFrame(this.#frame)
  }

  #fit(): void {
    const screen = this.#screen()
    const size = screen?.proposed() ?? null
    if (screen === null || size === null || screen.silent) return
    if (!settled()) {
      this.#later()
      return
    }
    if (size.cols !== screen.terminal.cols || size.rows !== screen.terminal.rows) screen.terminal.resize(size.cols, size.rows)
    const session = this.#session()
    if (session === null || (size.cols === this.#sent?.cols && size.rows === this.#sent.rows)) return
    this.#sent = size
    api()
      .terminal.resize({ session, ...size })
      .catch(() => undefined)
  }
}
