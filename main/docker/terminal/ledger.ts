import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from '../../../shared/contract/zod.ts'
import { isAlive, machine, startOf } from '../lib/processes.ts'
import type { Leader } from './hang-up.ts'

/** One process we started, as it is remembered beyond a crash. */
export type Entry = Leader & { id: string; host: string; name: string; program: string; since: number }

const EntrySchema = z.object({
  id: z.string().regex(/^[a-f0-9]{32}$/),
  host: z.string(),
  container: z.string().regex(/^[a-f0-9]{64}$/),
  exec: z.string().regex(/^[a-f0-9]{64}$/),
  pid: z.number().int().nullable(),
  starter: z.string().nullable(),
  name: z.string(),
  program: z.string(),
  since: z.number(),
})
const FileSchema = z.object({
  /** `machine` is missing in files of earlier versions. */
  owner: z.object({ pid: z.number(), started: z.string(), machine: z.string().optional() }),
  entries: z.array(z.unknown()),
})
/** A file is written in a moment; one that is not done after this many milliseconds is of a process that was killed over it. */
const UNFINISHED = 3_600_000

/**
 * The execs that run now, in a file of this process (0600), so that the next run knows what a crashed one left behind.
 * A folder that cannot be written costs only that: nothing here throws.
 */
export class Ledger {
  readonly #folder: string
  readonly #file: string
  readonly #entries = new Map<string, Entry>()
  #writing: Promise<void> = Promise.resolve()
  #left: Promise<Map<string, Entry>> | null = null

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'terminals')
    this.#file = join(this.#folder, `${String(process.pid)}-${Date.now().toString(36)}.json`)
  }

  /** Resolves when it is on the disk: from then on a crash leaves a trace of it. */
  add(entry: Entry): Promise<void> {
    this.#entries.set(entry.id, entry)
    this.#save()
    return this.#writing
  }

  /** One of this run that has ended. */
  remove(id: string): void {
    if (this.#entries.delete(id)) this.#save()
  }

  /** Processes of runs that are over. Read once; they become entries of this run, so that they outlive another crash. */
  async left(): Promise<Entry[]> {
    // The promise, not what it gives: two who ask at once must not both read, for the second finds the files gone.
    this.#left ??= this.#readLeft()
    return [...(await this.#left).values()]
  }

  /** One of an earlier run that has ended, or is to be left alone. */
  async forget(id: string): Promise<void> {
    ;(await this.#left)?.delete(id)
    this.remove(id)
  }

  /** Resolves when all is on the disk. */
  async close(): Promise<void> {
    await this.#writing
  }

  #save(): void {
    this.#writing = this.#writing.then(() => this.#write()).catch(() => undefined)
  }

  async #write(): Promise<void> {
    if (this.#entries.size === 0) return rm(this.#file, { force: true })
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const owner = { pid: process.pid, started: startOf(process.pid), machine: machine() }
    await writeFile(`${this.#file}.new`, JSON.stringify({ owner, entries: [...this.#entries.values()] }), { mode: 0o600 })
    await rename(`${this.#file}.new`, this.#file)
  }

  async #readLeft(): Promise<Map<string, Entry>> {
    const found = new Map<string, Entry>()
    const names = await readdir(this.#folder).catch(() => [])
    await this.#sweep(names.filter((one) => one.endsWith('.json.new')))
    for (const name of names.filter((one) => one.endsWith('.json'))) {
      const path = join(this.#folder, name)
      const read = FileSchema.safeParse(
        await readFile(path, 'utf8')
          .then(JSON.parse)
          .catch(() => null),
      )
      if (!read.success || !isOver(read.data.owner)) continue
      for (const one of read.data.entries) {
        // One that cannot be understood must not hide the others.
        const { data: entry } = EntrySchema.safeParse(one)
        if (entry === undefined) continue
        found.set(entry.id, entry)
        this.#entries.set(entry.id, entry)
      }
      this.#save()
      await this.#writing
      await rm(path, { force: true }).catch(() => undefined)
    }
    return found
  }

  async #sweep(names: string[]): Promise<void> {
    for (const name of names) {
      const path = join(this.#folder, name)
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
      if (Date.now() - mtimeMs > UNFINISHED) await rm(path, { force: true }).catch(() => undefined)
    }
  }
}

/** Of another machine, on a home that both share, nothing can be known: its entries are its own. */
const isOver = (owner: { pid: number; started: string; machine?: string | undefined }): boolean =>
  (owner.machine === undefined || owner.machine === machine()) && !isAlive(owner.pid, owner.started)
