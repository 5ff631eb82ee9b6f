import { stripSequences } from '../ansi/parse.ts'
import { type LogLine, lineOf } from '../store/chunk.ts'
import type { LogStore } from '../store/store.ts'
import { guessLevel, type Level } from './level.ts'
import { mayGoOn, TraceReader } from './trace.ts'

/** Lines looked back over for the head of a trace. */
const LOOK_BACK = 100
/** Characters in which a level stands. */
const HEAD = 4096
/** Lines whose level is remembered: some screens full. */
const KNOWN = 2000

const utf8 = new TextDecoder()
const textOf = (line: LogLine): string => stripSequences(utf8.decode(line.text.subarray(0, HEAD))).replace(/\r$/, '')

/** Levels of the lines that are looked at: the line's own, or that of the head of its trace. */
export class Levels {
  #store: LogStore | null = null
  readonly #known = new Map<number, Level | 0>()

  of(store: LogStore, line: LogLine): Level | 0 {
    if (this.#store !== store || this.#known.size > KNOWN) this.#known.clear()
    this.#store = store
    const known = this.#known.get(line.number)
    if (known !== undefined) return known
    const text = textOf(line)
    const level = mayGoOn(text) ? levelOfHead(store, line, text) : guessLevel(text)
    this.#known.set(line.number, level)
    return level
  }
}

function levelOfHead(store: LogStore, line: LogLine, text: string): Level | 0 {
  const before = linesBefore(store, line)
  const reader = new TraceReader()
  let head = text
  for (const earlier of before.reverse()) if (!reader.goesOn(earlier)) head = earlier
  return guessLevel(reader.goesOn(text) ? head : text)
}

/** Earlier lines of the same source, nearest first, up to one that goes on with none. */
function linesBefore(store: LogStore, { number, source, stderr }: LogLine): string[] {
  const lines: string[] = []
  for (let at = number - 1; at >= store.first && number - at <= LOOK_BACK; at--) {
    const chunk = store.chunkOf(at)
    const line = lineOf(chunk, at - chunk.base)
    if (line.notice !== 0 || line.source !== source || line.stderr !== stderr) continue
    const text = textOf(line)
    lines.push(text)
    if (!mayGoOn(text)) break
  }
  return lines
}
