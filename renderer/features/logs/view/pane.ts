import { host } from '#host'
import type { Language, Translate } from '../../../i18n/index.ts'
import { toasts } from '../../../ui/index.ts'
import { PLAIN } from '../ansi/style.ts'
import { Finder } from '../find/finder.ts'
import type { Query } from '../find/matcher.ts'
import { RegexWorker } from '../find/regex-worker.ts'
import { makeSearch } from '../find/search.ts'
import type { LogPrefs } from '../prefs.ts'
import type { LogSession } from '../session.ts'
import type { LogStore } from '../store/store.ts'
import { paintedRuns, seenText } from './content.ts'
import { copyText } from './copy.ts'
import { onKeys } from './keys.ts'
import { LineContent } from './line-content.ts'
import { paintMarks } from './marks.ts'
import { listenToPointer } from './pointer.ts'
import type { Row } from './row.ts'
import { LogSelection, type Place, wordAt } from './selection.ts'
import { type At, lineAtStamp } from './stamp-place.ts'
import { Viewport } from './viewport.ts'

/** What the frame around the lines shows; made anew only when something of it changed. */
export type PaneState = {
  follow: boolean
  /** Lines that came since following was let go. */
  newLines: number
  lines: number
  cleared: number
  selection: boolean
  find: { text: string; count: number; rank: number; done: boolean; slow: boolean; error: string | null }
}

export type PaneEvents = { changed(): void; find(): void; save(): void }

const SELECTED = 'gantry-log-selection'
const MATCH = 'gantry-log-match'
const CURRENT = 'gantry-log-current'
const TOP_ROW = 1

/** The lines of one session as one sees them: imperative, because React would have a state a line. */
export class LogPane {
  readonly viewport: Viewport
  readonly finder: Finder
  readonly #regexWorker = new RegexWorker()
  readonly #session: LogSession
  readonly #events: PaneEvents
  readonly #selection = new LogSelection()
  readonly #lines: LineContent
  readonly #undo: (() => void)[]
  #prefs: LogPrefs
  #followedTo = 0
  #current = -1
  #error: string | null = null
  /** What the figures of the search are about. */
  #sought = ''
  #dragged = false
  /** Of the line on top, to find it again. */
  #shownStamp: At | null = null
  /** Of the last line that was cleared from sight. */
  #clearedTo: At | null = null

