import { clampTo, named, setHeight } from './dom.ts'
import type { ViewportModel } from './viewport-model.ts'
import { RowWindow } from './window.ts'

/** Height of a line that is not wrapped; `--log-row` of the style sheet says the same. */
export const ROW = 18
/** Browsers stop at about 33 million pixels; beyond this the scroll bar is a scale and no longer pixels. */
const MAX_HEIGHT = 8_000_000
/** A scroll by more than this many screens is a drag of the thumb. */
const DRAG = 2.5
const SETTLE = 180
/** More lines between two paintings than anyone can read: painted less often then. */
const [FLOOD, FLOOD_PAUSE] = [300, 50]

/**
 * A list of any number of lines in a scroller of its own. Its place is a line and pixels into it, never a sum of heights: so
 * wrapped lines need no measuring beyond what is seen and nothing jumps. Paints at most once a frame, and nothing while hidden.
 */
export class Viewport {
  readonly scroller = document.createElement('div')
  readonly rows: RowWindow
  readonly #sizer = document.createElement('div')
  readonly #frame = document.createElement('div')
  readonly #model: ViewportModel
  readonly #resize = new ResizeObserver(() => this.paintSoon())
  #top = 0
  #off = 0
  #follow = true
  #wrap = false
  #active = true
  #request = 0
  #dirty = false
  /** No painting of lines that came before this time. */
  #notBefore = 0
  #painted = 0
  /** Where the scroller was put or last seen. */
  #seen = 0
  /** Pixels still to be moved, while heights are not known. */
  #pending = 0
  #settle: ReturnType<typeof setTimeout> | undefined
  #width = 0

  constructor(model: ViewportModel) {
    this.#model = model
    this.rows = new RowWindow((row, index) => model.fill(row, index))
    this.scroller.className = named('scroller')
    this.#sizer.className = named('sizer')
    this.rows.element.className = named('rows')
    this.#frame.className = named('frame')
    this.#frame.append(this.rows.element)
    this.#sizer.append(this.#frame)
    this.scroller.append(this.#sizer)
    this.scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true })
    document.addEventListener('visibilitychange', this.#shown)
    this.#resize.observe(this.scroller)
  }

