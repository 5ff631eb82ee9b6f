import { type LogColumns, NANO_MASK, NOTICE, readBatch, SOURCE_SHIFT } from '../../../../shared/log-batch.ts'
import { BatchBuilder } from '../../../../shared/log-batch-builder.ts'
import { type LogLimits, LogStore } from './store.ts'

type Target = { id: string; name: string; hue?: number }
/** What a view shows of one reading. */
type Held<T> = { store: LogStore; targets: readonly T[] }
/** Which part of a log is read: what lies between two times, and of each container the newest lines. */
export type KeptPart = { has?(sec: number, nano: number): boolean; newest?: number }

/** A record at its place among others; one without a stamp stands where the one before it does. */
type Standing = { columns: LogColumns; index: number; source: number; sec: number; nano: number }

/** More of them are not kept: with those that are read they must fit the one byte a source has, with room for who joins. */
const MOST = 128
/** A batch of kept lines goes when it has become this large. */
const ENOUGH = 256 * 1024

/** Lines of containers that are gone. No engine has them any more, so a view keeps them when it reads its logs anew. */
export class KeptLines<T extends Target = Target> {
  /** Whether a container is there after all, as after a change of engines and back. */
  exists: (id: string) => boolean = () => false
  readonly #limits: LogLimits
  #targets: T[] = []
  #store: LogStore
  readonly #hues = new Map<string, number>()

  constructor(limits: LogLimits) {
    this.#limits = limits
    this.#store = new LogStore(limits)
  }

  /** Those whose lines are here, in the order of their sources. */
  get targets(): readonly T[] {
    return this.#targets
  }

  has(id: string): boolean {
    return this.#targets.some((target) => target.id === id)
  }

