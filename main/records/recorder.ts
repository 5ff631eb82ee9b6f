import { join } from 'node:path'
import type { Container } from '../../shared/contract/containers.ts'
import type { RecordLimits, RecordRule, RecordsState, RecordTrouble } from '../../shared/contract/records.ts'
import type { Patch } from '../../shared/contract/world.ts'
import { appError } from '../../shared/errors.ts'
import type { Engine, EngineSource } from '../docker/engine.ts'
import { pause } from '../docker/lib/pause.ts'
import type { Settings } from '../lib/settings.ts'
import { isNamed, keyOf, names } from './identity.ts'
import { infoOf, worryOf } from './info.ts'
import { DEFAULTS, type Kept, openKept } from './kept.ts'
import { Mirror } from './mirror.ts'
import { disown, isOurs, own } from './owner.ts'
import { Recording } from './recording.ts'
import { Store } from './store.ts'
import type { StoredLog } from './stored-log.ts'

/** Each takes a connection to the engine. */
const MOST = 200
/** Limits are looked after, and a folder that could not be written is tried again. Milliseconds. */
const EVERY = 5000

export type RecorderConfig = { dataDir: string; engine: EngineSource; watch(signal: AbortSignal): AsyncIterable<Patch[]> }

/** Records what the rules of the connected host name, as long as the app runs. Nothing of it rejects for want of a disk. */
export class Recorder {
  readonly #config: RecorderConfig
  readonly #dir: string
  readonly #stop = new AbortController()
  readonly #here = new Mirror()
  readonly #recordings = new Map<string, Recording>()
  readonly #listeners = new Set<() => void>()
  readonly #ready: Promise<void>
  #settings: Settings<Kept> | null = null
  #store: Store
  #owner = false
  #host: { key: string; name: string; engine: Engine } | null = null
  #trouble: RecordTrouble | null = null
  #queue: Promise<unknown> = Promise.resolve()
  #aligning = false
  /** Rules or limits hold that the disk did not take. */
  #unstored = false
  /** Recordings whose disk took nothing when they last wrote, and what it said. */
  readonly #refused = new Map<string, string>()

  constructor(config: RecorderConfig) {
    this.#config = config
    this.#dir = join(config.dataDir, 'records')
    this.#store = this.#newStore()
    this.#ready = this.#begin()
    this.#ready.catch(() => undefined)
  }

  /** Nothing is removed by limits that nobody has set; then nothing is written beyond them either. */
  #newStore(): Store {
    const mayRemove = () => this.#kept.lost === null
    const isStillOurs = () => isOurs(this.#dir)
    return new Store(this.#dir, () => this.#kept.limits, mayRemove, isStillOurs)
  }

  get #kept(): Kept {
    return this.#settings?.get() ?? DEFAULTS
  }