  dispose(): void {
    cancelAnimationFrame(this.#request)
    clearTimeout(this.#settle)
    this.#resize.disconnect()
    document.removeEventListener('visibilitychange', this.#shown)
  }

  get follow(): boolean {
    return this.#follow
  }

  /** The line at the top, for those who must find the place again. */
  get top(): number {
    return this.#top
  }

  get bottom(): number {
    const last = this.rows.rows.at(-1)
    return last?.index ?? this.#top
  }

  setWrap(wrap: boolean): void {
    this.#wrap = wrap
    this.#width = 0
    this.scroller.classList.toggle(named('wrap'), wrap)
    this.refill()
  }

  /** False while another tab is in front. */
  setActive(active: boolean): void {
    this.#active = active
    if (active) this.paintSoon()
  }

  refill(): void {
    this.rows.invalidate()
    this.paintSoon()
  }

  paintSoon(): void {
    this.#notBefore = 0
    this.linesCame()
  }

  /** As `paintSoon`, but a flood of lines may wait: painting takes at most a third of the time. */
  linesCame(): void {
    this.#dirty = true
    if (this.#request !== 0 || !this.#active || document.hidden) return
    this.#request = requestAnimationFrame(this.#frameCame)
  }

  setFollow(follow: boolean): void {
    this.#follow = follow
    this.paintSoon()
  }

  toStart(): void {
    this.#follow = false
    this.#top = this.#model.first()
    this.#off = 0
    this.#pending = 0
    this.paintSoon()
  }

  scrollBy(pixels: number): void {
    if (pixels < 0) this.#follow = false
    this.#pending += pixels
    this.paintSoon()
  }

  /** Puts a line at a share of the height: 0 = at the top. Nothing moves when it is well in sight and `lazily`. */
  reveal(index: number, share = 0, lazily = false): void {
    const shown = Math.floor(this.scroller.clientHeight / ROW)
    if (lazily && index >= this.#top + 1 && index < this.#top + shown - 2 && !this.#wrap) return
    this.#follow = false
    this.#top = index
    this.#off = 0
    this.#pending = -Math.floor(this.scroller.clientHeight * share)
    this.paintSoon()
  }

  readonly #shown = () => {
    if (this.#dirty) this.paintSoon()
  }

  readonly #frameCame = () => {
    this.#request = 0
    const begun = performance.now()
    if (begun < this.#notBefore) {
      this.linesCame()
      return
    }
    const flood = this.#model.end() - this.#painted > FLOOD
    this.#paint()
    this.#painted = this.#model.end()
    const now = performance.now()
    this.#notBefore = now + Math.max(2 * (now - begun), flood ? FLOOD_PAUSE : 0)
  }

  #count(): number {
    return this.#model.end() - this.#model.first()
  }

  #exact(): boolean {
    return !this.#wrap && this.#count() * ROW <= MAX_HEIGHT
  }

  #scrolled(): void {
    const at = this.scroller.scrollTop
    const moved = at - this.#seen
    if (Math.abs(moved) < 1) return
    this.#seen = at
    // A view that grew is moved up by the browser itself, as far as its end: that is nobody scrolling.
    if (moved < 0 && this.#follow && at >= this.scroller.scrollHeight - this.scroller.clientHeight - 1) {
      this.paintSoon()
      return
    }
    if (moved < 0) this.#follow = false
    const first = this.#model.first()
    if (this.#exact()) {
      this.#top = first + Math.floor(at / ROW)
      this.#off = at % ROW
      this.#pending = 0
    } else if (Math.abs(moved) <= this.scroller.clientHeight * DRAG) this.#pending += moved
    else {
      const range = this.#sizer.offsetHeight - this.scroller.clientHeight
      const place = first + (range <= 0 ? 0 : at / range) * this.#count()
      this.#top = Math.min(Math.floor(place), this.#model.end() - 1)
      this.#off = 0
      this.#pending = 0
      if (at >= range - 1) this.#follow = true
    }
    this.paintSoon()
  }

  #paint(): void {
    this.#dirty = false
    const height = this.scroller.clientHeight
    if (height === 0) return
    const total = Math.min(this.#count() * ROW, MAX_HEIGHT)
    setHeight(this.#sizer, total)
    setHeight(this.#frame, height)
    this.#clamp()
    if (this.#follow) this.#paintEnd(height)
    else this.#paintFrom(height)
    if (!this.#wrap) this.#widen()
    this.#placeScroller(total, height)
    this.#model.onPaint()
  }

  #clamp(): void {
    const first = this.#model.first()
    if (this.#top < first) {
      this.#top = first
      this.#off = 0
    }
    if (this.#top >= this.#model.end()) this.#top = Math.max(first, this.#model.end() - 1)
  }

  /** The last line at the lower edge, or the first at the upper one when they do not fill the height. */
  #paintEnd(height: number): void {
    this.#pending = 0
    const end = this.#model.end()
    const from = Math.max(this.#model.first(), end - Math.ceil(height / ROW) - 1)
    this.rows.show(from, end)
    const heights = this.#heights()
    let over = Math.max(0, heights.reduce((sum, h) => sum + h, 0) - height)
    this.#shift(over)
    let index = 0
    while (over >= (heights[index] ?? Number.POSITIVE_INFINITY)) over -= heights[index++] as number
    this.#top = from + index
    this.#off = over
  }

  #paintFrom(height: number): void {
    const [first, end] = [this.#model.first(), this.#model.end()]
    this.#off += this.#pending
    this.#pending = 0
    const up = this.#off < 0 ? Math.ceil(-this.#off / ROW) : 0
    const down = Math.ceil((height + Math.max(0, this.#off)) / ROW) + 1
    const from = Math.max(first, this.#top - up)
    this.rows.show(from, Math.min(end, this.#top + down))
    const heights = this.#heights()
    // Pixels from the first painted row to the upper edge.
    let over = this.#off
    for (let i = 0; i < this.#top - from; i++) over += heights[i] as number
    const below = heights.reduce((sum, h) => sum + h, 0) - over
    if (below <= height && from + heights.length === end) {
      this.#follow = true
      this.#paintEnd(height)
      return
    }
    over = Math.max(0, over)
    let row = 0
    let start = 0
    while (row < heights.length - 1 && start + (heights[row] as number) <= over) start += heights[row++] as number
    this.#shift(over)
    this.#top = from + row
    this.#off = over - start
  }

  #heights(): number[] {
    if (!this.#wrap) return this.rows.rows.map(() => ROW)
    return this.rows.rows.map((row) => row.element.offsetHeight)
  }

  #shift(pixels: number): void {
    this.rows.element.style.transform = `translateY(${String(-Math.round(pixels))}px)`
  }

  /** The widest line seen so far keeps the horizontal scroll bar from coming and going. */
  #widen(): void {
    const width = this.rows.element.offsetWidth
    if (width <= this.#width) return
    this.#width = width
    this.#sizer.style.minWidth = `${String(width)}px`
  }

  #placeScroller(total: number, height: number): void {
    const range = Math.max(0, total - height)
    const [first, count] = [this.#model.first(), this.#count()]
    if (this.#wrap) this.#sizer.style.minWidth = ''
    if (this.#follow) this.#put(range)
    else if (this.#exact()) this.#put(Math.min(range, (this.#top - first) * ROW + this.#off))
    else {
      const place = (range * (this.#top - first)) / Math.max(1, count)
      const atTop = this.#top === first && this.#off === 0
      const stuck = this.#seen < height || this.#seen > range - height
      if (atTop) this.#put(0)
      else if (stuck) this.#put(clampTo(place, 1, range - 1))
      clearTimeout(this.#settle)
      // While the wheel still turns, putting the bar right would stop it.
      this.#settle = setTimeout(() => {
        if (!this.#follow && !atTop && !this.#exact()) this.#put(clampTo(place, 1, range - 1))
      }, SETTLE)
    }
  }

  #put(at: number): void {
    if (Math.abs(this.scroller.scrollTop - at) >= 1) this.scroller.scrollTop = at
    this.#seen = this.scroller.scrollTop
  }
}
