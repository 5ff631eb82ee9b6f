import type { OutputMark, Session } from '../../../shared/contract/terminal.ts'
import { api, onApi } from '../../api.ts'
import { copyText } from '../../copy.ts'
import { t } from '../../i18n/index.ts'
import { escapeControls } from '../../ui/index.ts'
import { type DockTab, updateTab } from '../../world/view.ts'
import { askClipboard } from './ask-clipboard.ts'
import { isTyping, register, sharing } from './broadcast.ts'
import { endSession } from './end-session.ts'
import { Fitting } from './fitting.ts'
import { follow } from './host-actions.ts'
import { handleKeys } from './keys.ts'
import { mayRestartNow, openWanted } from './opening.ts'
import { noteCommand, paramsOf, type TerminalParams } from './params.ts'
import { cleanPaste, encodePaste, mustConfirm } from './paste.ts'
import { readSession } from './reader.ts'
import { Screen } from './screen.ts'
import { useSessions } from './sessions.ts'
import { signs } from './signs.ts'
import type { Size } from './size.ts'
import { dropPane, failure, noteSkipped, paneState, setPane } from './state.ts'
import { zoomSeen } from './theme.ts'
import { onFrozen, writeUnseen } from './unseen.ts'
import { Writer } from './writer.ts'

const DEFAULT_SIZE: Size = { cols: 80, rows: 24 }

