import { type Cast, MOST_PLAYED, parseCast } from '../../../shared/asciicast.ts'
import { copyText } from '../../copy.ts'
import { t } from '../../i18n/index.ts'
import { escapeControls } from '../../ui/index.ts'
import { updateTab } from '../../world/view.ts'
import { fitFont, followCursor } from './fit-font.ts'
import { follow } from './host-actions.ts'
import { type Clock, Player } from './player.ts'
import { dropPlayer, faultOf, playerState, setPlayer } from './player-state.ts'
import { Screen } from './screen.ts'
import { signs } from './signs.ts'
import { dropPane, setPane } from './state.ts'

const nothing = (): void => undefined

/** Also where the window is hidden, though slower. */
const clock: Clock = {
  now: () => performance.now(),
  soon: (call) => {
    const timer = setTimeout(call, 33)
    return () => clearTimeout(timer)
  },
}

/** Seconds pauses are shortened to when the recording wishes nothing. */
const USUAL_PAUSE = 2

/** Milliseconds a jump may take before the screen is hidden until it is there. */
const SOON = 150

/** What stands behind the tab of a recording, from its opening to its closing. */
export class PlayerPane {
  readonly tab: string
  #screen: Screen | null = null
  #player: Player | null = null
  #place: HTMLElement | null = null
  #active = false
  #closed = false
  #reading: File | null = null
  #frame = 0
  #hiding = 0
  /** A recording was chosen: whoever did that means to look at it now. */
  #wantsFocus = false
  readonly #resized = new ResizeObserver(() => this.#refit())

  constructor(tab: string) {
    this.tab = tab
  }

  get player(): Player | null {
    return this.#player
  }

  async play(file: File): Promise<void> {
    this.#reading = file
    this.#wantsFocus = true
    this.#free()
    updateTab(this.tab, { title: file.name })
    setPlayer(this.tab, { phase: 'reading', fault: null, playback: null })
    try {
      // Read at once and kept while the tab is open.
      if (file.size > MOST_PLAYED) {
        setPlayer(this.tab, { phase: 'failed', fault: { why: 'large', line: 0 } })
        return
      }
      const cast = parseCast(await file.text())
      const screen = await this.#draw(escapeControls(file.name, 64))
      if (this.#closed || this.#reading !== file) screen.dispose()
      else this.#begin(cast, screen)
    } catch (error) {
      if (!this.#closed && this.#reading === file) setPlayer(this.tab, { phase: 'failed', fault: faultOf(error) })
    }
  }

  /** Draws into this element from now on; null takes the screen out of the page, where it lives on. */
  show(place: HTMLElement | null): void {
    this.#place = place
    this.#resized.disconnect()
    const element = this.#screen?.element
    if (place === null || element === undefined) {
      element?.remove()
      return
    }
    place.append(element)
    // The grid too: while it is not seen it keeps the size it had.
    for (const one of [place, ...element.querySelectorAll('.xterm-screen')]) this.#resized.observe(one)
    this.#refit()
  }

  setActive(active: boolean): void {
    this.#active = active
    this.#screen?.setVisible(active)
    if (active) this.#refit()
  }

  setFitted(fitted: boolean): void {
    setPlayer(this.tab, { fitted })
    this.#refit()
  }

  /** Once for each recording. */
  takeFocusWish(): boolean {
    const wished = this.#wantsFocus
    this.#wantsFocus = false
    return wished
  }

  get hasSelection(): boolean {
    return this.#screen?.terminal.hasSelection() === true
  }

  copy(): void {
    const text = this.#screen?.terminal.getSelection() ?? ''
    if (text !== '') void copyText(text)
  }

  selectAll(): void {
    this.#screen?.terminal.selectAll()
  }

  close(): void {
    this.#closed = true
    this.#free()
    dropPlayer(this.tab)
    dropPane(this.tab)
  }

  #free(): void {
    cancelAnimationFrame(this.#frame)
    clearTimeout(this.#hiding)
    this.#resized.disconnect()
    this.#player?.dispose()
    this.#screen?.dispose()
    this.#player = null
    this.#screen = null
  }

  /** As guarded as a live terminal, and with nobody to answer: what the recording asks for is never sent anywhere. */
  async #draw(name: string): Promise<Screen> {
    const screen = await Screen.create(t('cast.of', { name }), {
      ...signs(this.tab),
      onData: nothing,
      onReply: nothing,
      onClipboard: nothing,
      onTitle: nothing,
      onMetrics: () => this.#refit(),
      onLink: (link) => void follow(link),
      onHover: (hover) => setPane(this.tab, { hover }),
    })
    const { terminal } = screen
    terminal.options.disableStdin = true
    terminal.options.cursorBlink = false
    // Keys are the player's: there is nothing to type into.
    terminal.attachCustomKeyEventHandler(() => false)
    if (terminal.textarea !== undefined) {
      terminal.textarea.tabIndex = -1
      terminal.textarea.addEventListener('focus', () => this.#place?.focus({ preventScroll: true }))
    }
    return screen
  }

  #begin(cast: Cast, screen: Screen): void {
    const { terminal } = screen
    this.#screen = screen
    terminal.onResize(() => this.#refit())
    const stage = {
      write: (data: string, parsed: () => void) =>
        terminal.write(data, () => {
          this.#follow()
          parsed()
        }),
      resize: (cols: number, rows: number) => terminal.resize(cols, rows),
      rebuild: (on: boolean) => this.#rebuild(on),
    }
    setPlayer(this.tab, { phase: 'ready', cut: cast.cut, limit: cast.idleLimit ?? USUAL_PAUSE })
    this.#player = new Player(cast, stage, clock, (playback) => setPlayer(this.tab, { playback }))
    this.show(this.#place)
    screen.setVisible(this.#active)
    this.#player.play()
  }

  #rebuild(on: boolean): void {
    const screen = this.#screen
    if (screen === null) return
    screen.silent = on
    clearTimeout(this.#hiding)
    if (!on) screen.element.style.opacity = ''
    else this.#hiding = window.setTimeout(() => (screen.element.style.opacity = '0'), SOON)
  }

  #follow(): void {
    if (this.#screen !== null && this.#place !== null && this.#active) followCursor(this.#screen, this.#place)
  }

  /** At most once a frame. */
  #refit(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = requestAnimationFrame(() => {
      if (this.#screen === null || this.#place === null) return
      fitFont(this.#screen, this.#place, playerState(this.tab).fitted)
      this.#follow()
    })
  }
}
