import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { type Backend, createBackend } from '../../main/backend.ts'
import type { RecordInfo, RecordsState } from '../../shared/contract/records.ts'
import { docker, testHost } from './engine.ts'

const signal = () => new AbortController().signal

/** For each test a data folder of its own, an app that is started on it as often as wanted, and containers. */
export class TestApp {
  home = ''
  /** Names of containers, and folders mounted, that are cleaned up behind the test. */
  readonly made = new Set<string>()
  readonly mounts = new Set<string>()
  readonly #host: () => string
  #backend: Backend | null = null

  constructor(host: () => string = testHost) {
    this.#host = host
    beforeEach(async () => {
      this.home = await mkdtemp(join(tmpdir(), 'gantry-records-'))
    })
    afterEach(async () => {
      await this.close()
      for (const folder of this.mounts) execFileSync('umount', ['-l', folder])
      this.mounts.clear()
      await rm(this.home, { recursive: true, force: true })
      if (this.made.size > 0) await docker(host(), 'rm', '-fv', ...this.made)
      this.made.clear()
    })
  }

  get handlers(): Backend['handlers'] {
    if (this.#backend === null) throw new Error('the app is not started')
    return this.#backend.handlers
  }

  /** Until it is connected. */
  async start(): Promise<void> {
    const none = { sandbox: null, confirmDanger: null }
    const { home } = this
    const env = { version: '0', form: 'browser' as const, platform: process.platform, env: {}, home, dataDir: home, host: this.#host() }
    this.#backend = createBackend({ ...env, ...none })
    for await (const patches of this.handlers.world.watch({}, signal()))
      if (patches.some((p) => p.t === 'connection' && p.connection.state === 'connected')) break
  }

  async close(): Promise<void> {
    await this.#backend?.close()
    this.#backend = null
  }

  async until(what: (state: RecordsState) => boolean): Promise<RecordsState> {
    const abort = new AbortController()
    const late = setTimeout(() => abort.abort(), 30_000)
    let last: RecordsState | null = null
    for await (const state of this.handlers.records.watch({}, abort.signal)) {
      last = state
      if (what(state)) {
        clearTimeout(late)
        abort.abort()
        return state
      }
    }
    throw new Error(`did not come; at last ${JSON.stringify(last)}`)
  }

  async run(name: string, command: string, ...options: string[]): Promise<void> {
    this.made.add(name)
    await docker(this.#host(), 'run', '-d', '--name', name, ...options, 'alpine:3.20', 'sh', '-c', command)
  }

  async saved(id: string): Promise<string> {
    const parts: Uint8Array[] = []
    for await (const part of this.handlers.records.save({ id, format: 'raw', stamps: false }, signal())) parts.push(part)
    return Buffer.concat(parts).toString()
  }

  async batches(id: string): Promise<Uint8Array[]> {
    const all: Uint8Array[] = []
    for await (const batch of this.handlers.records.read({ id }, signal())) all.push(batch)
    return all
  }

  async record(name: string): Promise<void> {
    await this.handlers.records.record({ rule: { kind: 'container', name } }, signal())
  }
}

/** The records of containers of that name. */
export const recordsOf = (state: RecordsState, name: string): RecordInfo[] => state.records.filter((one) => one.name === name)
