import { mkdir, readdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Meta } from './format.ts'
import { StoredLog } from './stored-log.ts'

export type Limits = { bytes: number; days: number }

const HOST = /^[a-f0-9]{16}$/
const CONTAINER = /^[a-f0-9]{64}$/
const SEGMENT = 2 * 1024 * 1024
const DAY = 86_400

/** What the beginning of a segment takes beside the frame it is begun for. */
const HEAD = 1024
/** Why an append was refused: there is no room within the limit, and nothing may be removed for it. */
export const FULL = 'FULL'
/** Why anything was refused: the folder is another app's now. */
export const LOST = 'LOST'

/** All recorded logs, by `<host>/<container>`. One process writes; others may only read (`mend` false). */
export class Store {
  readonly logs = new Map<string, StoredLog>()
  readonly #dir: string
  readonly #limits: () => Limits
  readonly #mayRemove: () => boolean
  readonly #isOurs: () => Promise<boolean>
  /** Bytes that are being written. */
  #granted = 0
  #pruning: Promise<void> = Promise.resolve()

  /**
   * @param mayRemove whether what is beyond the limits goes; where not, nothing is written beyond them.
   * @param isOurs asked before each change of what is on the disk; where not, it rejects with the code `LOST`.
   */
  constructor(dir: string, limits: () => Limits, mayRemove = () => true, isOurs = () => Promise.resolve(true)) {
    this.#dir = dir
    this.#limits = limits
    this.#mayRemove = mayRemove
    this.#isOurs = isOurs
  }

  get bytes(): number {
    let sum = 0
    for (const log of this.logs.values()) sum += log.bytes
    return sum
  }

  /** Finds what is there. A log that cannot be read is left alone. Never rejects. */
  async open(mend: boolean): Promise<void> {
    for (const host of (await list(this.#dir)).filter((name) => HOST.test(name))) {
      for (const container of (await list(join(this.#dir, host))).filter((name) => CONTAINER.test(name))) {
        const log = this.#make(host, {
          v: 1,
          hostName: '',
          container,
          name: container.slice(0, 12),
          image: '',
          project: null,
          service: null,
        })
        const holds = await log.load(mend).catch(() => null)
        if (holds === true) this.logs.set(log.id, log)
        // Only an empty folder goes.
        else if (holds === false && mend) await rmdir(log.folder).catch(() => undefined)
      }
    }
  }

  /** The log of a container, begun where there is none. */
  async log(host: string, meta: Meta): Promise<StoredLog> {
    await mkdir(this.#dir, { recursive: true, mode: 0o700 })
    const id = `${host}/${meta.container}`
    const known = this.logs.get(id)
    if (known !== undefined) {
      // A renamed container goes on under the name that it was recorded by.
      known.meta = { ...meta, name: known.meta.name }
      return known
    }
    const made = this.#make(host, meta)
    this.logs.set(id, made)
    return made
  }

  /** Removes what is too old, then the oldest until all fits, where that may be. `now` in seconds. */
  prune(now: number): Promise<void> {
    return this.#inTurn(() => this.#drop(now, 0))
  }

  /** Two at once would both count what goes, and remove too much. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#pruning.then(work)
    this.#pruning = done.catch(() => undefined)
    return done
  }

  async #drop(now: number, more: number): Promise<void> {
    if (!this.#mayRemove()) return
    const { bytes, days } = this.#limits()
    for (const log of [...this.logs.values()]) {
      // What stands before the oldest lines says only where they began.
      const oldest = () => log.segments.find(({ lines }) => lines > 0)?.last.sec ?? now
      while (oldest() < now - days * DAY) await this.#dropOldest(log)
    }
    while (this.bytes + more > bytes) {
      const oldest = [...this.logs.values()].filter(({ empty }) => !empty).sort((a, b) => ageOf(a) - ageOf(b))[0]
      if (oldest === undefined) return
      await this.#dropOldest(oldest)
    }
  }

  async #dropOldest(log: StoredLog): Promise<void> {
    await log.dropOldest()
    if (log.empty && log.removed) await this.forget(log.id)
  }

  /**
   * Does a writing of at most so many bytes once there is room for it within the limit, made by removing what is oldest: the
   * disk is bounded whatever comes, not only when somebody looks. Rejects with the code `FULL`, with the system's where what
   * should go could not be removed, and as the writing does.
   */
  async #within(size: number, write: () => Promise<void>): Promise<void> {
    const most = size + HEAD
    await this.#inTurn(() => this.#grant(most))
    try {
      await write()
    } finally {
      this.#granted -= most
    }
  }

  async #grant(most: number): Promise<void> {
    const fits = () => this.bytes + this.#granted + most <= this.#limits().bytes
    if (!fits()) await this.#drop(Date.now() / 1000, this.#granted + most)
    // What is larger than all that may be kept is written where nothing else is kept any more, and goes next.
    const alone = this.bytes + this.#granted === 0 && this.#mayRemove()
    if (!fits() && !alone) throw Object.assign(new Error('no room'), { code: FULL })
    this.#granted += most
  }

  /** Removes what is kept of a log. Where it goes on stays known, or its container would bring all of it back. */
  async remove(id: string): Promise<void> {
    const log = this.logs.get(id)
    if (log?.removed === true) await this.forget(id)
    else await log?.clear()
  }

  /** Removes a log with all that is known of it, unless it is being recorded. */
  async forget(id: string): Promise<void> {
    const log = this.logs.get(id)
    if (log === undefined || log.active) return log?.clear()
    this.logs.delete(id)
    await log.discard()
  }

  /** Forgets those of which nothing is kept but where they would go on. */
  async forgetEmpty(which: (log: StoredLog) => boolean): Promise<void> {
    for (const log of [...this.logs.values()]) if (log.empty && !log.active && which(log)) await this.forget(log.id).catch(() => undefined)
  }

  /** Closes their files; what was appended is on the disk. */
  async close(): Promise<void> {
    await Promise.all([...this.logs.values()].map((log) => log.close()))
  }

  #make(host: string, meta: Meta): StoredLog {
    return new StoredLog(`${host}/${meta.container}`, join(this.#dir, host, meta.container), meta, {
      room: () => Math.min(SEGMENT, Math.max(4096, Math.floor(this.#limits().bytes / 16))),
      within: (size, write) => this.#within(size, write),
      mayChange: () => this.#mayChange(),
    })
  }

  async #mayChange(): Promise<void> {
    if (!(await this.#isOurs())) throw Object.assign(new Error('another app writes here now'), { code: LOST })
  }
}

const ageOf = ({ segments }: StoredLog): number => segments[0]?.last.sec ?? 0
const list = (dir: string): Promise<string[]> => readdir(dir).catch(() => [])