  /** Takes over what is shown of containers that are gone, and lets go of what is there. Called before they are read anew. */
  keep({ store, targets }: Held<T>, gone: (id: string) => boolean): void {
    for (const { id, hue } of targets) if (hue !== undefined) this.#hues.set(id, hue)
    const here = this.#targets.filter(({ id }) => !this.exists(id))
    const there = sourcesIn(store)
    const more = targets.filter(({ id }, source) => there.has(source) && gone(id) && !this.exists(id) && !this.has(id))
    if (more.length === 0 && here.length === this.#targets.length) return
    const kept = [...here, ...more].slice(-MOST)
    const to = (from: readonly T[]) => (source: number) => kept.findIndex(({ id }) => id === from[source]?.id)
    const added = new Set(more)
    const fresh = (source: number) => (added.has(targets[source] as T) ? to(targets)(source) : -1)
    const merged = new LogStore(this.#limits)
    const writer = new Writer((batch) => merged.append(batch))
    for (const record of inOrder(standing(this.#store, to(this.#targets)), standing(store, fresh))) writer.move(record)
    writer.flush()
    this.#targets = kept
    this.#store = merged
  }

  /** The colours they had, and free ones for the others. */
  colored(targets: readonly T[]): T[] {
    let next = Math.max(-1, ...this.#hues.values()) + 1
    return targets.map((target) => ({ ...target, hue: target.hue ?? this.#hues.get(target.id) ?? next++ }))
  }

  /** To be put among the lines of a reading. */
  among(part: KeptPart): Among {
    const left = newestOf(this.#store, part)
    const wanted = ({ source, sec, nano, columns, index }: Standing): boolean => {
      if (part.has !== undefined && sec > 0 && !part.has(sec, nano)) return false
      if ((columns.nano[index] as number) >= NOTICE) return (left.get(source) ?? 0) <= 0
      const more = left.get(source) ?? 0
      left.set(source, more - 1)
      return more <= 0
    }
    return new Among(
      only(
        standing(this.#store, (source) => source),
        wanted,
      ),
      this.#targets.length,
    )
  }
}

/** Puts kept lines among those of a stream, whose sources are numbered from behind theirs. */
export class Among {
  readonly #kept: Iterator<Standing>
  readonly #by: number
  #next: Standing | null

  constructor(kept: Iterator<Standing>, by: number) {
    this.#kept = kept
    this.#by = by
    this.#next = take(kept)
  }

  /** A batch of the stream, and before each line of it the kept ones that are older. */
  *with(bytes: Uint8Array): Generator<Uint8Array> {
    if (this.#by === 0) {
      yield bytes
      return
    }
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
    const columns = readBatch(aligned)
    const { place, count } = columns
    for (let i = 0; i < count; i++) place[i] = (place[i] as number) + this.#by * 2 ** SOURCE_SHIFT
    if (this.#next === null) {
      yield aligned
      return
    }
    const batches: Uint8Array[] = []
    const writer = new Writer((batch) => batches.push(batch))
    for (let index = 0; index < count; index++) {
      const one = recordAt(columns, index)
      while (this.#next !== null && one.sec > 0 && !isLater(this.#next, one)) {
        writer.move(this.#next)
        this.#next = take(this.#kept)
      }
      writer.move(one)
    }
    writer.flush()
    yield* batches
  }

  /** The kept lines that are left: nothing older will come. */
  *rest(): Generator<Uint8Array> {
    if (this.#next === null) return
    const batches: Uint8Array[] = []
    const writer = new Writer((batch) => batches.push(batch))
    for (; this.#next !== null; this.#next = take(this.#kept)) writer.move(this.#next)
    writer.flush()
    yield* batches
  }
}

/** Makes batches of records. */
class Writer {
  readonly #out = new BatchBuilder()
  readonly #give: (batch: Uint8Array) => void

  constructor(give: (batch: Uint8Array) => void) {
    this.#give = give
  }

  move({ columns, index, source }: Standing): void {
    this.#out.move(columns, index, source)
    if (this.#out.size >= ENOUGH) this.flush()
  }

  flush(): void {
    if (this.#out.count > 0) this.#give(this.#out.take())
  }
}

const recordAt = (columns: LogColumns, index: number): Standing => ({
  columns,
  index,
  source: (columns.place[index] as number) >>> SOURCE_SHIFT,
  sec: columns.sec[index] as number,
  nano: (columns.nano[index] as number) & NANO_MASK,
})

/** The records of a store, their sources numbered anew; those with a negative number are left out. */
function* standing(store: LogStore, to: (source: number) => number): Generator<Standing> {
  const sources = new Map<number, number>()
  let [sec, nano] = [0, 0]
  for (const chunk of store.chunks) {
    const columns = { ...chunk, notices: 0 }
    for (let index = Math.max(0, store.first - chunk.base); index < chunk.count; index++) {
      const record = recordAt(columns, index)
      const source = sources.get(record.source) ?? to(record.source)
      sources.set(record.source, source)
      if (source < 0) continue
      if (record.sec > 0) [sec, nano] = [record.sec, record.nano]
      yield { ...record, source, sec, nano }
    }
  }
}

function* only(records: Iterable<Standing>, wanted: (record: Standing) => boolean): Generator<Standing> {
  for (const record of records) if (wanted(record)) yield record
}

function sourcesIn(store: LogStore): Set<number> {
  const sources = new Set<number>()
  for (const { place, count, base } of store.chunks)
    for (let i = Math.max(0, store.first - base); i < count; i++) sources.add((place[i] as number) >>> SOURCE_SHIFT)
  return sources
}

/** How many lines of each source come before its newest ones. */
function newestOf(store: LogStore, { newest }: KeptPart): Map<number, number> {
  const lines = new Map<number, number>()
  if (newest === undefined) return lines
  for (const { columns, index, source } of standing(store, (one) => one))
    if ((columns.nano[index] as number) < NOTICE) lines.set(source, (lines.get(source) ?? -newest) + 1)
  return lines
}

function* inOrder(a: Iterator<Standing>, b: Iterator<Standing>): Generator<Standing> {
  let [left, right] = [take(a), take(b)]
  while (left !== null || right !== null) {
    if (right === null || (left !== null && !isLater(left, right))) {
      if (left !== null) yield left
      left = take(a)
    } else {
      yield right
      right = take(b)
    }
  }
}

function take(from: Iterator<Standing>): Standing | null {
  const next = from.next()
  return next.done === true ? null : next.value
}

const isLater = (a: Standing, b: Standing): boolean => a.sec > b.sec || (a.sec === b.sec && a.nano > b.nano)
