/** A place in the log: a line and an offset in its decoded text. */
export type Place = { line: number; at: number }

const before = (a: Place, b: Place): boolean => a.line < b.line || (a.line === b.line && a.at <= b.at)

/** What is selected, over any number of lines, whether they are painted or not. */
export class LogSelection {
  #anchor: Place | null = null
  #focus: Place | null = null

  get empty(): boolean {
    const { anchor, focus } = { anchor: this.#anchor, focus: this.#focus }
    return anchor === null || focus === null || (anchor.line === focus.line && anchor.at === focus.at)
  }

  /** Where it ends that is moved. */
  get focus(): Place | null {
    return this.#focus
  }

  start(place: Place): void {
    this.#anchor = place
    this.#focus = place
  }

  extend(place: Place): void {
    this.#anchor ??= place
    this.#focus = place
  }

  /** A press on a line's text: a place, with `clicks` 2 the word there, 3 the line. */
  press(place: Place, clicks: number, extend: boolean, text: string): void {
    const { line } = place
    if (extend) this.extend(place)
    else if (clicks >= 3) this.set({ line, at: 0 }, { line, at: text.length })
    else if (clicks === 2) {
      const { start, end } = wordAt(text, place.at)
      this.set({ line, at: start }, { line, at: end })
    } else this.start(place)
  }

  set(from: Place, to: Place): void {
    this.#anchor = from
    this.#focus = to
  }

  clear(): void {
    this.#anchor = null
    this.#focus = null
  }

  /** First and last place in the order of the log; null when nothing is selected. */
  get range(): { from: Place; to: Place } | null {
    if (this.empty || this.#anchor === null || this.#focus === null) return null
    return before(this.#anchor, this.#focus) ? { from: this.#anchor, to: this.#focus } : { from: this.#focus, to: this.#anchor }
  }

  /** The part of a line that is selected; `to` is infinite when the selection goes on in the next line. */
  within(line: number): { start: number; end: number } | null {
    const { range } = this
    if (range === null || line < range.from.line || line > range.to.line) return null
    return {
      start: line === range.from.line ? range.from.at : 0,
      end: line === range.to.line ? range.to.at : Number.POSITIVE_INFINITY,
    }
  }
}

const WORD = /[\p{L}\p{N}_./:@#%+-]/u

/** The word around an offset, for a double click: paths, addresses and numbers count as one. */
export function wordAt(text: string, at: number): { start: number; end: number } {
  let start = at
  let end = at
  while (start > 0 && WORD.test(text.charAt(start - 1))) start--
  while (end < text.length && WORD.test(text.charAt(end))) end++
  return start === end ? { start, end: Math.min(text.length, end + 1) } : { start, end }
}
