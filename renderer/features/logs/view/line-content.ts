import type { Language, Translate } from '../../../i18n/index.ts'
import { formatBytes } from '../../../i18n/quantities.ts'
import { escapeControls } from '../../../ui/index.ts'
import { SOURCE_COLORS } from '../ansi/palette.ts'
import { stripSequences } from '../ansi/parse.ts'
import { imageOf, JsonFolds } from '../lines/json-folds.ts'
import { levelName } from '../lines/level.ts'
import { Levels } from '../lines/levels.ts'
import { saysNothing } from '../lines/trace.ts'
import { fieldsFor, type LogPrefs } from '../prefs.ts'
import type { LogSession } from '../session.ts'
import type { LogLine } from '../store/chunk.ts'
import { noticeText } from '../words.ts'
import { decode, paintedRuns, styleBefore } from './content.ts'
import type { Row, RowContent } from './row.ts'
import { otherDay, stampAgo, stampFull, stampShort } from './stamps.ts'

export type Look = Pick<LogPrefs, 'stamps' | 'wrap' | 'levels' | 'json' | 'fields'> & { t: Translate; language: Language }

/** A stack trace by its first line: how many lines belong to it, the last of them, and whether they are shown. */
export type Trace = { count: number; last: number; open: boolean }

/** What stands above the first line, and what its button does. */
export type TopRow = { text: string; action: 'unclear' | 'save' | 'older' | null; label: string | null }

export const colorOf = (source: number): string => SOURCE_COLORS[source % SOURCE_COLORS.length] ?? ''

/** What each row of a session's view shows. */
export class LineContent {
  readonly #session: LogSession
  readonly expanded = new Set<number>()
  readonly #levels = new Levels()
  readonly #folds: JsonFolds
  look: Look
  today = new Date()
  /** Lines before this one are cleared from sight; the mark can be lifted. */
  mark = 0

  /** `onWiden`: a column got wider than it was painted. */
  constructor(session: LogSession, look: Look, onWiden: () => void) {
    this.#session = session
    this.#folds = new JsonFolds(onWiden)
    this.look = look
  }

  get first(): number {
    return Math.max(this.#session.store.first, this.mark)
  }

  /** What is missing above the first line, or how to get more. */
  top(): TopRow | null {
    const { store, tail, loadingOlder, mayHaveOlder, isFull, past } = this.#session
    const { t } = this.look
    if (this.mark > store.first)
      return { text: t('logs.top.cleared', { count: this.mark - store.first }), action: 'unclear', label: t('logs.unclear') }
    if (store.dropped > 0)
      return { text: t('logs.top.dropped', { count: store.dropped, limit: store.limits.lines }), action: 'save', label: t('logs.save') }
    if (loadingOlder) return { text: t('logs.top.loading'), action: null, label: null }
    if (mayHaveOlder) return { text: t('logs.top.older', { count: tail }), action: 'older', label: t('logs.older') }
    if (isFull)
      return { text: t(past ? 'records.topFull' : 'logs.top.full', { limit: store.limits.lines }), action: 'save', label: t('logs.save') }
    return null
  }

  /** The row above the first line. */
  topRow(): RowContent {
    const top = this.top()
    return said(top?.text ?? '', 'info', top?.label ?? null)
  }

  /** In the place of lines that do not pass the filter. */
  gap(count: number): RowContent {
    return said(this.look.t('logs.filter.hidden', { count }), 'gap', null)
  }

  of(index: number, context = false, trace: Trace | null = null): RowContent {
    const { store, targets } = this.#session
    const line = store.line(index)
    const target = targets[line.source]
    const { t } = this.look
    if (line.notice !== 0) {
      const { text, tone } = noticeText(t, line.notice, decode(line), target?.name ?? '')
      return said(text, tone, null)
    }
    const raw = decode(line)
    const expanded = this.expanded.has(index)
    const fold = this.look.json
      ? this.#folds.of(
          raw,
          fieldsFor(this.look.fields, imageOf(target)),
          expanded && !this.look.wrap ? 'line' : expanded ? 'rows' : 'folded',
        )
      : null
    const { runs, hidden } = fold ?? paintedRuns(raw, styleBefore(store, line), expanded)
    return {
      stamp: this.stampOf(line),
      stampTitle: stampFull(line.sec, line.nano, this.look.stamps),
      source: targets.length > 1 && target !== undefined ? { name: target.name, color: colorOf(target.hue ?? line.source) } : null,
      raw,
      runs,
      notice: null,
      stderr: line.stderr,
      context,
      level: this.look.levels ? this.#level(line) : null,
      tail: this.#traceTail(raw, trace) ?? (fold === null ? this.#tail(line, hidden) : this.#foldTail(expanded, fold.others)),
    }
  }

  /** The stamp as it is shown now; with the date where another day begins. */
  stampOf({ number, sec, nano }: LogLine): string {
    const { stamps, language } = this.look
    if (stamps === 'off') return ''
    if (stamps === 'relative') return stampAgo(sec, this.today.getTime(), language)
    const { store } = this.#session
    const dated = number > store.first && otherDay(store.line(number - 1).sec, sec, stamps)
    return stampShort(sec, nano, stamps, this.today, dated)
  }

  /** Relative stamps of the rows in sight, as old as they are now. */
  restamp(rows: readonly Row[]): void {
    this.today = new Date()
    const { store } = this.#session
    for (const row of rows)
      if (row.raw !== '' && row.line >= store.first && row.line < store.end) row.stamp(this.stampOf(store.line(row.line)))
  }

  #level(line: LogLine): RowContent['level'] {
    const level = this.#levels.of(this.#session.store, line)
    if (level === 0) return { name: '', title: '' }
    const name = levelName(level)
    const { t } = this.look
    return { name, title: t('logs.level.guessed', { level: t(`logs.level.${name}`) }) }
  }

  #traceTail(head: string, trace: Trace | null): RowContent['tail'] {
    const { t } = this.look
    if (trace === null) return null
    if (trace.open) return { text: t('logs.json.fold'), expands: true }
    const more = t('logs.trace.more', { count: trace.count })
    return { text: saysNothing(head) ? `${more} · ${this.#end(trace)}` : more, expands: true }
  }

  #end({ last }: Trace): string {
    return escapeControls(stripSequences(decode(this.#session.store.line(last))).trim(), 160)
  }

  #foldTail(expanded: boolean, count: number): RowContent['tail'] {
    const { t } = this.look
    return count === 0 ? null : { text: expanded ? t('logs.json.fold') : t('logs.json.more', { count }), expands: true }
  }

  #tail(line: LogLine, hidden: number): RowContent['tail'] {
    const { t, language } = this.look
    const size = formatBytes(line.left, language)
    if (line.left > 0 && this.#session.recorded) {
      const note = t('records.notRecorded', { size })
      return hidden > 0 ? { text: t('logs.more', { count: hidden }), expands: true, note } : { text: note, expands: false }
    }
    const save = line.left > 0 ? { save: t('logs.cappedSave', { size }) } : {}
    if (hidden > 0) return { text: t('logs.more', { count: hidden }), expands: true, ...save }
    if (line.left > 0) return { text: t('logs.capped', { size }), expands: false, save: t('logs.saveLog') }
    return null
  }
}

const said = (text: string, tone: 'info' | 'warn' | 'bad' | 'gap', action: string | null): RowContent => ({
  stamp: '',
  stampTitle: '',
  source: null,
  raw: '',
  runs: [],
  notice: { text, tone, action },
  stderr: false,
  context: false,
  level: null,
  tail: null,
})
