import { copyText as writeClipboard } from '../../../copy.ts'
import type { Language, Translate } from '../../../i18n/index.ts'
import type { Criteria } from '../filter/criteria.ts'
import { Finder } from '../find/finder.ts'
import type { Query } from '../find/matcher.ts'
import { RegexWorker } from '../find/regex-worker.ts'
import { makeSearch } from '../find/search.ts'
import type { LogPrefs } from '../prefs.ts'
import type { LogSession } from '../session.ts'
import type { LogLine } from '../store/chunk.ts'
import type { LogStore } from '../store/store.ts'
import { Cleared } from './cleared.ts'
import { type CopyOptions, copyText } from './copy.ts'
import { heldLines } from './held.ts'
import { clearHighlights, highlight } from './highlights.ts'
import { onKeys } from './keys.ts'
import { LineContent } from './line-content.ts'
import { followLink, watchLinks } from './links.ts'
import type { PaneEvents, PaneState } from './pane-state.ts'
import { Selecting } from './selecting.ts'
import type { LogSelection } from './selection.ts'
import { Sight } from './sight.ts'
import { type At, lineAtStamp } from './stamp-place.ts'
import { Viewport } from './viewport.ts'
import { act, walk } from './walk.ts'

/** The lines of one session as one sees them: imperative, because React would have a state a line. */
export class LogPane {
  readonly viewport: Viewport
  readonly finder: Finder
  readonly #regexWorker = new RegexWorker()
  readonly #session: LogSession
  readonly #events: PaneEvents
  readonly #selecting: Selecting
  readonly #lines: LineContent
  readonly sight: Sight
  readonly #undo: (() => void)[]
  #prefs: LogPrefs
  /** Lines from this one on are new to whoever does not follow. */
  followedTo = 0
  /** The line that is looked at; -1: none. */
  current = -1
  #error: string | null = null
  /** What the figures of the search are about. */
  #sought = ''
  /** Links at the place where the menu was last called for. */
  readonly links: () => readonly string[]
  readonly #shown = (line: number): boolean => this.sight.has(line)
  /** Of the line on top, to find it again. */
  #shownStamp: At | null = null
  readonly #cleared: Cleared