/** What stands behind one tab, from its opening to its closing; what React draws of it comes and goes. */
export class Pane {
  readonly tab: string
  #params: TerminalParams
  #screen: Screen | null = null
  #drawn: Promise<Screen> | null = null
  #place: HTMLElement | null = null
  #active = false
  #reading: AbortController | null = null
  #closed = false
  readonly #fitting = new Fitting(
    () => this.#screen,
    () => this.#params.session,
  )
  readonly #writer: Writer
  readonly #resized = new ResizeObserver(() => this.#fitting.refit())
  readonly #forget: () => void
  readonly #unshare: () => void
  readonly #thaw: () => void

  constructor(tab: DockTab) {
    this.tab = tab.id
    this.#params = paramsOf(tab)
    this.#writer = new Writer(api, () => this.#params.session)
    this.#unshare = register(this.tab, this)
    this.#thaw = onFrozen(
      () => paneState(this.tab).phase !== 'open' || this.#reading?.abort(),
      () => this.#reading?.signal.aborted !== true || void this.#begin(),
    )
    // Called at once when there is a connection, and again for each later one.
    this.#forget = onApi(() => void this.#begin())
  }

  get session(): Session | null {
    return useSessions.getState().byId.get(this.#params.session ?? '') ?? null
  }

  get screen(): Screen | null {
    return this.#screen
  }

  /** Draws into this element from now on; null takes the screen out of the page, where it lives on. */
  show(place: HTMLElement | null): void {
    this.#place = place
    this.#resized.disconnect()
    if (this.#screen === null) return
    if (place === null) this.#screen.element.remove()
    else {
      place.append(this.#screen.element)
      this.#resized.observe(place)
      this.#fitting.refit()
    }
  }

  setActive(active: boolean): void {
    this.#active = active
    this.#screen?.setVisible(active)
    if (active) this.#fitting.refit()
  }

  /** At once, or as soon as there is something to type into, unless the user has gone elsewhere by then. */
  focus(): void {
    const { phase } = paneState(this.tab)
    // Before there is a screen at least away from the button that opened it: a second press of the same key would open another.
    if (this.#screen !== null && (phase === 'open' || phase === 'opening' || phase === 'waiting')) this.#screen.terminal.focus()
    else this.#place?.focus()
    this.#focusFrom = phase === 'open' ? null : document.activeElement
  }

  #focusFrom: Element | null = null
  #focusIfWanted(): void {
    const wanted = this.#focusFrom !== null && (this.#focusFrom === document.activeElement || document.activeElement === document.body)
    this.#focusFrom = null
    if (wanted && this.#active) this.#screen?.terminal.focus()
  }

  /** Opens it anew in the same tab: after the end, or when the first try failed. */
  async restart(): Promise<void> {
    const { session } = this.#params
    this.#reading?.abort()
    // At once: what is typed from here on is for the next one.
    this.#setSession(null)
    this.#writer.forget()
    this.#screen?.terminal.reset()
    setPane(this.tab, { phase: 'opening', clipboardRefused: false })
    this.focus()
    const begun = this.#begin()
    if (session !== null)
      await api()
        .terminal.close({ session })
        .catch(() => undefined)
    await begun
  }

  /** Shows it here again after another window took it. */
  takeBack(): void {
    void this.#begin()
  }

  paste(text: string): void {
    const clean = cleanPaste(text)
    if (mustConfirm(clean)) setPane(this.tab, { paste: clean })
    else this.sendPaste(clean)
  }

  /** To all that share its typing: they were asked for once. */
  sendPaste(clean: string): void {
    for (const one of sharing(this.tab)) one.pasteClean(clean)
    this.focus()
  }

  /** Each program gets it the way it asked for. */
  pasteClean(clean: string): void {
    const bracketed = this.#screen?.terminal.modes.bracketedPasteMode === true
    if (clean !== '') this.type(encodePaste(clean, bracketed))
    this.#screen?.terminal.scrollToBottom()
  }

  type(data: string): void {
    this.#writer.send(data)
  }

  /** Whether it takes what is typed. */
  get open(): boolean {
    const { session } = this
    return session !== null && session.now.state === 'live' && !session.readOnly
  }

  #typed(data: string, binary: boolean): void {
    if (binary || !isTyping(data)) this.#writer.send(data, binary)
    else for (const one of sharing(this.tab)) one.type(data)
  }

  copy(): void {
    const text = this.#screen?.terminal.getSelection() ?? ''
    if (text !== '') void copyText(text)
    this.#screen?.terminal.clearSelection()
  }

  /** Ends the shell. False is never answered: the tab goes in any case, and says what still runs. */
  async close(): Promise<void> {
    this.#closed = true
    this.#reading?.abort()
    this.#resized.disconnect()
    this.#forget()
    this.#unshare()
    this.#thaw()
    this.#fitting.stop()
    this.#screen?.dispose()
    dropPane(this.tab)
    noteCommand(this.tab, null)
    await endSession(this.#params)
  }

  async #begin(): Promise<void> {
    this.#reading?.abort()
    const reading = new AbortController()
    this.#reading = reading
    setPane(this.tab, { phase: this.#params.session === null ? 'opening' : 'waiting', error: null, skipped: 0 })
    try {
      const screen = await this.#ensureScreen()
      if (this.#closed || this.#reading !== reading) return
      if (this.#params.session === null) await this.#open(screen)
      if (reading.signal.aborted || this.#params.session === null) return
      const written = { write: (data: Uint8Array, parsed: () => void) => writeUnseen(screen.terminal, data, parsed) }
      await readSession(api(), this.#params.session, written, (mark) => this.#mark(mark), reading.signal)
    } catch (error) {
      if (!reading.signal.aborted) setPane(this.tab, failure(error))
    }
  }

  /** One, however many ask before xterm is loaded; a failure may be tried again. */
  #ensureScreen(): Promise<Screen> {
    this.#drawn ??= this.#draw().catch((error: unknown) => {
      this.#drawn = null
      throw error
    })
    return this.#drawn
  }

  async #draw(): Promise<Screen> {
    const screen = await Screen.create(t('terminal.of', { name: escapeControls(this.#params.container.name, 64) }), {
      onData: (data, binary) => this.#typed(data, binary),
      onReply: (text) => this.#writer.send(text),
      ...signs(this.tab),
      onMetrics: () => this.#fitting.refit(),
      onClipboard: (data) => askClipboard(this.tab, data, this.#active && !document.hidden),
      onLink: (link) => void follow(link),
      onHover: (hover) => setPane(this.tab, { hover }),
    })
    handleKeys(screen.terminal, {
      copy: () => this.copy(),
      find: () => setPane(this.tab, { find: true }),
      zoom: zoomSeen,
      enterAfterEnd: () => this.#again(),
    })
    screen.element.addEventListener('paste', (event) => this.#onPaste(event), true)
    this.#screen = screen
    // Nobody else would: its tab went while it was made.
    if (this.#closed) screen.dispose()
    if (this.#closed) return screen
    this.show(this.#place)
    screen.setVisible(this.#active)
    // What is typed from here on waits for the shell.
    if (this.#place !== null && document.activeElement === this.#place) this.focus()
    return screen
  }

  /** Enter on a terminal that is over: what Restart does, and nothing while that is disabled. */
  #again(): boolean {
    const over = this.session !== null && this.session.now.state !== 'live'
    if (over && mayRestartNow(this.#params)) void this.restart()
    return over
  }

  #onPaste(event: ClipboardEvent): void {
    event.preventDefault()
    event.stopPropagation()
    this.paste(event.clipboardData?.getData('text/plain') ?? '')
  }

  async #open(screen: Screen): Promise<void> {
    const size = screen.proposed() ?? DEFAULT_SIZE
    screen.terminal.resize(size.cols, size.rows)
    this.#fitting.note(size)
    const { session, like } = await openWanted(this.tab, this.#params, size)
    if (this.#closed) {
      await endSession({ ...this.#params, session: session.id })
      return
    }
    this.#params = { ...this.#params, like, program: session.program }
    this.#setSession(session.id)
    this.#writer.flush()
  }

  #setSession(session: string | null): void {
    this.#params = { ...this.#params, session }
    updateTab(this.tab, { params: this.#params })
  }

  #mark(mark: OutputMark): void {
    const screen = this.#screen
    if (screen === null) return
    if (mark.t === 'replay') {
      screen.silent = true
      screen.element.style.opacity = '0' // the picture is built up unseen; what is hidden would lose the focus and the keys
      screen.terminal.reset()
      screen.terminal.resize(mark.cols, mark.rows)
      this.#fitting.note(mark)
    } else if (mark.t === 'live') {
      screen.silent = false
      screen.element.style.opacity = ''
      setPane(this.tab, { phase: 'open' })
      this.#fitting.refit()
      this.#focusIfWanted()
    } else if (mark.t === 'taken') setPane(this.tab, { phase: 'taken' })
    else noteSkipped(this.tab, mark.bytes)
  }
}
