import type { FitAddon } from '@xterm/addon-fit'
import type { SearchAddon } from '@xterm/addon-search'
import type { WebglAddon } from '@xterm/addon-webgl'
import type { Terminal } from '@xterm/xterm'
import { registerUnicode } from '../../../shared/unicode-widths.ts'
import { feel } from './feel.ts'
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
  onLink(url: string): void
  onHover(url: string | null): void
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
  readonly #parts: Xterm
  readonly #onMetrics: () => void
  readonly #forget: () => void
  #webgl: WebglAddon | null = null
  /** Once the graphics failed, the slower way of drawing is stayed with. */
  #plain = false

  static async create(name: string, events: ScreenEvents): Promise<Screen> {
    rereadPrefs()
    return new Screen(await xterm(), name, events)
  }

  private constructor(parts: Xterm, name: string, events: ScreenEvents) {
    this.#parts = parts
    this.element = document.createElement('div')
    const activate = (event: MouseEvent, url: string) => {
      if (event.ctrlKey || event.metaKey) events.onLink(url)
    }
    const terminal = new parts.Terminal({
      ...terminalOptions(),
      linkHandler: {
        activate: (event, url) => activate(event, url),
        hover: (_event, url) => events.onHover(url),
        leave: () => events.onHover(null),
        allowNonHttpProtocols: false,
      },
    })
    this.terminal = terminal
    this.#fit = new parts.FitAddon()
    this.search = new parts.SearchAddon({ highlightLimit: 2000 })
    terminal.loadAddon(this.#fit)
    terminal.loadAddon(this.search)
    registerUnicode(terminal.unicode, (catching) => new parts.UnicodeGraphemesAddon().activate(catching as Terminal))
    terminal.loadAddon(
      new parts.WebLinksAddon(activate, { hover: (_event, url) => events.onHover(url), leave: () => events.onHover(null) }),
    )
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
      if (!(this.silent && FOCUS_REPORT.test(data))) events.onData(data, false)
    })
    terminal.onBinary((data) => events.onData(data, true))
    terminal.onTitleChange((title) => events.onTitle(title))
    terminal.onBell(() => {
      if (!this.silent) events.onBell()
    })
    terminal.open(this.element)
    terminal.textarea?.setAttribute('aria-label', name)
    allowPlainColours(terminal)
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
    if (!visible) this.#dropGraphics()
    else if (this.#webgl === null && !this.#plain) this.#addGraphics()
  }

  #restyle(): void {
    Object.assign(this.terminal.options, liveOptions(usePrefs.getState()))
    this.#onMetrics()
  }

  dispose(): void {
    this.#forget()
    this.#dropGraphics()
    this.terminal.dispose()
    this.element.remove()
  }

  #addGraphics(): void {
    if (!hasGraphics()) {
      this.#plain = true
      return
    }
    try {
      const webgl = new this.#parts.WebglAddon()
      webgl.onContextLoss(() => {
        this.#plain = true
        this.#dropGraphics()
      })
      this.terminal.loadAddon(webgl)
      this.#webgl = webgl
    } catch {
      this.#plain = true
      allowPlainColours(this.terminal)
    }
  }

  #dropGraphics(): void {
    const webgl = this.#webgl
    this.#webgl = null
    try {
      webgl?.dispose()
    } catch {
      // A lost context may fail to be let go.
    }
    allowPlainColours(this.terminal)
  }
}

let graphics: boolean | null = null

/** Names of drivers that play a graphics processor in software. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i

/** Whether a graphics processor draws: where it is played in software, plain elements are several times faster. */
function hasGraphics(): boolean {
  graphics ??= asksGraphics()
  return graphics
}

function asksGraphics(): boolean {
  const context = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true })
  if (context === null) return false
  const named = context.getExtension('WEBGL_debug_renderer_info')
  const driver = String(context.getParameter(named?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER))
  context.getExtension('WEBGL_lose_context')?.loseContext()
  return !SOFTWARE.test(driver)
}

type RowFactory = { _addStyle?: (element: HTMLElement, style: string) => void }
type Inner = { _core?: { _renderService?: { _renderer?: { value?: { _rowFactory?: RowFactory } } } } }

/**
 * Without graphics xterm 6 writes 24-bit colours as style attributes, which the page's policy forbids; set as properties they
 * are allowed. Reaches into xterm, and does nothing where that has changed.
 */
function allowPlainColours(terminal: Terminal): void {
  const factory = (terminal as unknown as Inner)._core?._renderService?._renderer?.value?._rowFactory
  if (factory?._addStyle === undefined) return
  factory._addStyle = (element, style) => {
    element.style.cssText += `${style};`
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