  async #begin(): Promise<void> {
    await this.#store.open(false)
    this.#settings = await openKept(this.#config.dataDir, this.#store.logs.size > 0, (code) => this.#say({ kind: 'unwritable', code }))
    void this.#follow().catch(() => undefined)
    void this.#tick()
  }

  async #follow(): Promise<void> {
    for await (const patches of this.#config.watch(this.#stop.signal)) {
      for (const patch of patches) if (this.#here.apply(patch)) this.#host = null
      this.#reconcile()
    }
  }

  async #tick(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await pause(EVERY, this.#stop.signal)
      await this.tidy().catch((error: NodeJS.ErrnoException) => this.#say({ kind: 'unwritable', code: error.code ?? 'unknown' }))
      if (this.#unstored && (await this.#settings?.retry()) === true) {
        this.#unstored = false
        if (this.#trouble?.kind === 'unwritable') this.#say(null)
      }
      this.#reconcile()
    }
  }

  /** Removes what is beyond the limits. Rejects with the system's error. */
  tidy(): Promise<void> {
    return this.#next(async () => {
      if (this.#store.logs.size > 0 && (await this.#mayWrite())) await this.#store.prune(Date.now() / 1000)
    })
  }

  /** Brings what is recorded in line with the rules; one after the other, and one that waits is enough for all that happens meanwhile. */
  #reconcile(): void {
    if (this.#aligning) return
    this.#aligning = true
    void this.#next(() => {
      this.#aligning = false
      return this.#align()
    }).catch(() => undefined)
  }

  #next(work: () => Promise<void>): Promise<void> {
    const result = this.#queue.then(work)
    this.#queue = result.catch(() => undefined)
    return result
  }

  async #align(): Promise<void> {
    if (this.#stop.signal.aborted) return
    if (this.#kept.rules.length === 0 && this.#store.logs.size === 0 && this.#recordings.size === 0) return this.#tell()
    const host = await this.#identify().catch(() => null)
    // What is recorded already goes on by itself once its engine is back.
    if (host === null || !this.#here.whole) return this.#tell()
    const wanted = new Map([...this.#here.containers].filter(([, one]) => isNamed(this.#kept.rules, host.key, one, this.#store.logs)))
    for (const [key, recording] of this.#recordings) {
      const [hostKey, id = ''] = key.split('/')
      // One whose container is gone ends by itself, after its last line.
      if (
        hostKey !== host.key ||
        (!wanted.has(id) && this.#here.containers.has(id)) ||
        (recording.ended && !this.#here.containers.has(id))
      ) {
        this.#recordings.delete(key)
        await recording.stop()
        this.#refused.delete(key)
      }
    }
    if (this.#trouble?.kind === 'too-many' && wanted.size <= MOST) this.#trouble = null
    for (const container of wanted.values()) {
      if (this.#recordings.has(`${host.key}/${container.id}`)) continue
      if (!(await this.#mayWrite())) break
      if (this.#recordings.size >= MOST) {
        this.#say({ kind: 'too-many', most: MOST })
        break
      }
      await this.#record(host, container)
    }
    // Where a removed log would go on is of no use without its container.
    if (this.#owner) await this.#store.forgetEmpty((log) => this.#gone(log) === true)
    this.#tell()
  }

  async #record({ key, name: hostName }: { key: string; name: string }, { id, name, image, project, service }: Container): Promise<void> {
    const meta = { v: 1 as const, hostName, container: id, name, image, project, service }
    try {
      const log = await this.#store.log(key, meta)
      const told = {
        onChange: () => this.#tell(),
        onTrouble: (code: string | null) => {
          if (code === null) this.#refused.delete(log.id)
          else this.#refused.set(log.id, code)
        },
      }
      this.#recordings.set(log.id, new Recording(log, await log.resume(), id, this.#config.engine, told))
    } catch (error) {
      this.#say({ kind: 'unwritable', code: (error as NodeJS.ErrnoException).code ?? 'unknown' })
    }
  }

  /** One app at a time writes. Once it is this one, the store is opened again: what the other left behind is mended. */
  async #mayWrite(): Promise<boolean> {
    // What is asked for while it closes must not take the store again.
    if (this.#stop.signal.aborted) return false
    // A disk that is away does not say; the writing itself will.
    if (this.#owner && (await isOurs(this.#dir).catch(() => true))) return true
    if (this.#owner) await this.#yield()
    try {
      const yields = () => this.#next(() => this.#yield()).catch(() => undefined)
      if (!(await own(this.#dir, () => void yields().then(() => this.#reconcile())))) {
        this.#say({ kind: 'other-app' })
        return false
      }
      const store = this.#newStore()
      await store.open(true)
      this.#store = store
      this.#owner = true
      this.#say(null)
      return true
    } catch (error) {
      this.#say({ kind: 'unwritable', code: (error as NodeJS.ErrnoException).code ?? 'unknown' })
      return false
    }
  }

  /** The folder was taken by another machine, to which this one did not show for long that it lives. */
  async #yield(): Promise<void> {
    this.#owner = false
    await Promise.all([...this.#recordings.values()].map((recording) => recording.stop()))
    this.#recordings.clear()
  }

  async #identify(): Promise<{ key: string; name: string }> {
    const engine = this.#config.engine()
    if (this.#host?.engine === engine) return this.#host
    this.#host = { key: await keyOf(engine), name: engine.host.name, engine }
    return this.#host
  }

  /** Adds or takes away a rule of the connected host. Rejects where none is connected. */
  async setRule(rule: RecordRule, on: boolean): Promise<void> {
    await this.#ready
    const { key } = await this.#identify()
    const same = (one: { host: string; rule: RecordRule }) => one.host === key && JSON.stringify(one.rule) === JSON.stringify(rule)
    // Not before its turn: whoever is brought in line with the rules meanwhile must not begin where a removed log ended.
    await this.#next(async () => {
      const stored = await this.#settings?.update((now) => {
        const rules = now.rules.filter((one) => !same(one))
        return { ...now, rules: on ? [...rules, { host: key, rule }] : rules }
      })
      this.#unstored = stored === false
      // Who asks for a log anew wants all of it, also what was removed once.
      if (on && this.#owner) await this.#store.forgetEmpty(({ id, meta }) => id.startsWith(`${key}/`) && names(rule, meta))
      await this.#align()
    })
    if (this.#unstored) throw appError('records.not-stored')
  }

  /** Rejects with `records.not-stored` where they hold only for now. */
  async setLimits(limits: RecordLimits): Promise<void> {
    await this.#ready
    this.#unstored = (await this.#settings?.update((now) => ({ ...now, limits, lost: null }))) === false
    await this.tidy()
    this.#tell()
    if (this.#unstored) throw appError('records.not-stored')
  }

  /** Rejects with `records.unwritable`. */
  async remove(ids: readonly string[]): Promise<void> {
    await this.#ready
    await this.#next(async () => {
      if (!(await this.#mayWrite())) throw appError('records.unwritable')
      for (const id of ids)
        await this.#store.remove(id).catch((error: Error) => {
          throw appError('records.unwritable', {}, error.message)
        })
    })
    this.#tell()
  }

  /** Undefined where nothing is kept of it. */
  async find(id: string): Promise<StoredLog | undefined> {
    await this.#ready
    const log = this.#store.logs.get(id)
    return log?.empty === true && !log.active ? undefined : log
  }

  async state(): Promise<RecordsState> {
    await this.#ready
    const { rules, limits, lost } = this.#kept
    const key = this.#host?.key
    const of = (id: string) => this.#recordings.get(id)
    const paused = [...this.#recordings.values()].some(({ full }) => full)
    return {
      host: key ?? null,
      rules: rules.filter(({ host }) => host === key).map(({ rule }) => rule),
      records: [...this.#store.logs.values()]
        .filter(({ id, empty }) => !empty || of(id)?.unreadable === true || of(id)?.full === true)
        .map((log) => infoOf(log, of(log.id), this.#gone(log))),
      bytes: this.#store.bytes,
      limits,
      trouble: this.#trouble ?? worryOf([...this.#refused.values()], lost, paused),
    }
  }

  /** Whether the container of a log is; null where nothing can be known of that now. */
  #gone({ id, meta }: StoredLog): boolean | null {
    const here = this.#here.whole && id.startsWith(`${this.#host?.key ?? '-'}/`)
    return here ? !this.#here.containers.has(meta.container) : null
  }

  /** @param listen told of any change; answers how to be told no more. */
  onChange(listen: () => void): () => void {
    this.#listeners.add(listen)
    return () => void this.#listeners.delete(listen)
  }

  #say(trouble: RecordTrouble | null): void {
    this.#trouble = trouble
    this.#tell()
  }

  #tell(): void {
    for (const listen of this.#listeners) listen()
  }

  async close(): Promise<void> {
    await this.#ready.catch(() => undefined)
    this.#stop.abort()
    await this.#queue
    await Promise.all([...this.#recordings.values()].map((recording) => recording.stop()))
    await this.#store.close()
    if (this.#owner) await disown(this.#dir)
  }
}
