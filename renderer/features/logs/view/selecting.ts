import { listenToPointer } from './pointer.ts'
import { LogSelection, type Place } from './selection.ts'
import type { Viewport } from './viewport.ts'

export type SelectingModel = {
  viewport: Viewport
  /** The line to begin at when nothing is selected yet. */
  start(): number
  /** The line so many places from another one in the view, and its place. */
  beside(line: number, by: number): { line: number; place: number }
  changed(): void
}

/** Draws the selection: with the mouse by characters, with the keys by whole lines. */
export class Selecting {
  readonly selection = new LogSelection()
  readonly #model: SelectingModel
  #dragged = false

  constructor(model: SelectingModel) {
    this.#model = model
  }

  /** Listens to the mouse until called off. */
  listen(): () => void {
    const { viewport, changed } = this.#model
    return listenToPointer({
      viewport,
      press: (place, clicks, extend) => {
        this.#dragged = false
        const text = viewport.rows.rows.find((row) => row.line === place.line)?.raw ?? ''
        this.selection.press(place, clicks, extend, text)
        viewport.paintSoon()
      },
      drag: (place) => {
        this.#dragged = true
        this.selection.extend(place)
        viewport.paintSoon()
      },
      release: changed,
    })
  }

  /** Whether the click that comes now ends the drawing of a selection. */
  get drawn(): boolean {
    return this.#dragged && !this.selection.empty
  }

  set(from: Place, to: Place): void {
    this.selection.set(from, to)
    this.#painted()
  }

  /** Moves the selection's end by places of the view, and shows it. From the start of a line to the start of another: whole lines. */
  extend(by: number): void {
    const { viewport, start, beside } = this.#model
    const { focus } = this.selection
    if (focus === null) this.selection.start({ line: start(), at: 0 })
    const { line, place } = beside(focus?.line ?? start(), by)
    this.selection.extend({ line, at: 0 })
    viewport.reveal(place, by > 0 ? 0.8 : 0.1, true)
    this.#painted()
  }

  #painted(): void {
    this.#model.viewport.paintSoon()
    this.#model.changed()
  }
}