  constructor(root: HTMLElement, session: LogSession, prefs: LogPrefs, t: Translate, language: Language, events: PaneEvents) {
    this.#session = session
    this.#prefs = prefs
    this.#events = events
    this.#lines = new LineContent(session, { stamps: prefs.stamps, t, language })
    this.viewport = new Viewport({
      first: () => this.#lines.first - (this.#lines.top() === null ? 0 : TOP_ROW),
      end: () => this.#store.end,
      fill: (row, index) => row.fill(index, this.#lines.of(index)),
      onPaint: () => this.#painted(),
    })
    this.finder = new Finder(session.store, () => {
      this.viewport.paintSoon()
      events.changed()
    })
    const { scroller } = this.viewport
    root.append(scroller)
    this.viewport.setWrap(prefs.wrap)
    const click = (event: MouseEvent) => this.#clicked(event)
    scroller.addEventListener('click', click)
    this.#undo = [
      session.onChange((swapped) => this.#came(swapped)),
      listenToPointer({
        viewport: this.viewport,
        press: (place, clicks, extend) => this.#press(place, clicks, extend),
        drag: (place) => this.#drag(place),
        release: () => events.changed(),
      }),
      onKeys(scroller, this.viewport, { all: () => this.selectAll(), copy: (plain) => this.copy(plain), find: () => events.find() }),
      () => scroller.remove(),
    ]
  }

  dispose(): void {
    for (const undo of this.#undo) undo()
    this.finder.set(this.#store, null, 0)
    this.#regexWorker.dispose()
    for (const name of [SELECTED, MATCH, CURRENT]) paintMarks(name, this, [])
    this.viewport.dispose()
  }

  get #store(): LogStore {
    return this.#session.store
  }

  get state(): PaneState {
    const { count, rank } = this.finder.tally(this.#current)
    const store = this.#store
    return {
      follow: this.viewport.follow,
      newLines: this.viewport.follow ? 0 : Math.max(0, store.end - this.#followedTo),
      lines: store.lines,
      cleared: Math.max(0, this.#lines.mark - store.first),
      selection: !this.#selection.empty,
      find: { text: this.#sought, count, rank, done: this.finder.done, slow: this.finder.slow, error: this.#error },
    }
  }

  setLook(prefs: LogPrefs, t: Translate, language: Language): void {
    const wrapped = prefs.wrap !== this.#prefs.wrap
    this.#prefs = prefs
    this.#lines.look = { stamps: prefs.stamps, t, language }
    if (wrapped) this.viewport.setWrap(prefs.wrap)
    this.viewport.refill()
  }

  jumpToEnd(): void {
    this.viewport.setFollow(true)
    this.#events.changed()
  }

  clear(): void {
    this.#lines.mark = this.#store.end
    if (this.#store.end > this.#store.first) this.#clearedTo = this.#store.line(this.#store.end - 1)
    this.finder.floor = this.#lines.mark
    this.#selection.clear()
    this.jumpToEnd()
    this.viewport.refill()
  }

  unclear(): void {
    this.#lines.mark = 0
    this.#clearedTo = null
    this.finder.floor = 0
    this.viewport.refill()
    this.#events.changed()
  }

  /** Looks for a query from the first line in sight on; the first match at or after it is shown. */
  find(query: Query | null): void {
    this.#regexWorker.stop()
    const search = query === null || query.text === '' ? null : makeSearch(query, this.#regexWorker, () => this.viewport.paintSoon())
    const failed = search !== null && 'error' in search
    this.#error = failed ? search.error : null
    this.#current = -1
    this.#sought = query?.text ?? ''
    this.finder.set(this.#store, failed ? null : search, this.viewport.top)
    this.viewport.paintSoon()
    this.#events.changed()
  }

  step(back: boolean): void {
    const from = this.#current >= 0 ? this.#current : back ? this.viewport.bottom + 1 : this.viewport.top - 1
    const line = this.finder.step(from, back)
    if (line === null) return
    this.#current = line
    this.#lines.expanded.add(line)
    this.viewport.reveal(line, 0.35, true)
    this.viewport.refill()
    this.#events.changed()
  }

  /** Puts a line in sight, as the one that is looked at. */
  show(line: number): void {
    this.#current = line
    this.viewport.reveal(line, 0.35)
    this.viewport.refill()
  }

  selectAll(): void {
    this.#selection.set({ line: this.#lines.first, at: 0 }, { line: this.#store.end - 1, at: Number.MAX_SAFE_INTEGER })
    this.viewport.paintSoon()
    this.#events.changed()
  }

  /** The selection to the clipboard; false when there is none. */
  copy(plain = false): boolean {
    const { range } = this.#selection
    if (range === null) return false
    const names = this.#session.targets.map((target) => target.name)
    const text = copyText(this.#store, range, { stamps: plain ? 'off' : this.#prefs.stamps, names, plain })
    host.clipboard.write(text).catch(() => toasts.add({ tone: 'bad', title: this.#lines.look.t('logs.copyFailed') }))
    return true
  }

  copyAll(): void {
    this.selectAll()
    this.copy()
  }

  #came(swapped: boolean): void {
    if (swapped) {
      this.#lines.expanded.clear()
      this.#selection.clear()
      this.#keepPlace()
      this.finder.set(this.#store, this.finder.search, this.viewport.top)
      this.viewport.refill()
    }
    this.finder.more()
    this.viewport.linesCame()
    this.#events.changed()
  }

  /** After the store was read anew: what was on top is found again by its stamp, and what was cleared stays cleared. */
  #keepPlace(): void {
    const store = this.#store
    this.#lines.mark = this.#clearedTo === null ? 0 : lineAtStamp(store, this.#clearedTo, true)
    this.finder.floor = this.#lines.mark
    if (this.viewport.follow || this.#shownStamp === null) return
    this.#followedTo = store.end
    this.viewport.reveal(Math.min(lineAtStamp(store, this.#shownStamp), store.end - 1))
  }

  #painted(): void {
    this.#lines.today = new Date()
    if (this.viewport.follow) this.#followedTo = this.#store.end
    const { rows } = this.viewport.rows
    const top = rows.find((row) => row.index !== null && row.index >= Math.max(this.viewport.top, this.#lines.first))?.index
    if (top != null && top < this.#store.end) this.#shownStamp = this.#store.line(top)
    this.#paintMarks(rows)
    if (!this.viewport.follow && this.viewport.top < this.#lines.first && this.#lines.top()?.action === 'older') this.#session.loadOlder()
    this.#events.changed()
  }

  #paintMarks(rows: readonly Row[]): void {
    const selected: Range[] = []
    const matched: Range[] = []
    const current: Range[] = []
    const { search } = this.finder
    for (const row of rows) {
      if (row.index === null || row.raw === '') continue
      const part = this.#selection.within(row.index)
      if (part !== null) selected.push(...row.ranges(part.start, part.end))
      if (search === null) continue
      const { runs } = paintedRuns(row.raw, PLAIN, true)
      const seen = seenText(row.raw, runs)
      const into = row.index === this.#current ? current : matched
      for (const { start, end } of search.ranges(seen.text)) into.push(...row.ranges(seen.rawAt(start), seen.rawAt(end - 1) + 1))
    }
    paintMarks(SELECTED, this, selected)
    paintMarks(MATCH, this, matched)
    paintMarks(CURRENT, this, current)
  }

  #press(place: Place, clicks: number, extend: boolean): void {
    this.#dragged = false
    const text = this.viewport.rows.row(place.line)?.raw ?? ''
    if (extend) this.#selection.extend(place)
    else if (clicks >= 3) this.#selection.set({ line: place.line, at: 0 }, { line: place.line, at: text.length })
    else if (clicks === 2) {
      const { start, end } = wordAt(text, place.at)
      this.#selection.set({ line: place.line, at: start }, { line: place.line, at: end })
    } else this.#selection.start(place)
    this.viewport.paintSoon()
  }

  #drag(place: Place): void {
    this.#dragged = true
    this.#selection.extend(place)
    this.viewport.paintSoon()
  }

  /** The button of the row above the first line. */
  #top(): void {
    const { action } = this.#lines.top() ?? {}
    if (action === 'unclear') this.unclear()
    else if (action === 'save') this.#events.save()
    else this.#session.loadOlder()
  }

  #clicked(event: MouseEvent): void {
    const target = event.target as Element
    const link = target.closest('a')
    if (link !== null) {
      event.preventDefault()
      if (!this.#dragged || this.#selection.empty) void host.openLink(link.href)
      return
    }
    const row = target.closest('button') === null ? null : this.viewport.rows.rowOf(target)
    if (row?.index == null) return
    if (row.index < this.#lines.first) this.#top()
    else {
      this.#lines.expanded.add(row.index)
      this.viewport.refill()
    }
  }
}
