import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Unfinished } from '../../shared/contract/hosts.ts'
import type { Watcher, Way } from '../docker/watch.ts'
import { createHosts, type Hosts, type Work } from './hosts.ts'
import type { SandboxStarter } from './sandbox.ts'

const none = new AbortController().signal
let home: string
let hosts: Hosts | null = null
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gantry-hosts-'))
})
afterEach(async () => {
  await hosts?.close()
  hosts = null
  rmSync(home, { recursive: true, force: true })
})

function writeContext(name: string, host: string) {
  const dir = join(home, '.docker/contexts/meta', createHash('sha256').update(name).digest('hex'))
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'meta.json'), JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }))
}

/** The choice alone: where it goes is written down, nobody goes there. */
function choose(starter: SandboxStarter | null = null, unfinished: () => Unfinished = () => ({ terminals: [], pulls: [] })) {
  const ways: Way[] = []
  const steps: string[] = []
  const watcher = {
    connect: async (way: Way) => {
      ways.push(way)
      steps.push(way.host.address)
    },
    retry: async () => void steps.push('retry'),
  } as unknown as Watcher
  let ended: () => void = () => undefined
  const work: Work = {
    unfinished,
    idle: (signal) =>
      new Promise((resolve) => {
        ended = resolve
        signal.addEventListener('abort', () => resolve())
      }),
    end: async () => void steps.push('end'),
  }
  hosts = createHosts({ env: {}, home, platform: 'linux' }, watcher, starter, work)
  return { handlers: hosts.handlers, last: () => ways.at(-1) as Way, steps, ended: () => ended() }
}

describe('leaving a host', () => {
  it('ends what is under way before the connection goes, and nothing when it is the same host', async () => {
    writeContext('lab', 'unix:///a.sock')
    const { handlers, steps } = choose()
    await handlers.use({ id: 'context:lab', insecure: false }, none)
    expect(steps.slice(-2)).toEqual(['end', 'unix:///a.sock'])
    const before = steps.length
    await handlers.use({ id: 'context:lab', insecure: false }, none)
    expect(steps.slice(before)).toEqual(['retry'])
  })

  it('never happens by itself while something is under way', async () => {
    writeContext('lab', 'unix:///a.sock')
    const looks = vi.fn<() => Unfinished>(() => ({ terminals: [{ container: 'web', program: 'bash' }], pulls: [] }))
    const { steps, ended } = choose(null, looks)
    await expect.poll(() => looks).toHaveBeenCalledTimes(1)
    writeFileSync(join(home, '.docker/config.json'), JSON.stringify({ currentContext: 'lab' }))
    await vi.waitFor(() => expect(looks).toHaveBeenCalledTimes(2), 20_000)
    await new Promise((resolve) => setImmediate(resolve))
    expect(steps).toEqual([])
    looks.mockReturnValue({ terminals: [], pulls: [] })
    // The CLI says nothing more: the end of what ran is enough.
    ended()
    await vi.waitFor(() => expect(steps).toEqual(['end', 'unix:///a.sock']), 20_000)
  })
})

describe('consent to an unprotected connection (T29)', () => {
  it('is for one address: not for another that the same context is given later', async () => {
    writeContext('lab', 'tcp://192.0.2.7:2375')
    const { handlers, last } = choose()
    await handlers.use({ id: 'context:lab', insecure: true }, none)
    ;(await last().open()).close()
    writeContext('lab', 'tcp://198.51.100.9:2375')
    await handlers.use({ id: 'context:lab', insecure: false }, none)
    await expect(last().open()).rejects.toMatchObject({ code: 'host.insecure', params: { address: 'tcp://198.51.100.9:2375' } })
  })
})

describe('the sandbox', () => {
  it('that is still being started is given up and waited for when the app ends', async () => {
    const steps: string[] = []
    const { handlers } = choose({
      start: (onProgress, signal) =>
        new Promise((_resolve, reject) => {
          onProgress('begun')
          signal.addEventListener('abort', () => {
            setTimeout(() => {
              steps.push('cleaned up')
              reject(new Error('given up'))
            }, 20)
          })
        }),
    })
    const lines = handlers.startSandbox({}, none)[Symbol.asyncIterator]()
    expect(await lines.next()).toEqual({ done: false, value: 'begun' })
    const rest = lines.next()
    rest.catch(() => undefined)
    await hosts?.close()
    expect(steps).toEqual(['cleaned up'])
    await expect(rest).rejects.toMatchObject({ code: 'sandbox.failed' })
  })
})