  constructor(root: HTMLElement, session: LogSession, prefs: LogPrefs, t: Translate, language: Language, events: PaneEvents) {
    this.#session = session
    this.#prefs = prefs
    this.#events = events
    this.#cleared = new Cleared(events.clearedTo ?? null)
    this.#lines = new LineContent(session, { ...prefs, t, language }, () => this.viewport.refill())
    this.sight = new Sight(session, this.#lines, prefs.traces, {
      change: (adopt) => this.#sifted(adopt),
      more: (from) => {
        this.viewport.rows.forget(from)
        this.viewport.linesCame()
        events.changed()
      },
    })
    this.viewport = new Viewport({
      first: () => (this.#lines.top() === null ? this.sight.first : this.sight.top),
      end: () => this.sight.end,
      fill: (row, place) => this.sight.fill(row, place),
      onPaint: () => this.#painted(),
    })
    this.#selecting = new Selecting({
      viewport: this.viewport,
      start: () => (this.current >= 0 ? this.current : this.sight.near(this.viewport.top)),
      beside: (line, by) => this.sight.beside(line, by),
      changed: () => events.changed(),
    })
    this.finder = new Finder(session.store, () => {
      this.viewport.paintSoon()
      events.changed()
    })
    this.finder.within = this.#shown
    const { scroller } = this.viewport
    root.append(scroller)
    if (this.#cleared.came(this.#store, false)) this.#setMark()
    this.viewport.setWrap(prefs.wrap)
    scroller.addEventListener('click', (event) => this.#clicked(event))
    this.links = watchLinks(scroller)
    this.#undo = [
      session.onChange((swapped) => this.#came(swapped)),
      this.#selecting.listen(),
      onKeys(scroller, this.viewport, {
        all: () => this.selectAll(),
        extend: (by) => this.#selecting.extend(by),
        walk: (by) => walk(this, by),
        act: () => act(this),
        copy: (plain) => this.copy({ plain }),
        find: () => events.find(),
        filter: () => events.filter(),
      }),
      () => scroller.remove(),
    ]
  }

  dispose(): void {
    for (const undo of this.#undo) undo()
    this.finder.set(this.#store, null, 0)
    this.#regexWorker.dispose()
    this.sight.dispose()
    clearHighlights(this)
    this.viewport.dispose()
  }

  get #store(): LogStore {
    return this.#session.store
  }

  get state(): PaneState {
    const [{ count, rank }, store] = [this.finder.tally(this.current), this.#store]
    return {
      follow: this.viewport.follow,
      newLines: this.viewport.follow ? 0 : this.sight.since(this.followedTo),
      lines: store.lines,
      cleared: Math.max(0, this.#lines.mark - store.first),
      selection: !this.#selection.empty,
      filter: this.sight.state,
      find: { text: this.#sought, count, rank, done: this.finder.done, slow: this.finder.slow, error: this.#error },
    }
  }

  setLook(prefs: LogPrefs, t: Translate, language: Language): void {
    const wrapped = prefs.wrap !== this.#prefs.wrap
    this.#prefs = prefs
    this.#lines.look = { ...prefs, t, language }
    this.sight.setFold(prefs.traces)
    if (wrapped) this.viewport.setWrap(prefs.wrap)
    this.viewport.refill()
  }

  restamp(): void {
    this.#lines.restamp(this.viewport.rows.rows)
  }

  jumpToEnd(): void {
    this.viewport.setFollow(true)
    this.#events.changed()
  }

  clear(): void {
    this.#cleared.all(this.#store)
    this.#selection.clear()
    this.jumpToEnd()
    this.#setMark()
    this.#events.cleared?.(this.#cleared.to)
  }

  unclear(): void {
    this.#cleared.lift()
    this.#setMark()
    this.#events.cleared?.(null)
    this.#events.changed()
  }

  #setMark(): void {
    this.#lines.mark = this.finder.floor = this.#cleared.mark
    this.viewport.refill()
  }

  /** Looks for a query from the first line in sight on; the first match at or after it is shown. */
  find(query: Query | null): void {
    this.#regexWorker.stop()
    const search = query === null || query.text === '' ? null : makeSearch(query, this.#regexWorker, () => this.viewport.paintSoon())
    const failed = search !== null && 'error' in search
    this.#error = failed ? search.error : null
    this.current = -1
    this.#sought = query?.text ?? ''
    this.finder.set(this.#store, failed ? null : search, this.sight.near(this.viewport.top))
    this.viewport.paintSoon()
    this.#events.changed()
  }

  step(back: boolean): void {
    const { top, bottom } = this.viewport
    const from = this.current >= 0 ? this.current : back ? this.sight.near(bottom) + 1 : this.sight.near(top) - 1
    const line = this.finder.step(from, back)
    if (line === null) return
    this.#lines.expanded.add(line)
    this.show(line, true)
  }

  /** Puts a line in sight, as the one that is looked at. */
  show(line: number, lazily = false): void {
    this.current = line
    this.viewport.reveal(this.sight.open(line), 0.35, lazily)
    this.viewport.refill()
    this.#events.changed()
  }

  /** Shows only the lines that pass; the reader stays at the line on top. */
  filter(criteria: Criteria): void {
    this.sight.set(criteria)
  }

  /** Where in the view the matches lie: shares of its height in `slots`, each with the first line of it. */
  matches(slots: number): Map<number, number> {
    return this.sight.slots(slots, (see) => this.finder.each(see))
  }

  selectAll(): void {
    this.#selecting.set({ line: this.#lines.first, at: 0 }, { line: this.#store.end - 1, at: Number.MAX_SAFE_INTEGER })
  }

  /** The selection to the clipboard, as it was logged, or as asked; false when there is none. */
  copy(as: Partial<CopyOptions> = {}): boolean {
    const { range } = this.#selection
    if (range === null) return false
    const names = this.#session.targets.map(({ name }) => name)
    void writeClipboard(copyText(this.#store, range, { stamps: 'off', plain: false, names, shown: this.#shown, ...as }))
    return true
  }

  /** The lines in the view, or the selected ones among them. */
  held(selected: boolean): Iterable<LogLine> {
    const all = { from: { line: this.#lines.first }, to: { line: this.#store.end } }
    return heldLines(this.#store, selected ? this.#selection.range : all, this.#shown)
  }

  #came(swapped: boolean): void {
    if (this.#cleared.came(this.#store, swapped)) this.#setMark()
    if (swapped) {
      this.#lines.expanded.clear()
      this.#selection.clear()
      this.sight.came(true)
      this.#keepPlace()
      this.finder.set(this.#store, this.finder.search, this.sight.near(this.viewport.top))
      this.viewport.refill()
    } else this.sight.came(false)
    this.finder.more()
    this.viewport.linesCame()
    this.#events.changed()
  }

  /** Other lines are in sight than were: the one on top stays there, or what comes next after it. */
  #sifted(adopt: () => void): void {
    const line = this.sight.near(this.viewport.top)
    adopt()
    if (!this.viewport.follow) this.viewport.reveal(this.sight.placeOf(line))
    this.viewport.refill()
    this.#events.changed()
  }

  /** After the store was read anew: what was on top is found again by its stamp. */
  #keepPlace(): void {
    if (this.viewport.follow || this.#shownStamp === null) return
    const store = this.#store
    this.followedTo = store.end
    this.viewport.reveal(Math.min(lineAtStamp(store, this.#shownStamp), store.end - 1))
  }

  #painted(): void {
    this.#lines.today = new Date()
    if (this.viewport.follow) this.followedTo = this.#store.end
    const { rows } = this.viewport.rows
    const top = rows.find((row) => row.index !== null && row.index >= Math.max(this.viewport.top, this.sight.first))?.line
    if (top !== undefined && top < this.#store.end) this.#shownStamp = this.#store.line(top)
    const [{ search }, sifted] = [this.finder, this.sight.sought]
    highlight(this, rows, { selection: this.#selection, search, sifted, current: this.current })
    if (!this.viewport.follow && this.viewport.top < this.sight.first && this.#lines.top()?.action === 'older') this.#session.loadOlder()
    this.#events.changed()
  }

  get #selection(): LogSelection {
    return this.#selecting.selection
  }

  /** The button of the row above the first line. */
  #top(): void {
    const { action } = this.#lines.top() ?? {}
    if (action === 'unclear') this.unclear()
    else if (action === 'save') this.#events.save(null)
    else this.#session.loadOlder()
  }

  #clicked(event: MouseEvent): void {
    const target = event.target as Element
    if (followLink(event, this.#selecting.drawn)) return
    const row = target.closest('button') === null ? null : this.viewport.rows.rowOf(target)
    if (row?.index == null) return
    if (target.closest('[data-save]') !== null) this.#events.save(this.#store.line(row.line).source)
    else if (row.index < this.sight.first) this.#top()
    else {
      // What was clicked stays in sight, whatever comes below it.
      if (this.viewport.follow) this.viewport.setFollow(false)
      if (!this.sight.toggle(row.line) && !this.#lines.expanded.delete(row.line)) this.#lines.expanded.add(row.line)
      this.viewport.refill()
    }
  }
}
