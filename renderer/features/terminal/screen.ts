import type { FitAddon } from '@xterm/addon-fit'
import type { SearchAddon } from '@xterm/addon-search'
import type { Terminal } from '@xterm/xterm'
import { registerUnicode } from '../../../shared/unicode-widths.ts'
import { feel } from './feel.ts'
import { fileLinks } from './file-links.ts'
import { Graphics } from './graphics.ts'
import { Ligatures } from './ligatures.ts'
import type { Link } from './link-text.ts'
import { rereadPrefs, usePrefs } from './prefs.ts'
import { guardReplies } from './replies.ts'
import { measured, type Size } from './size.ts'
import { liveOptions, onLook, ownColours, terminalOptions } from './theme.ts'
import { type Xterm, xterm } from './xterm.ts'

export type ScreenEvents = {
  /** Keys and mouse reports, to be sent. */
  onData(data: string, binary: boolean): void
  /** An answer to a query of this screen's own program. */
  onReply(text: string): void
  onTitle(title: string): void
  onBell(): void
  onClipboard(data: string): void
  onLink(link: Link): void
  onHover(link: Link | null): void
  /** A cell may have another size now. */
  onMetrics(): void
}

/** Sent by itself when a program's mode for it is set again. */
const FOCUS_REPORT = /^\x1b\[[IO]$/

/** One xterm with all that belongs to it. Lives as long as its tab; its element is moved to wherever it is shown. */
export class Screen {
  readonly element: HTMLElement
  readonly terminal: Terminal
  readonly search: SearchAddon
  /** While a screen is being rebuilt nothing is answered: the queries in it were answered long ago. */
  silent = false
  readonly #fit: FitAddon
  readonly #graphics: Graphics
  readonly #ligatures: Ligatures
  readonly #onMetrics: () => void
  readonly #forget: () => void

  static async create(name: string, events: ScreenEvents): Promise<Screen> {
    rereadPrefs()
    return new Screen(await xterm(), name, events)
  }

  private constructor(parts: Xterm, name: string, events: ScreenEvents) {
    this.element = document.createElement('div')
    const following = (kind: Link['kind']) => ({
      activate: (event: MouseEvent, text: string) => {
        if (event.ctrlKey || event.metaKey) events.onLink({ kind, text })
      },
      hover: (_event: MouseEvent, text: string) => events.onHover({ kind, text }),
      leave: () => events.onHover(null),
    })
    const url = following('url')
    const terminal = new parts.Terminal({
      ...terminalOptions(),
      linkHandler: { ...url, allowNonHttpProtocols: false },
    })
    this.terminal = terminal
    this.#fit = new parts.FitAddon()
    this.search = new parts.SearchAddon({ highlightLimit: 2000 })
    terminal.loadAddon(this.#fit)
    terminal.loadAddon(this.search)
    registerUnicode(terminal.unicode, (catching) => new parts.UnicodeGraphemesAddon().activate(catching as Terminal))
    terminal.loadAddon(new parts.WebLinksAddon(url.activate, url))
    terminal.registerLinkProvider(fileLinks(terminal, following('file')))
    guardReplies(
      terminal,
      (text) => {
        if (!this.silent) events.onReply(text)
      },
      (mode) => modeOf(terminal, mode),
      ownColours,
    )
    terminal.parser.registerOscHandler(52, (data) => {
      if (!this.silent) events.onClipboard(data)
      return true
    })
    terminal.onData((data) => {
      if (data !== '' && !(this.silent && FOCUS_REPORT.test(data))) events.onData(data, false)
    })
    terminal.onBinary((data) => events.onData(data, true))
    terminal.onTitleChange((title) => events.onTitle(title))
    terminal.onBell(() => {
      if (!this.silent) events.onBell()
    })
    terminal.open(this.element)
    terminal.textarea?.setAttribute('aria-label', name)
    this.#graphics = new Graphics(terminal, this.element, () => new parts.WebglAddon(), events.onMetrics)
    this.#ligatures = new Ligatures(terminal, this.element)
    this.#ligatures.draw(usePrefs.getState().ligatures)
    feel(this.element, terminal)
    this.#onMetrics = events.onMetrics
    this.#forget = onLook(() => this.#restyle())
  }

  /** The size the place it stands in allows; null while it is hidden. */
  proposed(): Size | null {
    return this.element.isConnected ? measured(this.#fit) : null
  }

  /** Graphics only for what is seen: a browser gives few contexts. */
  setVisible(visible: boolean): void {
    if (visible) this.#graphics.add()
    else this.#graphics.drop()
  }

  #restyle(): void {
    const prefs = usePrefs.getState()
    Object.assign(this.terminal.options, liveOptions(prefs))
    this.#ligatures.draw(prefs.ligatures)
    this.#onMetrics()
  }

  dispose(): void {
    this.#forget()
    this.#graphics.dispose()
    this.terminal.dispose()
    this.element.remove()
  }
}

function modeOf({ modes, buffer }: Terminal, mode: number): boolean | undefined {
  switch (mode) {
    case 1:
      return modes.applicationCursorKeysMode
    case 7:
      return modes.wraparoundMode
    case 45:
      return modes.reverseWraparoundMode
    case 66:
      return modes.applicationKeypadMode
    case 1000:
      return modes.mouseTrackingMode === 'vt200'
    case 1002:
      return modes.mouseTrackingMode === 'drag'
    case 1003:
      return modes.mouseTrackingMode === 'any'
    case 1004:
      return modes.sendFocusMode
    case 1049:
      return buffer.active.type === 'alternate'
    case 2004:
      return modes.bracketedPasteMode
    case 2026:
      return modes.synchronizedOutputMode
    default:
      return undefined
  }
}
