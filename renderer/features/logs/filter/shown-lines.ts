/** How a line stands in a filtered view. A later one outdoes an earlier one; what must `never` be seen is nobody's context, and
 * what is `folded` into another line makes no gap. */
export const Standing = { hidden: 0, context: 1, match: 2, never: 3, folded: 4 } as const
export type LineStanding = (typeof Standing)[keyof typeof Standing]

/** What a row shows: a line, or how many lines are left out before the next one. */
export type Entry = { line: number; context: boolean } | { hidden: number; next: number }

/** Lines that may yet change how they stand: those before a match, and the head of a stack trace. */
const RECENT = 512

/** A line that was judged, and the list as it was before it. */
type Judged = { line: number; standing: LineStanding; end: number; hidden: number; shown: number }

/**
 * The lines of a filtered view in their order, and the gaps between them. Grows at its end; only the last lines may still change.
 * A place in it stays what it is when older lines are dropped.
 */
export class ShownLines {
  /** Lines as `2 × number`, context one more; gaps as minus the lines left out. */
  #entries: number[] = []
  /** Place of `#entries[0]`. */
  #base = 0
  #head = 0
  #hidden = 0
  /** Lines ever shown, and how many of them were dropped. */
  #shown = 0
  #lost = 0
  #recent: Judged[] = []
  /** The lowest place that shows something else than before; whoever paints sets it back. */
  changed = Number.POSITIVE_INFINITY

  get first(): number {
    return this.#base + this.#head
  }

  /** After the last place; the lines left out at the end have one too. */
  get end(): number {
    return this.#last + (this.#hidden > 0 ? 1 : 0)
  }

  /** Lines shown. */
  get count(): number {
    return this.#shown - this.#lost
  }

  get #last(): number {
    return this.#base + this.#entries.length
  }

  /** Takes the next line in. */
  add(line: number, standing: LineStanding): void {
    if (this.#recent.length >= 2 * RECENT) this.#recent = this.#recent.slice(-RECENT)
    // Some were dropped before anyone looked at them.
    if (this.#recent.at(-1)?.line !== line - 1) this.#recent = []
    this.#recent.push({ line, standing, end: this.#last, hidden: this.#hidden, shown: this.#shown })
    this.#put(line, standing)
  }

  /** Lets lines stand for more than they did, as far back as that is remembered. */
  raise(lines: readonly number[], to: LineStanding): void {
    const oldest = this.#recent[0]?.line ?? Number.POSITIVE_INFINITY
    let from = Number.POSITIVE_INFINITY
    for (const line of lines) {
      const one = this.#recent[line - oldest]
      if (one === undefined || one.standing >= to || one.end < this.first) continue
      one.standing = to
      from = Math.min(from, line - oldest)
    }
    const begin = this.#recent[from]
    if (begin === undefined) return
    this.#entries.length = begin.end - this.#base
    this.#hidden = begin.hidden
    this.#shown = begin.shown
    for (const one of this.#recent.slice(from)) {
      one.end = this.#last
      one.hidden = this.#hidden
      one.shown = this.#shown
      this.#put(one.line, one.standing)
    }
  }

  /** Shows folded lines, or folds them: they come or go, and what is below them moves. */
  setFolded(lines: readonly number[], folded: boolean): void {
    for (const line of lines) {
      const index = this.#search(line)
      const entry = this.#entries[index] ?? -1
      const there = entry >= 0 && Math.floor(entry / 2) === line
      if (there !== folded || index < this.#head) continue
      if (folded) this.#entries.splice(index, 1)
      else this.#entries.splice(index, 0, line * 2)
      const by = folded ? -1 : 1
      this.#shown += by
      for (const one of this.#recent) {
        if (one.line === line) one.standing = folded ? Standing.folded : Standing.match
        if (one.line <= line) continue
        one.end += by
        one.shown += by
      }
      this.changed = Math.min(this.changed, this.#base + index)
    }
  }

  /** A line is to be painted anew. */
  touch(line: number): void {
    this.changed = Math.min(this.changed, this.placeOf(line))
  }

  /** Lines before this one are gone. */
  drop(first: number): void {
    for (let entry = this.#entries[this.#head]; entry !== undefined; entry = this.#entries[this.#head]) {
      if (this.#key(this.#head) >= first && !(entry < 0 && this.#key(this.#head) === first)) break
      this.#head++
      if (entry >= 0) this.#lost++
    }
    if (this.#head < 1024 || this.#head * 2 < this.#entries.length) return
    this.#entries = this.#entries.slice(this.#head)
    this.#base += this.#head
    this.#head = 0
  }

  /** What a place shows. `from` and `end` are the lines there are. */
  at(place: number, from: number, end: number): Entry {
    const index = place - this.#base
    const entry = this.#entries[index]
    if (entry === undefined) return { hidden: Math.min(this.#hidden, end - from), next: end }
    if (entry >= 0) return { line: Math.floor(entry / 2), context: entry % 2 === 1 }
    const next = this.#key(index)
    return { hidden: Math.min(-entry, next - from), next }
  }

  /** The place of a line, or of the first one after it that is shown. */
  placeOf(line: number): number {
    const index = this.#search(line)
    return this.#base + ((this.#entries[index] ?? 0) < 0 ? index + 1 : index)
  }

  /** As `placeOf`, but the gap before the line where there is one. */
  gapBefore(line: number): number {
    return this.#base + this.#search(line)
  }

  has(line: number): boolean {
    const entry = this.#entries[this.placeOf(line) - this.#base]
    return entry !== undefined && Math.floor(entry / 2) === line
  }

  /** How many lines from one on are shown. */
  since(line: number): number {
    let count = 0
    for (let i = this.#entries.length - 1; i >= this.#head; i--) {
      const entry = this.#entries[i] as number
      if (entry < 0) continue
      if (Math.floor(entry / 2) < line) break
      count++
    }
    return count
  }

  #search(line: number): number {
    let low = this.#head
    let high = this.#entries.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#key(middle) < line) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The line at an index, or after the gap there. */
  #key(index: number): number {
    const entry = this.#entries[index] as number
    return Math.floor((entry < 0 ? (this.#entries[index + 1] as number) : entry) / 2)
  }

  #put(line: number, standing: LineStanding): void {
    this.changed = Math.min(this.changed, this.#last)
    if (standing === Standing.folded) return
    if (standing === Standing.hidden || standing === Standing.never) {
      this.#hidden++
      return
    }
    if (this.#hidden > 0) this.#entries.push(-this.#hidden)
    this.#hidden = 0
    this.#entries.push(line * 2 + (standing === Standing.context ? 1 : 0))
    this.#shown++
  }
}
