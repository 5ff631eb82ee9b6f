import { joined } from '../../../shared/bytes.ts'
import type { LogFormat } from '../../../shared/contract/logs.ts'
import { type LogStyle, type WrittenLine, writeLine } from '../../../shared/log-format.ts'
import type { Engine, EngineSource } from '../engine.ts'
import { linkSignals, sharedController } from '../lib/signals.ts'
import { compareStamps } from '../lib/stamp.ts'
import type { LogPart } from './open.ts'
import { readLog } from './read.ts'

/** A batch of the file goes when it has become this large. */
const ENOUGH = 128 * 1024
/** More of a line is counted and left out: lines are merged whole. */
const MAX_LINE = 4 * 1024 * 1024

export type Export = {
  sources: readonly { id: string; name: string }[]
  format: LogFormat
  stamps: boolean
  since?: string | undefined
  until?: string | undefined
}

/**
 * The `logs.export` stream: reads each source no further than a piece ahead, and writes the earliest line of all; equal stamps
 * go by source, and each source keeps its own order. Any source that fails ends it with that failure.
 */
export async function* exportLogs(source: EngineSource, wanted: Export, signal: AbortSignal) {
  const engine = source()
  const { sources, format, stamps, since, until } = wanted
  const part: LogPart = { tail: 'all', ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) }
  const style: LogStyle = { format, stamps, names: sources.length > 1 && format === 'text' }
  // One that fails ends the others too, also those the engine has not answered yet.
  const stop = sharedController()
  const link = linkSignals([signal, stop.signal])
  const heads = sources.map(({ id, name }) => new Head(engine, id, name, part, link.signal))
  let parts: Uint8Array[] = []
  let size = 0
  try {
    await Promise.all(heads.map((head) => head.fill()))
    for (let first = earliest(heads); first !== null; first = earliest(heads)) {
      const bytes = writeLine(first.take(), first.name, style)
      parts.push(bytes)
      size += bytes.length
      if (first.line === null) await first.fill()
      if (size < ENOUGH) continue
      yield joined(parts)
      parts = []
      size = 0
    }
    if (size > 0) yield joined(parts)
  } finally {
    stop.abort()
    await Promise.all(heads.map((head) => head.close()))
    link.unlink()
  }
}

function earliest(heads: readonly Head[]): Head | null {
  let first: Head | null = null
  for (const head of heads) {
    if (head.line !== null && (first?.line == null || compareStamps(head.line, first.line) < 0)) first = head
  }
  return first
}

/** One source's log, read piece by piece. */
class Head {
  readonly name: string
  readonly #pieces: AsyncGenerator<number>
  #lines: WrittenLine[] = []
  #next = 0

  constructor(engine: Engine, id: string, name: string, part: LogPart, signal: AbortSignal) {
    this.name = name
    const keep = (stderr: boolean, sec: number, nano: number, from: Uint8Array, start: number, end: number, left: number) => {
      this.#lines.push({ stderr, sec, nano, text: from.slice(start, end), left })
    }
    this.#pieces = readLog(engine, id, part, signal, keep, MAX_LINE)
  }

  /** Its earliest line; null: `fill` is to be called, or it has ended. */
  get line(): WrittenLine | null {
    return this.#lines[this.#next] ?? null
  }

  take(): WrittenLine {
    const line = this.#lines[this.#next++]
    if (line === undefined) throw new RangeError('no line')
    return line
  }

  /** Reads on until there is a line, or the end. */
  async fill(): Promise<void> {
    this.#lines = []
    this.#next = 0
    while (this.#lines.length === 0) if ((await this.#pieces.next()).done === true) return
  }

  async close(): Promise<void> {
    await this.#pieces.return(undefined)
  }
}
