import type { WebglAddon } from '@xterm/addon-webgl'
import type { Terminal } from '@xterm/xterm'
import { t } from '../../i18n/index.ts'
import { toasts } from '../../ui/index.ts'

/** How one terminal is drawn: by the graphics processor where there is one, by plain elements where there is none or it failed. */
export class Graphics {
  readonly #terminal: Terminal
  readonly #element: HTMLElement
  readonly #make: () => WebglAddon
  readonly #onChange: () => void
  #webgl: WebglAddon | null = null
  /** Once the graphics failed, the slower way of drawing is stayed with. */
  #plain = false

  /** @param onChange a cell may have another size now */
  constructor(terminal: Terminal, element: HTMLElement, make: () => WebglAddon, onChange: () => void) {
    this.#terminal = terminal
    this.#element = element
    this.#make = make
    this.#onChange = onChange
    // xterm's own word of it comes three seconds later, until when the screen would stand empty.
    element.addEventListener('webglcontextlost', this.#lost, true)
    allowPlainColours(terminal)
  }

  add(): void {
    if (this.#webgl !== null || this.#plain) return
    if (!hasGraphics()) {
      this.#plain = true
      return
    }
    try {
      this.#webgl = this.#make()
      this.#terminal.loadAddon(this.#webgl)
    } catch {
      this.#fail()
    }
  }

  drop(): void {
    const webgl = this.#webgl
    this.#webgl = null
    try {
      webgl?.dispose()
    } catch {
      // A lost context may fail to be let go.
    }
    allowPlainColours(this.#terminal)
  }

  dispose(): void {
    this.#element.removeEventListener('webglcontextlost', this.#lost, true)
    this.drop()
  }

  readonly #lost = (event: Event): void => {
    event.stopPropagation()
    this.#fail()
  }

  #fail(): void {
    this.#plain = true
    this.drop()
    this.#terminal.refresh(0, this.#terminal.rows - 1)
    this.#onChange()
    tellOnce()
  }
}

let told = false

/** The terminals that are open may all lose it in the same moment. */
function tellOnce(): void {
  if (told) return
  told = true
  toasts.add({ id: 'terminal.graphics', tone: 'info', title: t('terminal.graphicsLost'), body: t('terminal.graphicsLostBody') })
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
