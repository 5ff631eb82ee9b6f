import { type Chunk, startOf } from '../store/chunk.ts'
import { type Matcher, makeMatcher, type Query, type Span } from './matcher.ts'
import type { RegexWorker } from './regex-worker.ts'
import { scan } from './scan.ts'

/** How the lines of one query are found. */
export type Search = {
  /** Numbers within the chunk, from a line on. Rejects when it took too long, and with `Stopped` when another query came. */
  scan(chunk: Chunk, from: number): number[] | Promise<number[]>
  /** Matches in a text as it is seen; empty as long as they are not known. */
  ranges(text: string): readonly Span[]
}

/** Texts whose matches are remembered: some screens full. */
const KNOWN = 500

/** A text is looked for at once: that takes a time in proportion to the lines, whatever the text. */
const literal = (matcher: Matcher): Search => ({
  scan: (chunk, from) => scan(chunk, from, matcher),
  ranges: (text) => matcher.ranges(text),
})

/** A regular expression may take for ever on one line: it never runs in the page, only in a worker that can be ended. */
class RegexSearch implements Search {
  readonly #query: { text: string; matchCase: boolean; wholeWord: boolean }
  readonly #worker: RegexWorker
  readonly #onRanges: () => void
  readonly #known = new Map<string, readonly Span[]>()
  #wanted: string[] = []
  #failed = false

  constructor({ text, matchCase, wholeWord = false }: Query, worker: RegexWorker, onRanges: () => void) {
    this.#query = { text, matchCase, wholeWord }
    this.#worker = worker
    this.#onRanges = onRanges
  }

  async scan(chunk: Chunk, from: number): Promise<number[]> {
    const { base, count } = chunk
    // Only what is searched is copied, and the copy given away.
    const start = startOf(chunk, from)
    const place = chunk.place.slice(from, count)
    for (let i = 0; i < place.length; i++) place[i] = (place[i] as number) - start
    const nano = chunk.nano.slice(from, count)
    const text = chunk.text.slice(start, chunk.used)
    const part: Chunk = { base: base + from, count: count - from, sec: new Uint32Array(), nano, place, text, used: text.length }
    const answer = await this.#worker.run({ ...this.#query, kind: 'scan', chunk: part, from: 0 }, [place.buffer, nano.buffer, text.buffer])
    return answer.kind === 'scan' ? answer.hits.map((hit) => hit + from) : []
  }

  ranges(text: string): readonly Span[] {
    const known = this.#known.get(text)
    if (known !== undefined || this.#failed) return known ?? []
    if (this.#wanted.length === 0) queueMicrotask(() => void this.#ask())
    if (!this.#wanted.includes(text)) this.#wanted.push(text)
    return []
  }

  async #ask(): Promise<void> {
    const texts = this.#wanted
    this.#wanted = []
    // Until they are answered they are not asked for again.
    for (const text of texts) this.#known.set(text, [])
    try {
      const answer = await this.#worker.run({ ...this.#query, kind: 'ranges', texts })
      if (answer.kind !== 'ranges') return
      for (const [index, text] of texts.entries()) this.#known.set(text, answer.ranges[index] ?? [])
      for (const text of this.#known.keys()) {
        if (this.#known.size <= KNOWN) break
        this.#known.delete(text)
      }
      this.#onRanges()
    } catch {
      this.#failed = true // the search itself says why
    }
  }
}

/** The query made ready; an error's text for a regular expression that is none. */
export function makeSearch(query: Query, worker: RegexWorker, onRanges: () => void): Search | { error: string } {
  const matcher = makeMatcher(query)
  if ('error' in matcher) return matcher
  return query.regex ? new RegexSearch(query, worker, onRanges) : literal(matcher)
}
